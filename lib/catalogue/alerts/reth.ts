import { OWNER_LABELS, WORKLOAD_LABEL } from "./context";
import { TARGET_UP_PANEL, targetDown } from "./target-down";
import type { MetricUse, SubjectSpec } from "./types";

/** Names as reth's own Grafana dashboards use them. */
const SOURCE = "paradigmxyz/reth, etc/grafana";
const HEAD: MetricUse = { name: "reth_blockchain_tree_canonical_chain_height", source: SOURCE };
const STAGE: MetricUse = { name: "reth_sync_checkpoint", source: SOURCE };
const PAYLOADS: MetricUse = { name: "reth_consensus_engine_beacon_new_payload_messages", source: SOURCE };
const PEERS: MetricUse = { name: "reth_network_connected_peers", source: SOURCE };
/** The dashboards show only the calls that went well. */
const RPC_SOURCE = "paradigmxyz/reth v2.5.1, crates/rpc/rpc-builder/src/metrics.rs";
const CALLS: MetricUse = { name: "reth_rpc_server_calls_started_total", source: RPC_SOURCE };
const FAILED_CALLS: MetricUse = { name: "reth_rpc_server_calls_failed_total", source: RPC_SOURCE };

/** Watching reth, an execution client. */
export const RETH: SubjectSpec = {
  id: "reth",
  title: "reth execution client",
  about:
    "An Ethereum execution client: it executes blocks that its consensus client hands over, and answers RPC calls.",
  scraped: true,
  metricList: "reth",
  parameters: {},
  alerts: [
    targetDown({
      name: "RethDown",
      program: "reth",
      impact: "The node answers no RPC call, and its consensus client cannot validate blocks.",
    }),
    {
      name: "RethHeadStalled",
      severity: "critical",
      holdMinutes: 5,
      // While reth still syncs in stages its head stands still but the stages move; that is not a stall.
      expression: ({ scraped }) =>
        `changes(${HEAD.name}{${scraped}}[5m]) == 0 unless on (${OWNER_LABELS}, pod) ` +
        `max by (${OWNER_LABELS}, pod) (changes(${STAGE.name}{${scraped}}[15m])) > 0`,
      summary: `reth {{ $labels.namespace }}/{{ $labels.${WORKLOAD_LABEL} }} imports no blocks`,
      description: "Its head has not moved for 5 minutes, and no sync stage has moved for 15.",
      runbook: {
        meaning: "The client is up, but neither follows the chain nor works through a sync.",
        impact:
          "Answers are stale. An RPC tier stops using the node once it lags too far; a validator behind it attests to an old head.",
        checks: [
          "Compare the height with a public block explorer: does the whole network stand still?",
          "Is LighthouseBehind or RethEngineSilent firing too? Then the consensus side is the cause.",
          "Free space and inodes of the data volume, and the disk's latency.",
          "The log around the last imported block: database errors, bad blocks, a missing fork in an old release.",
        ],
        mitigation: [
          "Consensus side at fault: follow the runbook of the consensus client first.",
          "Volume full: grow the volume; never delete files of the database by hand.",
          "Release too old for a fork: deploy a release that knows it.",
          "Restart the pod once and give it its full stop time.",
        ],
        never: ["Do not delete the database before a second node serves: a new sync takes days."],
      },
      metrics: [HEAD, STAGE],
    },
    {
      name: "RethEngineSilent",
      severity: "warning",
      holdMinutes: 10,
      expression: ({ scraped }) => `rate(${PAYLOADS.name}{${scraped}}[10m]) == 0`,
      summary: `reth {{ $labels.namespace }}/{{ $labels.${WORKLOAD_LABEL} }} gets no blocks from its consensus client`,
      description: "No new payload has come over the engine API for 10 minutes.",
      runbook: {
        meaning: "The consensus client does not talk to reth: it is down, not synced, or refused at the engine port.",
        impact: "The head stands still; the same as RethHeadStalled a few minutes later.",
        checks: [
          "Are LighthouseDown or LighthouseBehind firing?",
          "Log of the consensus client: authentication errors mean that the two JWT secrets differ.",
          "NetworkPolicy: may the consensus client reach the engine port?",
        ],
        mitigation: [
          "Bring the consensus client up or let it finish its sync.",
          "Secrets differ: restart both after the shared secret was delivered again.",
        ],
        never: ["Do not expose the engine port to find out: it controls the node."],
      },
      metrics: [PAYLOADS],
    },
  ],
  panels: [
    TARGET_UP_PANEL,
    {
      title: "Head",
      unit: "short",
      expression: ({ scraped }) => `${HEAD.name}{${scraped}}`,
      legend: "{{pod}}",
      metrics: [HEAD],
    },
    {
      title: "Blocks from the consensus client per second",
      unit: "short",
      expression: ({ scraped }) => `rate(${PAYLOADS.name}{${scraped}}[5m])`,
      legend: "{{pod}}",
      metrics: [PAYLOADS],
    },
    {
      title: "Peers",
      unit: "short",
      expression: ({ scraped }) => `${PEERS.name}{${scraped}}`,
      legend: "{{pod}}",
      metrics: [PEERS],
    },
    {
      title: "RPC calls",
      unit: "reqps",
      expression: ({ scraped }) => `sum by (pod) (rate(${CALLS.name}{${scraped}}[5m]))`,
      legend: "{{pod}}",
      metrics: [CALLS],
    },
    {
      title: "Failed RPC calls",
      unit: "reqps",
      expression: ({ scraped }) => `sum by (pod) (rate(${FAILED_CALLS.name}{${scraped}}[5m]))`,
      legend: "{{pod}}",
      metrics: [FAILED_CALLS],
    },
  ],
};
