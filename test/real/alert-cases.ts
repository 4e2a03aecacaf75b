import { AGENT_RUN_PROOFS } from "./agent-alert-cases";
import { CERTIFICATE_PROOFS } from "./certificate-alert-cases";
import { COSMOS_SIGNER_PROOFS } from "./cosmos-signer-alert-cases";
import { RUNTIME_PROOFS } from "./runtime-alert-cases";
import { SIGNER_PROOFS } from "./signer-alert-cases";
import { VAULT_PROOFS } from "./vault-alert-cases";

/** Series by selector, each with its values in promtool's notation: one sample a minute. */
export type Series = Readonly<Record<string, string>>;

/** What an alert must do with some series. */
export interface AlertCase {
  /** Series that are there. */
  readonly series: Series;
  /** Minutes after the start at which the question is asked. */
  readonly atMinutes: number;
}

/** How an alert is proven: it fires where it should, and is quiet where it should. */
export interface AlertProof {
  readonly fires: readonly AlertCase[];
  readonly quiet: readonly AlertCase[];
}

/** The program that the rules under test watch. `other` in its place is a program they must not look at. */
export const WORKLOAD = "eth-0";
/** The port it is scraped from; another program of the same pod has another one. */
export const ENDPOINT = "metrics";
const SCRAPED = `namespace="nodes",palisade_workload="${WORKLOAD}",palisade_endpoint="${ENDPOINT}",pod="${WORKLOAD}-0"`;
const TIER = `${SCRAPED},project="main",network="evm:1"`;
const DEPLOYMENT = `namespace="nodes",deployment="${WORKLOAD}",job="kube-state-metrics"`;
const POD = `namespace="nodes",pod="${WORKLOAD}-6d5f9c7b8-x2x4z",container="agent"`;

const DOWN: AlertProof = {
  fires: [
    { series: { [`up{${SCRAPED}}`]: "0x30" }, atMinutes: 10 },
    // The target is gone: no series at all.
    { series: { 'up{namespace="nodes",palisade_workload="another"}': "1x30" }, atMinutes: 10 },
    // It answered, and then went away.
    { series: { [`up{${SCRAPED}}`]: "1x5 stale" }, atMinutes: 15 },
  ],
  quiet: [
    { series: { [`up{${SCRAPED}}`]: "1x30" }, atMinutes: 10 },
    // A restart of three minutes.
    { series: { [`up{${SCRAPED}}`]: "1x5 0x2 1x20" }, atMinutes: 12 },
  ],
};

const HEAD = `reth_blockchain_tree_canonical_chain_height{${SCRAPED}}`;
const STAGE = `reth_sync_checkpoint{${SCRAPED},stage="Execution"}`;
const PAYLOADS = `reth_consensus_engine_beacon_new_payload_messages{${SCRAPED}}`;
const GETH_HEAD = `chain_head_block{${SCRAPED}}`;
const GETH_HEADERS = `chain_head_header{${SCRAPED}}`;
const GETH_STATE = `eth_protocols_snap_sync_bytes{${SCRAPED}}`;
const GETH_HEALED = `eth_protocols_snap_sync_heal_trie_nodes{${SCRAPED}}`;
const CLOCK_SLOT = `slotclock_present_slot{${SCRAPED}}`;
const HEAD_SLOT = `beacon_head_slot{${SCRAPED}}`;
const ELIGIBLE = `erpc_selection_eligible_upstreams{${TIER},method="*"}`;
const RECEIVED = `erpc_network_request_received_total{${TIER}}`;
const FAILED = `erpc_network_failed_request_total{${TIER},severity="critical"}`;
const NOT_OURS = `erpc_network_failed_request_total{${TIER},severity="info"}`;
const HEAD_AGE = `erpc_network_latest_block_timestamp_distance_seconds{${TIER},origin="evm_state_poller"}`;
const AVAILABLE = `kube_deployment_status_replicas_available{${DEPLOYMENT}}`;
const WANTED = `kube_deployment_spec_replicas{${DEPLOYMENT}}`;
const SET = `namespace="nodes",statefulset="${WORKLOAD}",job="kube-state-metrics"`;
const SET_READY = `kube_statefulset_status_replicas_ready{${SET}}`;
const SET_WANTED = `kube_statefulset_replicas{${SET}}`;
const RESTARTS = `kube_pod_container_status_restarts_total{${POD}}`;
const waiting = (reason: string) => `kube_pod_container_status_waiting_reason{${POD},reason="${reason}"}`;
const lastEnd = (reason: string) => `kube_pod_container_status_last_terminated_reason{${POD},reason="${reason}"}`;

const CRASH_LOOPING: AlertProof = {
  fires: [{ series: { [waiting("CrashLoopBackOff")]: "1x40" }, atMinutes: 25 }],
  quiet: [
    { series: { [waiting("CrashLoopBackOff")]: "0x40" }, atMinutes: 25 },
    { series: { [waiting("ContainerCreating")]: "1x40" }, atMinutes: 25 },
  ],
};

const OUT_OF_MEMORY: AlertProof = {
  fires: [{ series: { [RESTARTS]: "0x10 1x30", [lastEnd("OOMKilled")]: "0x10 1x30" }, atMinutes: 15 }],
  quiet: [
    { series: { [RESTARTS]: "0x10 1x30", [lastEnd("Error")]: "0x10 1x30" }, atMinutes: 15 },
    // It happened long ago.
    { series: { [RESTARTS]: "3x90", [lastEnd("OOMKilled")]: "1x90" }, atMinutes: 80 },
  ],
};

/** The proof of every alert, by its name. */
export const ALERT_PROOFS: Readonly<Record<string, AlertProof>> = {
  ShareSignerDown: DOWN,
  ...SIGNER_PROOFS,
  RethDown: DOWN,
  GethDown: DOWN,
  LighthouseDown: DOWN,
  RpcGatewayDown: DOWN,
  VaultDown: DOWN,
  ...VAULT_PROOFS,
  CoSignerDown: DOWN,
  ...COSMOS_SIGNER_PROOFS,
  CertManagerDown: DOWN,
  ...CERTIFICATE_PROOFS,
  ...RUNTIME_PROOFS,
  FalcoDown: DOWN,
  FalcosidekickDown: DOWN,
  TetragonDown: DOWN,
  ImageScanningDown: DOWN,
  SignerDown: DOWN,
  TransactionSignerDown: DOWN,
  RethHeadStalled: {
    fires: [
      { series: { [HEAD]: "100x60", [STAGE]: "100x60" }, atMinutes: 30 },
      { series: { [HEAD]: "100+5x20 200x40", [STAGE]: "100+5x20 200x40" }, atMinutes: 45 },
    ],
    quiet: [
      { series: { [HEAD]: "100+5x60", [STAGE]: "100+5x60" }, atMinutes: 30 },
      // A first sync: the head waits while the stages work.
      { series: { [HEAD]: "0x60", [STAGE]: "0+1000x60" }, atMinutes: 30 },
    ],
  },
  RethEngineSilent: {
    fires: [{ series: { [PAYLOADS]: "50x60" }, atMinutes: 30 }],
    quiet: [{ series: { [PAYLOADS]: "0+5x60" }, atMinutes: 30 }],
  },
  GethHeadStalled: {
    fires: [
      { series: { [GETH_HEAD]: "100x60", [GETH_HEADERS]: "100x60", [GETH_STATE]: "7x60" }, atMinutes: 30 },
      { series: { [GETH_HEAD]: "100+5x20 200x40", [GETH_HEADERS]: "100+5x20 200x40" }, atMinutes: 45 },
    ],
    quiet: [
      { series: { [GETH_HEAD]: "100+5x60", [GETH_HEADERS]: "100+5x60" }, atMinutes: 30 },
      // A first sync: headers come in, then the state, then what is missing of it.
      { series: { [GETH_HEAD]: "0x60", [GETH_HEADERS]: "0+1000x60", [GETH_STATE]: "0x60" }, atMinutes: 30 },
      { series: { [GETH_HEAD]: "0x60", [GETH_HEADERS]: "9x60", [GETH_STATE]: "0+1000x60" }, atMinutes: 30 },
      { series: { [GETH_HEAD]: "0x60", [GETH_STATE]: "9x60", [GETH_HEALED]: "0+1000x60" }, atMinutes: 30 },
    ],
  },
  GethPeersLow: {
    fires: [{ series: { [`p2p_peers{${SCRAPED}}`]: "2x60" }, atMinutes: 30 }],
    quiet: [{ series: { [`p2p_peers{${SCRAPED}}`]: "50x60" }, atMinutes: 30 }],
  },
  LighthouseBehind: {
    fires: [{ series: { [CLOCK_SLOT]: "100+5x40", [HEAD_SLOT]: "90x40" }, atMinutes: 10 }],
    quiet: [
      { series: { [CLOCK_SLOT]: "100+5x40", [HEAD_SLOT]: "99+5x40" }, atMinutes: 10 },
      // Four slots are still within what is allowed.
      { series: { [CLOCK_SLOT]: "100+5x40", [HEAD_SLOT]: "96+5x40" }, atMinutes: 10 },
    ],
  },
  LighthousePeersLow: {
    fires: [{ series: { [`libp2p_peers{${SCRAPED}}`]: "3x60" }, atMinutes: 30 }],
    quiet: [{ series: { [`libp2p_peers{${SCRAPED}}`]: "60x60" }, atMinutes: 30 }],
  },
  RpcNoUpstream: {
    fires: [{ series: { [ELIGIBLE]: "0x20" }, atMinutes: 5 }],
    quiet: [{ series: { [ELIGIBLE]: "2x20" }, atMinutes: 5 }],
  },
  RpcRequestsFailing: {
    fires: [{ series: { [RECEIVED]: "0+100x40", [FAILED]: "0+20x40" }, atMinutes: 15 }],
    quiet: [
      // The callers' own mistakes do not count.
      { series: { [RECEIVED]: "0+100x40", [FAILED]: "0+1x40", [NOT_OURS]: "0+50x40" }, atMinutes: 15 },
      // Nobody calls.
      { series: { [RECEIVED]: "7x40", [FAILED]: "7x40" }, atMinutes: 15 },
    ],
  },
  RpcHeadStale: {
    fires: [{ series: { [HEAD_AGE]: "90x20" }, atMinutes: 5 }],
    quiet: [{ series: { [HEAD_AGE]: "12x20" }, atMinutes: 5 }],
  },
  AgentUnavailable: {
    fires: [{ series: { [AVAILABLE]: "0x40", [WANTED]: "1x40" }, atMinutes: 20 }],
    quiet: [
      { series: { [AVAILABLE]: "2x40", [WANTED]: "2x40" }, atMinutes: 20 },
      // Switched off.
      { series: { [AVAILABLE]: "0x40", [WANTED]: "0x40" }, atMinutes: 20 },
    ],
  },
  AgentCrashLooping: CRASH_LOOPING,
  AgentOutOfMemory: OUT_OF_MEMORY,
  WorkloadCrashLooping: CRASH_LOOPING,
  WorkloadOutOfMemory: OUT_OF_MEMORY,
  WorkloadUnavailable: {
    fires: [
      { series: { [AVAILABLE]: "0x40", [WANTED]: "1x40" }, atMinutes: 20 },
      { series: { [SET_READY]: "1x40", [SET_WANTED]: "2x40" }, atMinutes: 20 },
    ],
    quiet: [
      { series: { [AVAILABLE]: "2x40", [WANTED]: "2x40" }, atMinutes: 20 },
      { series: { [SET_READY]: "2x40", [SET_WANTED]: "2x40" }, atMinutes: 20 },
    ],
  },
  WorkloadMetricsDown: {
    fires: [{ series: { [`up{${SCRAPED}}`]: "0x30" }, atMinutes: 15 }],
    quiet: [
      { series: { [`up{${SCRAPED}}`]: "1x30" }, atMinutes: 15 },
      // It shows no metrics at all.
      { series: { 'up{namespace="nodes",palisade_workload="another"}': "0x30" }, atMinutes: 15 },
    ],
  },
  ...AGENT_RUN_PROOFS,
};
