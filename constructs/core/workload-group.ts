import type { DeploymentV1SpecTemplateSpec } from "@cdktf/provider-kubernetes/lib/deployment-v1";
import { PodDisruptionBudgetV1 } from "@cdktf/provider-kubernetes/lib/pod-disruption-budget-v1";
import { Construct } from "constructs";
import { NameRules, physicalName } from "../../lib/core/naming";
import type { ICluster } from "./cluster";
import type { INamespace } from "./namespace";

/** Label of the pods of a group. Nothing but a group's own constraints and its budget select on it. */
export const GROUP_LABEL = "palisade.dev/group";

/** Props of `WorkloadGroup`. */
export interface WorkloadGroupProps {
  /** Namespace its workloads live in. */
  readonly namespace: INamespace;
  /** Its name, unique in the namespace. */
  readonly name: string;
}

/**
 * Workloads that belong together as replicas do, though each has files of its own, such as holders of shares of one key.
 * Never do two of them run on one node: whoever gets hold of a node gets hold of one of them. They are spread over zones,
 * and one disruption budget holds for all of them, so that a drain takes one at a time.
 */
export class WorkloadGroup extends Construct {
  /** Labels of the pods of all its workloads. */
  public readonly podLabels: Readonly<Record<string, string>>;

  public constructor(scope: Construct, id: string, { namespace, name }: WorkloadGroupProps) {
    super(scope, id);
    this.podLabels = { [GROUP_LABEL]: physicalName([name], NameRules.kubernetesLabelValue) };
    new PodDisruptionBudgetV1(this, "disruption-budget", {
      metadata: { name, namespace: namespace.nameFor(this) },
      spec: { maxUnavailable: "1", selector: { matchLabels: { ...this.podLabels } } },
    });
  }

  /** How the pods of its workloads are kept apart. Nodes and zones are both a rule: an update ends the old pod first. */
  public spread({
    spreadsOverZones,
  }: ICluster): Pick<DeploymentV1SpecTemplateSpec, "affinity" | "topologySpreadConstraint"> {
    const labelSelector = [{ matchLabels: { ...this.podLabels } }];
    const apart = [{ topologyKey: "kubernetes.io/hostname", labelSelector }];
    return {
      affinity: { podAntiAffinity: { requiredDuringSchedulingIgnoredDuringExecution: apart } },
      ...(spreadsOverZones
        ? {
            topologySpreadConstraint: [
              {
                maxSkew: 1,
                labelSelector,
                topologyKey: "topology.kubernetes.io/zone",
                whenUnsatisfiable: "DoNotSchedule",
                nodeTaintsPolicy: "Honor",
              },
            ],
          }
        : {}),
    };
  }
}
