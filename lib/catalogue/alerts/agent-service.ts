import { promqlText } from "./context";
import type { MetricUse, RuleContext, SubjectSpec } from "./types";

const SOURCE = "kubernetes/kube-state-metrics, docs/metrics/workload";
const AVAILABLE: MetricUse = { name: "kube_deployment_status_replicas_available", source: SOURCE };
const WANTED: MetricUse = { name: "kube_deployment_spec_replicas", source: SOURCE };
const WAITING: MetricUse = { name: "kube_pod_container_status_waiting_reason", source: SOURCE };
const RESTARTS: MetricUse = { name: "kube_pod_container_status_restarts_total", source: SOURCE };
const LAST_END: MetricUse = { name: "kube_pod_container_status_last_terminated_reason", source: SOURCE };

function deployment({ target }: RuleContext): string {
  return `namespace=${promqlText(target.namespace)}, deployment=${promqlText(target.workload)}`;
}

/** Pods of a Deployment end in the hash of their ReplicaSet and five characters of their own. */
function pods({ target }: RuleContext): string {
  return `namespace=${promqlText(target.namespace)}, pod=~${promqlText(`${target.workload}-[a-z0-9]+-[a-z0-9]{5}`)}`;
}

/** Watching an agent that is always on, through what the cluster says about it. Holds for every agent program. */
export const AGENT_SERVICE: SubjectSpec = {
  id: "agent-service",
  title: "Agent, always on",
  about: "An agent that runs all the time. Switched off (`enabled: false`) it wants no pod, and nothing here fires.",
  scraped: false,
  parameters: {},
  alerts: [
    {
      name: "AgentUnavailable",
      severity: "critical",
      holdMinutes: 10,
      expression: (context) =>
        `max by (namespace, deployment) (${AVAILABLE.name}{${deployment(context)}}) < ` +
        `max by (namespace, deployment) (${WANTED.name}{${deployment(context)}})`,
      summary: "Agent {{ $labels.namespace }}/{{ $labels.deployment }} has fewer pods than it should",
      description: "{{ $value }} of its pods are available.",
      runbook: {
        meaning: "The agent is switched on, but not all its pods are ready.",
        impact: "Work waits; with no pod left the agent does nothing at all.",
        checks: [
          "`kubectl --namespace <namespace> get pods --selector app.kubernetes.io/instance=<agent>`.",
          "Pending: room on the nodes, image pull, a Kubernetes Secret that is not there.",
          "Not ready: the agent's log; most often the model gateway or a secret is out of reach.",
        ],
        mitigation: [
          "After a new version: point back to the version before. Its configuration is still in the cluster when it is among the kept versions.",
          "Gateway or secret at fault: mend that; the agent comes up by itself.",
          "Not needed now: set `enabled: false` and apply.",
        ],
      },
      metrics: [AVAILABLE, WANTED],
    },
    {
      name: "AgentCrashLooping",
      severity: "warning",
      holdMinutes: 10,
      expression: (context) =>
        `max by (namespace, pod, container) (max_over_time(${WAITING.name}{${pods(context)}, reason="CrashLoopBackOff"}[5m])) >= 1`,
      summary: "Agent pod {{ $labels.namespace }}/{{ $labels.pod }} crashes again and again",
      description: "Kubernetes waits longer and longer before it starts container {{ $labels.container }} again.",
      runbook: {
        meaning: "The agent's program ends soon after each start.",
        impact: "Work is lost or repeated with each crash, and each start may cost model calls.",
        checks: [
          "`kubectl --namespace <namespace> logs <pod> --previous`.",
          "Has its configuration changed? The label `palisade.dev/agent-digest` of the pod says which one it reads.",
          "Is AgentOutOfMemory firing too?",
        ],
        mitigation: [
          "Point back to the version before.",
          "Unclear and costly: set `enabled: false`, then look at the log in peace.",
        ],
      },
      metrics: [WAITING],
    },
    {
      name: "AgentOutOfMemory",
      severity: "warning",
      holdMinutes: 0,
      expression: (context) =>
        `max by (namespace, pod, container) (increase(${RESTARTS.name}{${pods(context)}}[30m])) > 0 and ` +
        `max by (namespace, pod, container) (${LAST_END.name}{${pods(context)}, reason="OOMKilled"}) == 1`,
      summary: "Agent pod {{ $labels.namespace }}/{{ $labels.pod }} ran out of memory",
      description: "Container {{ $labels.container }} was killed at its memory limit within 30 minutes.",
      runbook: {
        meaning: "The program needed more memory than it was given.",
        impact: "The run in progress was cut off.",
        checks: [
          "The memory panel of the pod: a slow climb is a leak, a jump is one large piece of work.",
          "Did the size of its context, its tools or its concurrency change?",
        ],
        mitigation: [
          "Raise `memoryMiB`, or lower its concurrency.",
          "A leak: report it, and point back to the version before.",
        ],
      },
      metrics: [RESTARTS, LAST_END],
    },
  ],
  panels: [
    {
      title: "Pods available",
      unit: "short",
      expression: (context) => `max by (deployment) (${AVAILABLE.name}{${deployment(context)}})`,
      legend: "available",
      metrics: [AVAILABLE],
    },
    {
      title: "Pods wanted",
      unit: "short",
      expression: (context) => `max by (deployment) (${WANTED.name}{${deployment(context)}})`,
      legend: "wanted",
      metrics: [WANTED],
    },
    {
      title: "Restarts in an hour",
      unit: "short",
      expression: (context) => `sum by (pod, container) (increase(${RESTARTS.name}{${pods(context)}}[1h]))`,
      legend: "{{pod}} {{container}}",
      metrics: [RESTARTS],
    },
  ],
};
