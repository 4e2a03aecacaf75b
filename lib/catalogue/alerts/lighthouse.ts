import { OWNER_LABELS, WORKLOAD_LABEL } from "./context";
import { TARGET_UP_PANEL, targetDown } from "./target-down";
import type { MetricUse, SubjectSpec } from "./types";

/** Names given to metric constructors in the source of the release (sigp/lighthouse v8.1.3, metrics.rs files). */
const SOURCE = "sigp/lighthouse v8.1.3, metrics.rs";
const HEAD_SLOT: MetricUse = { name: "beacon_head_slot", source: SOURCE };
const CLOCK_SLOT: MetricUse = { name: "slotclock_present_slot", source: SOURCE };
const FINALIZED: MetricUse = { name: "beacon_finalized_epoch", source: SOURCE };
const PEERS: MetricUse = { name: "libp2p_peers", source: SOURCE };
const REORGS: MetricUse = { name: "beacon_reorgs_total", source: SOURCE };

/** Watching the beacon node of lighthouse, a consensus client. */
export const LIGHTHOUSE: SubjectSpec = {
  id: "lighthouse",
  title: "lighthouse consensus client",
  about: "An Ethereum consensus client: it follows the beacon chain and tells its execution client which blocks count.",
  scraped: true,
  metricList: "lighthouse-bn",
  parameters: {
    behindSlots: { value: 4, meaning: "slots the head may trail the clock; a slot is 12 seconds" },
    peers: { value: 10, meaning: "fewest peers that count as well connected" },
  },
  alerts: [
    targetDown({
      name: "LighthouseDown",
      program: "lighthouse",
      impact: "The execution client gets no new blocks; a validator behind this node stops attesting.",
    }),
    {
      name: "LighthouseBehind",
      severity: "critical",
      holdMinutes: 3,
      expression: ({ scraped, number }) =>
        `${CLOCK_SLOT.name}{${scraped}} - ${HEAD_SLOT.name}{${scraped}} > ${number("behindSlots")}`,
      summary: `lighthouse {{ $labels.namespace }}/{{ $labels.${WORKLOAD_LABEL} }} is behind the clock`,
      description: "Its head is {{ $value }} slots old.",
      runbook: {
        meaning:
          "The beacon node's head is older than the clock allows. A new node also fires this until it is synced.",
        impact: "The execution client does not advance; validators attest to an old head and lose rewards.",
        checks: [
          "Is the node new or restored? Then watch the number shrink.",
          "Peers: is LighthousePeersLow firing?",
          "The execution client: is RethDown or RethHeadStalled firing? Lighthouse cannot import blocks without it.",
          "The host's clock: an offset makes a healthy head look old.",
          "A public beacon explorer: does the network itself miss slots?",
        ],
        mitigation: [
          "Execution client at fault: follow its runbook first.",
          "Hours behind: start over from a trusted checkpoint; that takes minutes, catching up takes hours.",
          "Clock off: mend time synchronisation on the host.",
        ],
        never: ["Do not start a second validator with the same keys to bridge the gap: that is how keys are slashed."],
      },
      metrics: [CLOCK_SLOT, HEAD_SLOT],
    },
    {
      name: "LighthousePeersLow",
      severity: "warning",
      holdMinutes: 15,
      expression: ({ scraped, number }) => `${PEERS.name}{${scraped}} < ${number("peers")}`,
      summary: `lighthouse {{ $labels.namespace }}/{{ $labels.${WORKLOAD_LABEL} }} has few peers`,
      description: "It has {{ $value }} peers.",
      runbook: {
        meaning: "The node knows few others, so blocks reach it late or not at all.",
        impact: "None yet; LighthouseBehind follows when the last peers go.",
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
      title: "Slots behind the clock",
      unit: "short",
      expression: ({ scraped }) => `${CLOCK_SLOT.name}{${scraped}} - ${HEAD_SLOT.name}{${scraped}}`,
      legend: "{{pod}}",
      metrics: [CLOCK_SLOT, HEAD_SLOT],
    },
    {
      title: "Finalized epoch",
      unit: "short",
      expression: ({ scraped }) => `${FINALIZED.name}{${scraped}}`,
      legend: "{{pod}}",
      metrics: [FINALIZED],
    },
    {
      title: "Peers",
      unit: "short",
      expression: ({ scraped }) => `${PEERS.name}{${scraped}}`,
      legend: "{{pod}}",
      metrics: [PEERS],
    },
    {
      title: "Reorganisations in an hour",
      unit: "short",
      expression: ({ scraped }) => `sum by (${OWNER_LABELS}, pod) (increase(${REORGS.name}{${scraped}}[1h]))`,
      legend: "{{pod}}",
      metrics: [REORGS],
    },
  ],
};
