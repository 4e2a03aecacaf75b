import { promqlText } from "./context";
import type { MetricUse, RuleContext, SubjectSpec } from "./types";

const SOURCE = "kubernetes/kube-state-metrics, docs/metrics/workload";
const READY: MetricUse = { name: "kube_statefulset_status_replicas_ready", source: SOURCE };
const WANTED: MetricUse = { name: "kube_statefulset_replicas", source: SOURCE };
const WAITING: MetricUse = { name: "kube_pod_container_status_waiting_reason", source: SOURCE };
const RESTARTS: MetricUse = { name: "kube_pod_container_status_restarts_total", source: SOURCE };

function set({ target }: RuleContext): string {
  return `namespace=${promqlText(target.namespace)}, statefulset=${promqlText(target.workload)}`;
}

function pods({ target }: RuleContext): string {
  return `namespace=${promqlText(target.namespace)}, pod=~${promqlText(`${target.workload}-[0-9]+`)}`;
}

/** Watching TMKMS, through what the cluster says about it: the program shows no metrics. */
export const TMKMS_ALERTS: SubjectSpec = {
  id: "tmkms",
  title: "TMKMS",
  about:
    "One pod that signs for a validator. It shows no metrics: whether the validator's votes arrive is told by its node and its chain.",
  scraped: false,
  parameters: {},
  alerts: [
    {
      name: "TmkmsNotReady",
      severity: "critical",
      holdMinutes: 5,
      expression: (context) =>
        `max by (namespace, statefulset) (${READY.name}{${set(context)}}) < ` +
        `max by (namespace, statefulset) (${WANTED.name}{${set(context)}}) or absent(${WANTED.name}{${set(context)}})`,
      summary: "Signer {{ $labels.namespace }}/{{ $labels.statefulset }} does not sign",
      description: "Its pod is not there, or may not sign.",
      runbook: {
        meaning:
          "There is no pod, or it waits for a person: nothing says what was signed last, or it ended by an exit after which it stays down.",
        impact:
          "The validator misses blocks, and is jailed when it misses too many. That costs far less than signing twice.",
        checks: [
          "`kubectl --namespace <namespace> logs <name>-0`: the last line says why it waits.",
          "Pending: the node in the zone of its volume, and the volume itself.",
          "After a lock that a panic left behind: the lines with FATAL before the end.",
        ],
        mitigation: [
          "It waits for what was signed last: bring it as docs/cosmos-signer.md says.",
          "It stays down: find out why it ended, compare its state with the last vote on the chain, then empty `/var/lib/tmkms/stay-down`.",
        ],
        never: [
          "Do not start a second TMKMS with the key, nor put the key on the node: neither would know of the other.",
          "Do not write a lower height into its state than was ever signed.",
        ],
      },
      metrics: [READY, WANTED],
    },
    {
      name: "TmkmsRestarts",
      severity: "warning",
      holdMinutes: 0,
      expression: (context) => `max by (namespace, pod) (increase(${RESTARTS.name}{${pods(context)}}[30m])) > 2`,
      summary: "Signer {{ $labels.namespace }}/{{ $labels.pod }} starts again and again",
      description: "{{ $value }} restarts in 30 minutes.",
      runbook: {
        meaning: "It ends soon after its start, before it signs anything.",
        impact: "While it is away the validator misses blocks.",
        checks: [
          "`kubectl --namespace <namespace> logs <pod> --previous`.",
          "A device: does its connector answer, and is the password that of the authentication key?",
          "A state file that it cannot read: it has to hold `height`, `round`, `step` and `block_id`.",
        ],
        mitigation: ["Mend what it needs; it comes up by itself.", "After a change: apply the last good revision."],
        never: ["Do not delete its state file to make it start: it would begin at height 0."],
      },
      metrics: [RESTARTS],
    },
    {
      name: "TmkmsCannotStart",
      severity: "warning",
      holdMinutes: 10,
      expression: (context) =>
        `max by (namespace, pod, reason) (${WAITING.name}{${pods(context)}, reason!="CrashLoopBackOff"}) >= 1`,
      summary: "Signer {{ $labels.namespace }}/{{ $labels.pod }} cannot start: {{ $labels.reason }}",
      description: "Its container has waited for 10 minutes.",
      runbook: {
        meaning: "Kubernetes cannot make the container: its image, its secret or its volume is not there.",
        impact: "The validator misses blocks.",
        checks: [
          "`kubectl --namespace <namespace> describe pod <pod>`: the events name what is missing.",
          "Its secret: has the store delivered it, with each of its files?",
        ],
        mitigation: ["Bring what is missing."],
        never: ["Do not give it an empty volume in place of its own."],
      },
      metrics: [WAITING],
    },
  ],
  panels: [
    {
      title: "May sign",
      unit: "short",
      expression: (context) => `max by (statefulset) (${READY.name}{${set(context)}})`,
      legend: "{{statefulset}}",
      metrics: [READY],
    },
    {
      title: "Restarts in an hour",
      unit: "short",
      expression: (context) => `sum by (pod) (increase(${RESTARTS.name}{${pods(context)}}[1h]))`,
      legend: "{{pod}}",
      metrics: [RESTARTS],
    },
  ],
};
