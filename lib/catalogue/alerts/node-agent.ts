import { promqlText } from "./context";
import type { AlertSpec, MetricUse, RuleContext } from "./types";

const SOURCE = "kubernetes/kube-state-metrics, docs/metrics/workload";
const WANTED: MetricUse = { name: "kube_daemonset_status_desired_number_scheduled", source: SOURCE };
const READY: MetricUse = { name: "kube_daemonset_status_number_ready", source: SOURCE };

/** Fires when an agent runs on fewer nodes than there are. */
export function agentMissing(name: string, program: string): AlertSpec {
  const ofSet = ({ target }: RuleContext): string =>
    `{namespace=${promqlText(target.namespace)}, daemonset=${promqlText(target.workload)}}`;
  return {
    name,
    severity: "critical",
    holdMinutes: 15,
    expression: (context) =>
      `max by (namespace, daemonset) (${READY.name}${ofSet(context)}) < max by (namespace, daemonset) (${WANTED.name}${ofSet(context)})`,
    summary: `${program} {{ $labels.namespace }}/{{ $labels.daemonset }} does not run on every node`,
    description: "It is ready on {{ $value }} nodes, which are not all.",
    runbook: {
      meaning: `A node has no ${program} that works.`,
      impact: "What happens on that node nobody sees. Somebody who broke in may have stopped it.",
      checks: [
        "`kubectl --namespace <namespace> get pods --output wide --selector app.kubernetes.io/name=<program>`: which node lacks one?",
        "`kubectl --namespace <namespace> logs <pod>`: a kernel without BTF, or a driver that is refused, says so there.",
        "Is the node new, or is it under pressure? Agents have the priority of a node's own programs.",
        "Did a person delete the pod? The audit log of the cluster names them.",
      ],
      mitigation: [
        "A node for signers: cordon it, and move its signer only by the signer's own runbook.",
        "A node that it cannot work on: replace the node.",
      ],
      never: ["Do not let signers run on for days on a node that nobody watches."],
    },
    metrics: [WANTED, READY],
  };
}

/** A counter that rises, or one that appears: many programs show no counter before it has counted. */
export function counted(selector: string, minutes: number, by: string): string {
  return (
    `(sum by (${by}) (increase(${selector}[${minutes}m])) > 0) or ` +
    `(sum by (${by}) (${selector}) unless sum by (${by}) (${selector} offset ${minutes}m)) > 0`
  );
}
