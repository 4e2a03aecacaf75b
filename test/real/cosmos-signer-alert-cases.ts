import type { AlertProof } from "./alert-cases";

/** Labels of the target of all proofs, as `alert-cases.ts` has them. */
const series = (metric: string, labels = "", workload = "eth-0") =>
  `${metric}{namespace="nodes",palisade_workload="${workload}",palisade_endpoint="metrics",pod="${workload}-0"${labels}}`;
const SET = `namespace="nodes",statefulset="eth-0",job="kube-state-metrics"`;
const READY = `kube_statefulset_status_replicas_ready{${SET}}`;
const WANTED = `kube_statefulset_replicas{${SET}}`;
const RESTARTS = `kube_pod_container_status_restarts_total{namespace="nodes",pod="eth-0-0",container="tmkms"}`;
const waiting = (reason: string) =>
  `kube_pod_container_status_waiting_reason{namespace="nodes",pod="eth-0-0",container="tmkms",reason="${reason}"}`;

const NONCES = series("signer_seconds_since_last_local_ephemeral_share_time");
const MISSED_NONCES = series("signer_missed_ephemeral_shares", ',peerid="tcp://hub-2:2222"');
const TRIES = series("signer_sentry_connect_tries", ',node="tcp://10.1.2.3:1234"');
const ELECTIONS = series("signer_total_raft_leader_election_timeout");
const MISSED = series("signer_total_missed_precommits", ',chain_id="hub-1"');
const signed = (workload: string) => series("signer_total_precommits_signed", ',chain_id="hub-1"', workload);

const counted = (metric: string): AlertProof => ({
  fires: [{ series: { [metric]: "0x10 1x20" }, atMinutes: 15 }],
  quiet: [
    { series: { [metric]: "0x60" }, atMinutes: 15 },
    // Long ago.
    { series: { [metric]: "0x10 1x60" }, atMinutes: 40 },
  ],
});

/** How each alert on signers of CometBFT is proven. `CoSignerDown` is proven as all of its kind are. */
export const COSMOS_SIGNER_PROOFS: Readonly<Record<string, AlertProof>> = {
  CoSignerSilent: {
    fires: [{ series: { [NONCES]: "60+60x30" }, atMinutes: 20 }],
    quiet: [
      { series: { [NONCES]: "3x30" }, atMinutes: 20 },
      // A new leader within minutes.
      { series: { [NONCES]: "3x10 180x3 3x20" }, atMinutes: 13 },
    ],
  },
  CoSignerUnreached: {
    fires: [{ series: { [MISSED_NONCES]: "0+20x30" }, atMinutes: 20 }],
    quiet: [
      { series: { [MISSED_NONCES]: "0x30" }, atMinutes: 20 },
      // A restart of the other one.
      { series: { [MISSED_NONCES]: "0x10 30x3 0x20" }, atMinutes: 13 },
    ],
  },
  CoSignerNodeUnreachable: {
    fires: [{ series: { [TRIES]: "0+30x30" }, atMinutes: 20 }],
    quiet: [
      { series: { [TRIES]: "0x30" }, atMinutes: 20 },
      // A restart of the node.
      { series: { [TRIES]: "0x10 60x3 0x20" }, atMinutes: 13 },
    ],
  },
  CoSignerElectionsFail: {
    fires: [{ series: { [ELECTIONS]: "0x10 1+1x30" }, atMinutes: 20 }],
    quiet: [{ series: { [ELECTIONS]: "4x60" }, atMinutes: 20 }],
  },
  ValidatorNotSigning: {
    fires: [
      { series: { [signed("eth-0")]: "7x60", [signed("eth-1")]: "9x60" }, atMinutes: 20 },
      // Nothing was signed since the start: no series at all.
      { series: { 'up{namespace="nodes",palisade_workload="eth-0"}': "1x30" }, atMinutes: 10 },
    ],
    quiet: [
      // Whichever of them a node asks.
      { series: { [signed("eth-0")]: "7x60", [signed("eth-1")]: "0+10x60" }, atMinutes: 20 },
      { series: { [signed("eth-0")]: "0+10x60" }, atMinutes: 20 },
    ],
  },
  ValidatorMissesPrecommits: {
    fires: [{ series: { [MISSED]: "0+2x60" }, atMinutes: 20 }],
    quiet: [
      { series: { [MISSED]: "40x60" }, atMinutes: 20 },
      // A restart of a node: a few heights.
      { series: { [MISSED]: "0x10 3x50" }, atMinutes: 15 },
    ],
  },
  CoSignersTooFew: counted(series("signer_error_total_insufficient_cosigners")),
  CoSignersInvalidSignature: counted(series("signer_error_total_invalid_signatures")),
  TmkmsNotReady: {
    fires: [
      { series: { [WANTED]: "1x30", [READY]: "0x30" }, atMinutes: 10 },
      { series: { 'kube_statefulset_replicas{namespace="nodes",statefulset="another"}': "1x30" }, atMinutes: 10 },
    ],
    quiet: [
      { series: { [WANTED]: "1x30", [READY]: "1x30" }, atMinutes: 10 },
      // A new release: away for less than a minute.
      { series: { [WANTED]: "1x30", [READY]: "1x8 0 1x20" }, atMinutes: 10 },
    ],
  },
  TmkmsRestarts: {
    fires: [{ series: { [RESTARTS]: "0+1x30" }, atMinutes: 15 }],
    quiet: [
      { series: { [RESTARTS]: "0x10 1x30" }, atMinutes: 15 },
      { series: { [RESTARTS]: "9x60" }, atMinutes: 40 },
    ],
  },
  TmkmsCannotStart: {
    fires: [{ series: { [waiting("CreateContainerConfigError")]: "1x40" }, atMinutes: 25 }],
    quiet: [
      { series: { [waiting("CreateContainerConfigError")]: "0x40" }, atMinutes: 25 },
      { series: { [waiting("CrashLoopBackOff")]: "1x40" }, atMinutes: 25 },
    ],
  },
};
