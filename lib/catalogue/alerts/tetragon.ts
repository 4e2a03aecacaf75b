import { OWNER_LABELS, WORKLOAD_LABEL } from "./context";
import { INTRUSION } from "./falco";
import { agentMissing, counted } from "./node-agent";
import { TARGET_UP_PANEL, targetDown } from "./target-down";
import type { MetricUse, SubjectSpec } from "./types";

const SOURCE = "cilium/tetragon v1.7.0, docs/content/en/docs/reference/metrics.md";
const POLICY_EVENTS: MetricUse = { name: "tetragon_policy_events_total", source: SOURCE };
const LOADED: MetricUse = { name: "tetragon_tracingpolicy_loaded", source: SOURCE };
const MISSED: MetricUse = { name: "tetragon_bpf_missed_events_total", source: SOURCE };
const LOST: MetricUse = { name: "tetragon_observer_ringbuf_queue_events_lost_total", source: SOURCE };
const NOT_EXPORTED: MetricUse = { name: "tetragon_export_ratelimit_events_dropped_total", source: SOURCE };

/** What the metric calls the namespace and the pod of the process, since the scrape has labels of these names itself. */
const WHERE = "policy, exported_namespace, exported_pod, binary";

/** Watching Tetragon itself, and what its policies saw at signers. */
export const TETRAGON: SubjectSpec = {
  id: "tetragon",
  title: "Tetragon",
  about: "It sees what programs on each node do from inside of the kernel, and stops it there where it was told to.",
  scraped: true,
  parameters: {},
  alerts: [
    targetDown({
      name: "TetragonDown",
      program: "Tetragon",
      impact:
        "What happens on that node nobody sees meanwhile. Policies that kill stay in the kernel, the others do not.",
    }),
    agentMissing("TetragonMissingOnNode", "Tetragon"),
    {
      name: "TetragonSignerPolicyMatched",
      severity: "critical",
      holdMinutes: 0,
      expression: ({ scraped }) =>
        counted(`${POLICY_EVENTS.name}{${scraped}, policy=~"palisade-.+"}`, 10, `${OWNER_LABELS}, ${WHERE}`),
      summary:
        "{{ $labels.policy }}: {{ $labels.binary }} in {{ $labels.exported_namespace }}/{{ $labels.exported_pod }}",
      description: "Tetragon saw it {{ $value }} times in 10 minutes. The log of its pod on that node says more.",
      runbook: INTRUSION,
      metrics: [POLICY_EVENTS],
    },
    {
      name: "TetragonPolicyNotLoaded",
      severity: "critical",
      holdMinutes: 5,
      expression: ({ scraped }) =>
        `max by (${OWNER_LABELS}, pod, state) (${LOADED.name}{${scraped}, state=~"error|load_error|disabled"}) > 0`,
      summary: `A policy of {{ $labels.namespace }}/{{ $labels.${WORKLOAD_LABEL} }} does not hold on a node`,
      description: "{{ $labels.pod }} has {{ $value }} policies in the state {{ $labels.state }}.",
      runbook: {
        meaning: "A node's kernel lacks what a policy needs, the policy is not one, or somebody switched it off.",
        impact: "What that policy is about goes on unseen on this node, and unstopped.",
        checks: [
          "`kubectl exec` into the agent, `tetra tracingpolicy list`: which one, and what does it say?",
          "The kernel of the node: the hook of the policy may have another name there.",
          "State disabled: who did that? The agent is told on the node itself.",
        ],
        mitigation: ["A new policy: apply the last good revision.", "One kind of nodes alone: replace their image."],
      },
      metrics: [LOADED],
    },
    {
      name: "TetragonEventsLost",
      severity: "warning",
      holdMinutes: 10,
      expression: ({ scraped }) =>
        `sum by (${OWNER_LABELS}, pod) (rate(${MISSED.name}{${scraped}}[10m])) > 0 or ` +
        `sum by (${OWNER_LABELS}, pod) (rate(${LOST.name}{${scraped}}[10m])) > 0 or ` +
        `sum by (${OWNER_LABELS}, pod) (rate(${NOT_EXPORTED.name}{${scraped}}[10m])) > 0`,
      summary: `Tetragon {{ $labels.namespace }}/{{ $labels.${WORKLOAD_LABEL} }} does not tell all that it sees`,
      description: "{{ $labels.pod }} loses {{ $value }} events in a second.",
      runbook: {
        meaning: "Events come faster than they are read, or than they may be written.",
        impact: "What a policy stops is stopped all the same; that it was, may not be written anywhere.",
        checks: ["CPU of the pod and of its node.", "Which policy tells so much? `tetragon_policy_events_total`."],
        mitigation: ["More CPU for the agent.", "A policy that tells of what is usual: make it narrower."],
      },
      metrics: [MISSED, LOST, NOT_EXPORTED],
    },
  ],
  panels: [
    TARGET_UP_PANEL,
    {
      title: "What policies saw in an hour",
      unit: "short",
      expression: ({ scraped }) => `sum by (policy, binary) (increase(${POLICY_EVENTS.name}{${scraped}}[1h]))`,
      legend: "{{policy}} {{binary}}",
      metrics: [POLICY_EVENTS],
    },
    {
      title: "Policies by state",
      unit: "short",
      expression: ({ scraped }) => `max by (state) (${LOADED.name}{${scraped}})`,
      legend: "{{state}}",
      metrics: [LOADED],
    },
  ],
};
