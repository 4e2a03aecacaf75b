import type { TerraformStack } from "cdktf";
import { Controller } from "../../../constructs/core/controller";
import { Namespace } from "../../../constructs/core/namespace";
import { Workload } from "../../../constructs/core/workload";
import { AdmissionPolicies, type AdmissionPoliciesProps } from "../../../constructs/policy";
import { appsNamespace, plainCluster, webContainer } from "../../support/fixtures";
import { type Json, type SynthesizedJson, synthStack } from "../../support/synth";

/** Policies with nothing special about them. */
export function policiesIn(stack: TerraformStack, props: Partial<AdmissionPoliciesProps> = {}): AdmissionPolicies {
  return new AdmissionPolicies(stack, "admission", {
    cluster: plainCluster,
    namespace: new Namespace(stack, "policies", { name: "policies" }),
    profile: "strict",
    ...props,
  });
}

/** A program that somebody may be let off for. */
export function programIn(stack: TerraformStack, id = "web"): Workload {
  return new Workload(stack, id, {
    cluster: plainCluster,
    namespace: appsNamespace,
    identity: { kind: "workload", name: id },
    controller: Controller.deployment({ replicas: 2 }),
    containers: [webContainer],
  });
}

/** The objects of one kind in all bundles of a stack. */
export function objectsOf(stack: SynthesizedJson, kind: string): readonly Json[] {
  return Object.values(stack.resource["helm_release"] ?? {})
    .flatMap((release) => JSON.parse(release.values[0]).manifests ?? [])
    .filter((object: Json) => object.kind === kind);
}

/** Values that the engine's chart is given. */
export function chartValues(stack: SynthesizedJson): Json {
  const release = Object.values(stack.resource["helm_release"] ?? {}).find(({ chart }) => !chart.startsWith("."));
  return JSON.parse(release.values[0]);
}

/** A stack with policies. */
export function synthesized(
  props: Partial<AdmissionPoliciesProps> = {},
  more: (stack: TerraformStack, policies: AdmissionPolicies) => void = () => undefined,
): SynthesizedJson {
  return synthStack((stack) => more(stack, policiesIn(stack, props)));
}
