import { asText, listAt, recordAt } from "../../../core/json";
import { holdsReference, REFERENCE } from "../../../truth/terraform-text";
import type { EnvironmentView } from "../../subjects/environment-view";
import type { ObjectView } from "../../subjects/object-view";
import type { PodView } from "../../subjects/pod-view";
import { type Answer, allOf } from "../../three-valued";
import { read } from "../../values";
import { shareNamespace } from "./namespaces";
import { SelectorIndex } from "./selector-index";
import { labelsOfPods, selects } from "./selectors";
import { isUnreadable } from "./unreadable";
import { objectsOfKind } from "./workloads";

/** The policies that hold for pods. */
export interface HeldPolicies {
  /** Those that do. */
  readonly found: readonly ObjectView[];
  /** Whether there may be more, of which that is not known before the apply. */
  readonly mayBeMore: boolean;
}

/** Where a kind of policy says which pods it holds for. */
const SELECTORS: Readonly<Record<string, string>> = {
  NetworkPolicy: "podSelector",
  CiliumNetworkPolicy: "endpointSelector",
};

/** Kinds that no rule here reads: most hold in all namespaces, and their selectors say more than labels of pods. */
const UNREAD = [
  ...["CiliumClusterwideNetworkPolicy", "GlobalNetworkPolicy", "AdminNetworkPolicy", "BaselineAdminNetworkPolicy"],
  ...["ApplicationNetworkPolicy", "ClusterNetworkPolicy"],
];

/** Kinds that may limit the same as a NetworkPolicy, in words of their own. */
const OF_OTHERS = ["CiliumNetworkPolicy", ...UNREAD];

/** The network policies of an environment, those of all its stacks. */
export class NetworkPolicies {
  private readonly index: SelectorIndex;
  private readonly mayBeMore: boolean;

  public constructor({ stacks }: EnvironmentView) {
    const policies = stacks.flatMap((stack) => objectsOfKind(stack, ...Object.keys(SELECTORS)));
    this.index = new SelectorIndex(policies, (policy) => recordAt(selectorOf(policy))["matchLabels"]);
    this.mayBeMore = stacks.some(
      (stack) => isUnreadable(stack, "NetworkPolicy") || objectsOfKind(stack, ...UNREAD).length > 0,
    );
  }

  /** Those that hold for the pods of a workload. */
  public of(pod: PodView): HeldPolicies {
    const labels = labelsOfPods(pod);
    const found: ObjectView[] = [];
    let { mayBeMore } = this;
    for (const policy of this.index.candidates(pod)) {
      const fits = isOfAnotherLanguage(policy) ? undefined : selects(selectorOf(policy), labels);
      const holds = fits === false ? false : allOf([fits, shareNamespace(policy, pod.object)]);
      if (holds === true) found.push(policy);
      else if (holds === undefined) mayBeMore = true;
    }
    return { found, mayBeMore };
  }
}

/**
 * Which ways a policy closes; one that is not known before the apply holds a reference. Source: Kubernetes 1.34.2,
 * `SetDefaults_NetworkPolicy` of pkg/apis/networking/v1/defaults.go; Cilium, "Policy Enforcement Modes".
 */
export function directionsOf({ kind, manifest }: ObjectView): readonly string[] {
  const spec = recordAt(manifest, "spec");
  if (kind !== "NetworkPolicy") {
    const says = (way: string): boolean => way in spec || `${way}Deny` in spec;
    return [...(says("ingress") ? ["Ingress"] : []), ...(says("egress") ? ["Egress"] : [])];
  }
  const types = read(spec, ["policyTypes"]);
  if (types.state === "unknown") return [REFERENCE];
  const named = listAt(spec, "policyTypes").map(asText);
  if (named.length > 0) return named;
  const egress = read(spec, ["egress"]);
  if (egress.state === "unknown") return ["Ingress", REFERENCE];
  return ["Ingress", ...(listAt(spec, "egress").length > 0 ? ["Egress"] : [])];
}

/** Whether a policy closes one way. */
export function closes(policy: ObjectView, direction: string): Answer {
  const directions = directionsOf(policy);
  return directions.includes(direction) || (directions.some(holdsReference) ? undefined : false);
}

/** Whether an object may say what a NetworkPolicy says, in words that are not read here. */
export function isPolicyOfAnother(object: ObjectView): boolean {
  return OF_OTHERS.includes(object.kind) || (object.kind === "NetworkPolicy" && isOfAnotherLanguage(object));
}

function selectorOf({ kind, manifest }: ObjectView): unknown {
  return recordAt(manifest, "spec")[SELECTORS[kind] ?? ""];
}

/** Calico calls its own policies by the same name, and selects in a language of its own. */
export function isOfAnotherLanguage({ apiVersion }: ObjectView): boolean {
  return apiVersion.includes("projectcalico");
}
