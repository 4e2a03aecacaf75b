import { asList, isJsonRecord, type JsonRecord } from "../../../core/json";
import type { ObjectView } from "../../subjects/object-view";
import type { PodView } from "../../subjects/pod-view";
import { type Answer, allOf } from "../../three-valued";
import { read } from "../../values";
import { shareNamespace } from "../kubernetes/namespaces";
import { closes, isOfAnotherLanguage, isPolicyOfAnother } from "../kubernetes/network-policies";
import { labelsOfPods, selects } from "../kubernetes/selectors";
import { objectsOfKind } from "../kubernetes/workloads";

/** What limits where pods may connect to, as far as their stack tells. */
export interface EgressPolicies {
  /** NetworkPolicies that limit it. */
  readonly found: readonly ObjectView[];
  /** Whether other policies may limit it that are not understood here, or not known before the apply. */
  readonly isOpen: boolean;
}

/** The policies that limit where pods may connect to. */
export function egressPoliciesOf(pod: PodView): EgressPolicies {
  const { stack } = pod.object.resource;
  const answers = objectsOfKind(stack, "NetworkPolicy").map((policy) => ({
    policy,
    applies: limitsEgress(policy, pod),
  }));
  return {
    found: answers.filter(({ applies }) => applies === true).map(({ policy }) => policy),
    isOpen: answers.some(({ applies }) => applies === undefined) || stack.objects.some(isPolicyOfAnother),
  };
}

function limitsEgress(policy: ObjectView, pod: PodView): Answer {
  if (isOfAnotherLanguage(policy)) return undefined;
  const selector = read(policy.manifest, ["spec", "podSelector"]);
  const isMeant = selector.state === "known" ? selects(selector.value, labelsOfPods(pod)) : undefined;
  return allOf([isMeant, shareNamespace(policy, pod.object), closes(policy, "Egress")]);
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
