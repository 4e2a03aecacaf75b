import { Controller } from "../../../constructs/core/controller";
import { Workload } from "../../../constructs/core/workload";
import type { WorkloadProps } from "../../../constructs/core/workload-props";
import { appsNamespace, plainCluster, webContainer } from "../../support/fixtures";
import { only, synthStack } from "../../support/synth";

/** A workload of two replicas. */
export const props: WorkloadProps = {
  cluster: plainCluster,
  namespace: appsNamespace,
  identity: { kind: "workload", name: "web" },
  controller: Controller.deployment({ replicas: 2 }),
  containers: [webContainer],
};

/** A stack with one workload. */
export function synth(change: Partial<WorkloadProps> = {}, use: (workload: Workload) => void = () => undefined) {
  return synthStack((stack) => use(new Workload(stack, "web", { ...props, ...change })));
}

/** The pods of its Deployment. */
export function pod(change: Partial<WorkloadProps> = {}) {
  return only(synth(change).resource["kubernetes_deployment_v1"]).spec.template;
}
