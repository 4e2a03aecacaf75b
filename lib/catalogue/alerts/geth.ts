import { OWNER_LABELS, WORKLOAD_LABEL } from "./context";
import { TARGET_UP_PANEL, targetDown } from "./target-down";
import type { MetricUse, SubjectSpec } from "./types";

/** Names as the program itself shows them; the tests of this repository run it and look. */
const SOURCE = "geth v1.17.8, /debug/metrics/prometheus";
const HEAD: MetricUse = { name: "chain_head_block", source: SOURCE };
const HEADERS: MetricUse = { name: "chain_head_header", source: SOURCE };
const STATE: MetricUse = { name: "eth_protocols_snap_sync_bytes", source: SOURCE };
const HEALED: MetricUse = { name: "eth_protocols_snap_sync_heal_trie_nodes", source: SOURCE };
const PEERS: MetricUse = { name: "p2p_peers", source: SOURCE };
const CALLS: MetricUse = { name: "rpc_requests", source: SOURCE };
const FAILED_CALLS: MetricUse = { name: "rpc_failure", source: SOURCE };
const REORGS: MetricUse = { name: "chain_reorg_executes", source: SOURCE };
const DISK: MetricUse = { name: "eth_db_chaindata_disk_size", source: SOURCE };

/** Watching geth, an execution client. */
export const GETH: SubjectSpec = {
  id: "geth",
  title: "geth execution client",
  about:
    "An Ethereum execution client: it executes blocks that its consensus client hands over, and answers RPC calls.",
  scraped: true,
  metricList: "geth",
  parameters: { peers: { value: 5, meaning: "fewest peers that count as connected" } },
  alerts: [
    targetDown({
      name: "GethDown",
      program: "geth",
      impact: "The node answers no RPC call, and its consensus client cannot validate blocks.",
    }),
    {
      name: "GethHeadStalled",
      severity: "critical",
      holdMinutes: 5,
      // In a first sync the head stands still while headers, state or repaired nodes of the state move.
      expression: ({ scraped }) =>
        `changes(${HEAD.name}{${scraped}}[5m]) == 0 unless on (${OWNER_LABELS}, pod) (` +
        [HEADERS, STATE, HEALED]
          .map(({ name }) => `max by (${OWNER_LABELS}, pod) (changes(${name}{${scraped}}[15m])) > 0`)
          .join(" or ") +
        ")",
      summary: `geth {{ $labels.namespace }}/{{ $labels.${WORKLOAD_LABEL} }} imports no blocks`,
      description: "Its head has not moved for 5 minutes, and nothing of a sync has moved for 15.",
      runbook: {
        meaning: "The client is up, but neither follows the chain nor works through a sync.",
        impact:
          "Answers are stale. An RPC tier stops using the node once it lags too far; a validator behind it attests to an old head.",
        checks: [
          "Compare the height with a public block explorer: does the whole network stand still?",
          "Is LighthouseDown or LighthouseBehind firing too? Geth moves only when its consensus client tells it to.",
          "Log of the consensus client: authentication errors mean that the two JWT secrets differ.",
          "Log of geth: `Beacon client online, but no consensus updates received` points to the consensus side, `BAD BLOCK` to a release too old for a fork.",
          "Free space and inodes of the data volume, and the disk's latency.",
        ],
        mitigation: [
          "Consensus side at fault: follow the runbook of the consensus client first.",
          "Volume full: grow the volume; never delete files of the database by hand.",
          "Release too old for a fork: deploy a release that knows it.",
          "Restart the pod once and give it its full stop time.",
        ],
        never: [
          "Do not delete the database before a second node serves: a new sync takes hours.",
          "Do not expose the engine port to find out: it controls the node.",
        ],
      },
      metrics: [HEAD, HEADERS, STATE, HEALED],
    },
    {
      name: "GethPeersLow",
      severity: "warning",
      holdMinutes: 15,
      expression: ({ scraped, number }) => `${PEERS.name}{${scraped}} < ${number("peers")}`,
      summary: `geth {{ $labels.namespace }}/{{ $labels.${WORKLOAD_LABEL} }} has few peers`,
      description: "It has {{ $value }} peers.",
      runbook: {
        meaning: "The node knows few others, so transactions and the blocks of a sync reach it late or not at all.",
        impact: "A synced node still gets blocks from its consensus client; a sync or a gap cannot be closed.",
        checks: [
          "P2P ports reachable from outside, over TCP and over UDP?",
          "Has the public address changed since the start? The node's record then points nowhere.",
          "Outgoing connections: does a firewall or NetworkPolicy drop them?",
        ],
        mitigation: [
          "Open the P2P ports as `Exposure.peers` declares them.",
          "Restart the pod after an address change, so that it announces the new one.",
        ],
      },
      metrics: [PEERS],
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
      title: "Peers",
      unit: "short",
      expression: ({ scraped }) => `${PEERS.name}{${scraped}}`,
      legend: "{{pod}}",
      metrics: [PEERS],
    },
    {
      // Shown as gauges by geth, but they only ever count upwards.
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
    {
      title: "Reorganisations in an hour",
      unit: "short",
      expression: ({ scraped }) => `sum by (pod) (increase(${REORGS.name}{${scraped}}[1h]))`,
      legend: "{{pod}}",
      metrics: [REORGS],
    },
    {
      title: "Chain data on disk",
      unit: "bytes",
      expression: ({ scraped }) => `${DISK.name}{${scraped}}`,
      legend: "{{pod}}",
      metrics: [DISK],
    },
  ],
};
