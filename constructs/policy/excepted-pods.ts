import type { IConstruct } from "constructs";
import type { ExceptedPods } from "../../lib/guardrails/admission/admission-exception";
import { HelmChart } from "../core/helm-chart";
import type { IWatchedPods } from "../core/watchable";

/** Pods of what stands at a construct and below it: of its workloads, and of charts that say no pods of their own. */
export function exceptedPodsBelow(scope: IConstruct): readonly ExceptedPods[] {
  return scope.node.findAll().flatMap((construct): readonly ExceptedPods[] => {
    if (hasPods(construct)) {
      return [{ namespace: construct.namespace.namespaceName, labels: construct.podLabels }];
    }
    if (!(construct instanceof HelmChart) || construct.node.scopes.some(hasPods)) return [];
    // Which label charts give their pods is a convention of Helm's ("Labels and Annotations").
    const labels = { "app.kubernetes.io/instance": construct.releaseName };
    return [{ namespace: construct.namespace.namespaceName, labels }];
  });
}

function hasPods(construct: IConstruct): construct is IConstruct & Pick<IWatchedPods, "namespace" | "podLabels"> {
  return "podLabels" in construct && "namespace" in construct;
}
