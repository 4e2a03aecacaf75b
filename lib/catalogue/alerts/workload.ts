import { OWNER_LABELS, promqlText, WORKLOAD_LABEL } from "./context";
import { TARGET_UP_PANEL } from "./target-down";
import type { MetricUse, RuleContext, SubjectSpec } from "./types";

const SOURCE = "kubernetes/kube-state-metrics, docs/metrics/workload";
const AVAILABLE: MetricUse = { name: "kube_deployment_status_replicas_available", source: SOURCE };
const WANTED: MetricUse = { name: "kube_deployment_spec_replicas", source: SOURCE };
const SET_READY: MetricUse = { name: "kube_statefulset_status_replicas_ready", source: SOURCE };
const SET_WANTED: MetricUse = { name: "kube_statefulset_replicas", source: SOURCE };
const WAITING: MetricUse = { name: "kube_pod_container_status_waiting_reason", source: SOURCE };
const RESTARTS: MetricUse = { name: "kube_pod_container_status_restarts_total", source: SOURCE };
const LAST_END: MetricUse = { name: "kube_pod_container_status_last_terminated_reason", source: SOURCE };

function fewer(controller: "deployment" | "statefulset", there: MetricUse, wanted: MetricUse) {
  return ({ target }: RuleContext): string => {
    const selector = `{namespace=${promqlText(target.namespace)}, ${controller}=${promqlText(target.workload)}}`;
    const most = (metric: MetricUse) => `max by (namespace, ${controller}) (${metric.name}${selector})`;
    return `${most(there)} < ${most(wanted)}`;
  };
}

const fewerInDeployment = fewer("deployment", AVAILABLE, WANTED);
const fewerInSet = fewer("statefulset", SET_READY, SET_WANTED);

/** Pods of a Deployment end in the hash of their ReplicaSet and five characters of their own, those of a StatefulSet in a number. */
function pods({ target }: RuleContext): string {
  const pattern = `${target.workload}-([a-z0-9]+-[a-z0-9]{5}|[0-9]+)`;
  return `namespace=${promqlText(target.namespace)}, pod=~${promqlText(pattern)}`;
}

/** Watching any program that keeps running, through what the cluster says about it and whether its metrics answer. */
export const WORKLOAD: SubjectSpec = {
  id: "workload",
  title: "Workload",
  about:
    "A program of your own that keeps running. What only the program can tell needs alerts of its own, written by who knows it.",
  scraped: false,
  parameters: {},
  alerts: [
    {
      name: "WorkloadUnavailable",
      severity: "critical",
      holdMinutes: 10,
      expression: (context) => `(${fewerInDeployment(context)}) or (${fewerInSet(context)})`,
      summary:
        "Workload {{ $labels.namespace }}/{{ $labels.deployment }}{{ $labels.statefulset }} has fewer pods than it should",
      description: "{{ $value }} of its pods are available.",
      runbook: {
        meaning: "Not all the pods that were asked for are ready.",
        impact: "There is less reserve; with no pod left its callers get no answer.",
        checks: [
          "`kubectl --namespace <namespace> get pods --selector app.kubernetes.io/instance=<name>`.",
          "Pending: room on the nodes, image pull, a volume or a Kubernetes Secret that is not there.",
          "Not ready: the program's log, and what its readiness probe asks.",
        ],
        mitigation: [
          "After a change: apply the last good revision.",
          "No room: free or add a node, or correct the request it cannot place.",
        ],
      },
      metrics: [AVAILABLE, WANTED, SET_READY, SET_WANTED],
    },
    {
      name: "WorkloadMetricsDown",
      severity: "warning",
      holdMinutes: 10,
      expression: ({ scraped }) => `min by (${OWNER_LABELS}, pod) (up{${scraped}}) == 0`,
      summary: `Pod {{ $labels.pod }} of {{ $labels.namespace }}/{{ $labels.${WORKLOAD_LABEL} }} does not show its metrics`,
      description: "Prometheus could not read its metrics for 10 minutes.",
      runbook: {
        meaning: "A pod is there, but its metrics port does not answer. Silent for workloads that declare no metrics.",
        impact: "What its metrics would tell, nobody sees.",
        checks: [
          "Prometheus, Status, Targets: a timeout points to a NetworkPolicy or the metrics port, a refused connection to the program.",
          "`kubectl --namespace <namespace> logs <pod>`.",
        ],
        mitigation: ["Pod healthy and serving: mend the scrape (port, path).", "Program stuck: delete the pod."],
      },
      metrics: [],
    },
    {
      name: "WorkloadCrashLooping",
      severity: "warning",
      holdMinutes: 10,
      expression: (context) =>
        `max by (namespace, pod, container) (max_over_time(${WAITING.name}{${pods(context)}, reason="CrashLoopBackOff"}[5m])) >= 1`,
      summary: "Pod {{ $labels.namespace }}/{{ $labels.pod }} crashes again and again",
      description: "Kubernetes waits longer and longer before it starts container {{ $labels.container }} again.",
      runbook: {
        meaning: "The program ends soon after each start.",
        impact: "The pod serves nobody most of the time.",
        checks: [
          "`kubectl --namespace <namespace> logs <pod> --previous`.",
          "Did its image, its configuration files or a secret change?",
          "Is WorkloadOutOfMemory firing too?",
        ],
        mitigation: ["After a change: apply the last good revision.", "Something it needs is away: mend that first."],
      },
      metrics: [WAITING],
    },
    {
      name: "WorkloadOutOfMemory",
      severity: "warning",
      holdMinutes: 0,
      expression: (context) =>
        `max by (namespace, pod, container) (increase(${RESTARTS.name}{${pods(context)}}[30m])) > 0 and ` +
        `max by (namespace, pod, container) (${LAST_END.name}{${pods(context)}, reason="OOMKilled"}) == 1`,
      summary: "Pod {{ $labels.namespace }}/{{ $labels.pod }} ran out of memory",
      description: "Container {{ $labels.container }} was killed at its memory limit within 30 minutes.",
      runbook: {
        meaning: "The program needed more memory than it was given.",
        impact: "What it was doing was cut off.",
        checks: ["The memory of the pod over time: a slow climb is a leak, a jump is one large piece of work."],
        mitigation: ["Raise `memoryMiB`, or give it less work at once.", "A leak: apply the last good revision."],
      },
      metrics: [RESTARTS, LAST_END],
    },
  ],
  panels: [
    TARGET_UP_PANEL,
    {
      title: "Restarts in an hour",
      unit: "short",
      expression: (context) => `sum by (pod, container) (increase(${RESTARTS.name}{${pods(context)}}[1h]))`,
      legend: "{{pod}} {{container}}",
      metrics: [RESTARTS],
    },
  ],
};
