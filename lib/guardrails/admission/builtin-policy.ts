import type { JsonRecord } from "../../core/json";
import type { Effect } from "../severity";
import { type AdmissionPolicy, ASKED_WHEN, askedResources, celVariables, validationOf } from "./admission-policy";

/** What Kubernetes does with whoever breaks a policy, by effect. */
const ACTIONS: Readonly<Record<Effect, readonly string[]>> = {
  block: ["Deny", "Audit"],
  warn: ["Warn", "Audit"],
  report: ["Audit"],
};

/** What a policy of Kubernetes' own asks, and of Kyverno's, whose fields are called alike. */
export function celPolicySpec(policy: AdmissionPolicy, namespaceSelector: JsonRecord): JsonRecord {
  return {
    failurePolicy: "Fail",
    matchConstraints: { namespaceSelector, resourceRules: askedResources(policy.check) },
    matchConditions: ASKED_WHEN,
    variables: celVariables(policy.check),
    validations: [validationOf(policy)],
  };
}

/** What an engine that takes several actions does with whoever breaks a policy. */
export function actionsOf(effect: Effect): readonly string[] {
  return ACTIONS[effect];
}
