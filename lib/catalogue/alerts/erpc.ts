import { OWNER_LABELS, WORKLOAD_LABEL } from "./context";
import { TARGET_UP_PANEL, targetDown } from "./target-down";
import type { MetricUse, SubjectSpec } from "./types";

/** Names that release 0.1.2 and the main branch share (erpc/erpc, telemetry/metrics.go). Its published rules name others that do not exist. */
const SOURCE = "erpc/erpc 0.1.2, telemetry/metrics.go";
const RECEIVED: MetricUse = { name: "erpc_network_request_received_total", source: SOURCE };
const FAILED: MetricUse = { name: "erpc_network_failed_request_total", source: SOURCE };
const ELIGIBLE: MetricUse = { name: "erpc_selection_eligible_upstreams", source: SOURCE };
const HEAD_AGE: MetricUse = { name: "erpc_network_latest_block_timestamp_distance_seconds", source: SOURCE };
const LAG: MetricUse = { name: "erpc_upstream_block_head_lag", source: SOURCE };
const UPSTREAM_CALLS: MetricUse = { name: "erpc_upstream_request_total", source: SOURCE };
const UPSTREAM_ERRORS: MetricUse = { name: "erpc_upstream_request_errors_total", source: SOURCE };
const CACHE_HITS: MetricUse = { name: "erpc_cache_get_success_hit_total", source: SOURCE };

const BY_NETWORK = `${OWNER_LABELS}, network`;

/** Watching eRPC, the gateway of an RPC tier. */
export const ERPC: SubjectSpec = {
  id: "erpc",
  title: "eRPC gateway",
  about: "The gateway of an RPC tier: it caches, hedges and spreads calls over the tier's upstreams.",
  scraped: true,
  metricList: "erpc",
  parameters: {
    headAgeSeconds: { value: 60, meaning: "seconds the newest block may be old; five blocks of Ethereum" },
    failedRatio: { value: 0.05, meaning: "share of calls that may fail, from 0 to 1" },
  },
  alerts: [
    targetDown({
      name: "RpcGatewayDown",
      program: "eRPC",
      impact: "With one replica left the tier has no reserve; with none its callers get no answer.",
    }),
    {
      name: "RpcNoUpstream",
      severity: "critical",
      holdMinutes: 1,
      expression: ({ scraped }) => `min by (${BY_NETWORK}) (${ELIGIBLE.name}{${scraped}}) < 1`,
      summary: `RPC tier {{ $labels.namespace }}/{{ $labels.${WORKLOAD_LABEL} }} has no upstream for {{ $labels.network }}`,
      description: "The gateway's selection leaves no upstream that may answer.",
      runbook: {
        meaning: "Every upstream of the network is behind, failing or cordoned, for at least one kind of call.",
        impact: "Calls fail, apart from those the cache can answer.",
        checks: [
          "The panel of upstream errors: do all fail, or is one left that lags?",
          "Own nodes: which of their alerts fire?",
          "External providers: status page, credits left, key still valid?",
        ],
        mitigation: [
          "Bring back the upstream that is closest to healthy.",
          "Add an external provider as upstream for the time being.",
        ],
        never: ["Do not raise the allowed lag to make it quiet: callers then read old state without knowing it."],
      },
      metrics: [ELIGIBLE],
    },
    {
      name: "RpcRequestsFailing",
      severity: "critical",
      holdMinutes: 5,
      // No traffic makes this 0/0, which is not above any threshold.
      expression: ({ scraped, number }) =>
        `sum by (${BY_NETWORK}) (rate(${FAILED.name}{${scraped}, severity="critical"}[5m])) / ` +
        `sum by (${BY_NETWORK}) (rate(${RECEIVED.name}{${scraped}}[5m])) > ${number("failedRatio")}`,
      summary: `RPC tier {{ $labels.namespace }}/{{ $labels.${WORKLOAD_LABEL} }} fails calls on {{ $labels.network }}`,
      description: "{{ $value | humanizePercentage }} of the calls fail through no fault of the caller.",
      runbook: {
        meaning: "A visible share of calls ends in an error that eRPC counts as critical.",
        impact: "Callers see errors; their retries add load.",
        checks: [
          "The panel of upstream errors, by upstream: one or all?",
          "Is it one kind of call? Then an upstream may lack the method or the history.",
          "Rate limits of the providers.",
        ],
        mitigation: [
          "Take the failing upstream out, when others can carry the load.",
          "Add replicas or upstreams when all are at their limit.",
        ],
      },
      metrics: [FAILED, RECEIVED],
    },
    {
      name: "RpcHeadStale",
      severity: "critical",
      holdMinutes: 2,
      expression: ({ scraped, number }) =>
        `min by (${BY_NETWORK}) (${HEAD_AGE.name}{${scraped}}) > ${number("headAgeSeconds")}`,
      summary: `RPC tier {{ $labels.namespace }}/{{ $labels.${WORKLOAD_LABEL} }} serves an old head of {{ $labels.network }}`,
      description: "The newest block any upstream has is {{ $value | humanizeDuration }} old.",
      runbook: {
        meaning: "All upstreams agree on an old block, or all but stale ones are gone.",
        impact: "Reads are old; trading and bridging on top act on the past.",
        checks: [
          "A third party, such as a block explorer: does the chain itself stand still?",
          "Own nodes: RethHeadStalled or LighthouseBehind firing?",
        ],
        mitigation: [
          "Chain halted: tell the callers, follow the chain's own channel, restart nothing.",
          "Only ours is old: bring in an external provider, then mend the nodes.",
        ],
      },
      metrics: [HEAD_AGE],
    },
  ],
  panels: [
    TARGET_UP_PANEL,
    {
      title: "Calls",
      unit: "reqps",
      expression: ({ scraped }) => `sum by (network) (rate(${RECEIVED.name}{${scraped}}[5m]))`,
      legend: "{{network}}",
      metrics: [RECEIVED],
    },
    {
      title: "Failed calls",
      unit: "reqps",
      expression: ({ scraped }) => `sum by (network, severity) (rate(${FAILED.name}{${scraped}}[5m]))`,
      legend: "{{network}} {{severity}}",
      metrics: [FAILED],
    },
    {
      title: "Upstream errors",
      unit: "percentunit",
      expression: ({ scraped }) =>
        `sum by (network, upstream) (rate(${UPSTREAM_ERRORS.name}{${scraped}}[5m])) / ` +
        `sum by (network, upstream) (rate(${UPSTREAM_CALLS.name}{${scraped}}[5m]))`,
      legend: "{{network}} {{upstream}}",
      metrics: [UPSTREAM_ERRORS, UPSTREAM_CALLS],
    },
    {
      title: "Blocks behind the best upstream",
      unit: "short",
      expression: ({ scraped }) => `max by (network, upstream) (${LAG.name}{${scraped}})`,
      legend: "{{network}} {{upstream}}",
      metrics: [LAG],
    },
    {
      title: "Answers from the cache",
      unit: "reqps",
      expression: ({ scraped }) => `sum by (network) (rate(${CACHE_HITS.name}{${scraped}}[5m]))`,
      legend: "{{network}}",
      metrics: [CACHE_HITS],
    },
  ],
};
