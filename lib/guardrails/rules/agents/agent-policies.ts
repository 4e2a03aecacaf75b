import { asList, isJsonRecord, type JsonRecord } from "../../../core/json";
import type { ObjectView } from "../../subjects/object-view";
import type { PodView } from "../../subjects/pod-view";
import { read } from "../../values";
import { shareNamespace } from "../kubernetes/namespaces";
import { labelsOfPods, selects } from "../kubernetes/selectors";
import { both } from "../kubernetes/services";
import { objectsOfKind } from "../kubernetes/workloads";

/** What limits where pods may connect to, as far as their stack tells. */
export interface EgressPolicies {
  /** NetworkPolicies that limit it. */
  readonly found: readonly ObjectView[];
  /** Whether other policies may limit it that are not understood here, or not known before the apply. */
  readonly isOpen: boolean;
}

/** Kinds that limit egress in other words. */
const OTHER_POLICIES = [
  ...["CiliumNetworkPolicy", "CiliumClusterwideNetworkPolicy", "ApplicationNetworkPolicy", "ClusterNetworkPolicy"],
  ...["AdminNetworkPolicy", "GlobalNetworkPolicy"],
];

/** The policies that limit where pods may connect to. */
export function egressPoliciesOf(pod: PodView): EgressPolicies {
  const { stack } = pod.object.resource;
  const labels = labelsOfPods(pod);
  const answers = objectsOfKind(stack, "NetworkPolicy")
    .filter(limitsEgress)
    .map((policy) => {
      const selector = read(policy.manifest, ["spec", "podSelector"]);
      const isMeant = selector.state === "known" ? selects(selector.value, labels) : undefined;
      return { policy, applies: both(isMeant, shareNamespace(policy, pod.object)) };
    });
  return {
    found: answers.filter(({ applies }) => applies === true).map(({ policy }) => policy),
    isOpen: answers.some(({ applies }) => applies === undefined) || objectsOfKind(stack, ...OTHER_POLICIES).length > 0,
  };
}

/** Where nothing is said, a policy limits egress when it has rules for it. */
function limitsEgress({ manifest }: ObjectView): boolean {
  const types = read(manifest, ["spec", "policyTypes"]);
  if (types.state === "known") return asList(types.value).includes("Egress");
  return read(manifest, ["spec", "egress"]).state !== "absent";
}

/** One rule of a policy for egress, with its number. */
export interface EgressRule {
  /** Number of the rule. */
  readonly index: number;
  /** The rule. */
  readonly rule: JsonRecord;
  /** Whom it lets the pods connect to; empty for everybody. */
  readonly to: readonly JsonRecord[];
  /** Ports it is about; empty for all of them. */
  readonly ports: readonly JsonRecord[];
}

/** The rules of a policy for egress. */
export function egressRulesOf({ manifest }: ObjectView): readonly EgressRule[] {
  const found = read(manifest, ["spec", "egress"]);
  const rules = found.state === "known" ? asList(found.value) : [];
  return rules.flatMap((rule, index) =>
    isJsonRecord(rule)
      ? [
          {
            index,
            rule,
            to: asList(rule["to"]).filter(isJsonRecord),
            ports: asList(rule["ports"]).filter(isJsonRecord),
          },
        ]
      : [],
  );
}
