import type { JsonRecord } from "../../core/json";
import type { Effect } from "../severity";
import { type AdmissionException, exceptedInCel } from "./admission-exception";
import {
  type AdmissionPolicy,
  ASKED_WHEN,
  askedKinds,
  celVariables,
  policyName,
  validationOf,
} from "./admission-policy";

/** What Gatekeeper does with whoever breaks a policy, by effect. */
const ACTIONS: Readonly<Record<Effect, string>> = { block: "deny", warn: "warn", report: "dryrun" };

/** Name of a constraint's kind. Its template has to be called the same in small letters. */
export function constraintKind({ id }: Pick<AdmissionPolicy, "id">): string {
  const words = id.split(/[^a-z0-9]+/);
  return `Palisade${words.map((word) => `${word.charAt(0).toUpperCase()}${word.slice(1)}`).join("")}`;
}

/** Name of the definition that Gatekeeper makes of a template. */
export function constraintDefinition(policy: Pick<AdmissionPolicy, "id">): string {
  return `${constraintKind(policy).toLowerCase()}.constraints.gatekeeper.sh`;
}

/**
 * What is asked, as Gatekeeper's template. Who is let off stands in it as a condition: it asks no more of them until
 * somebody applies it without the suppression, which fails to synthesize once its last day has passed.
 */
export function gatekeeperTemplate(policy: AdmissionPolicy, exceptions: readonly AdmissionException[]) {
  const letOff = exceptions.map(({ pods }, index) => ({
    name: `is-not-let-off-${index}`,
    expression: `!(${exceptedInCel(pods)})`,
  }));
  const source = {
    failurePolicy: "Fail",
    generateVAP: false,
    matchCondition: [...ASKED_WHEN, ...letOff],
    variables: celVariables(policy.check),
    validations: [validationOf(policy)],
  };
  const kind = constraintKind(policy);
  return {
    apiVersion: "templates.gatekeeper.sh/v1",
    kind: "ConstraintTemplate",
    metadata: {
      name: kind.toLowerCase(),
      annotations: { ...annotations(policy), ...exceptionNotes(exceptions) },
    },
    spec: {
      crd: { spec: { names: { kind } } },
      targets: [{ target: "admission.k8s.gatekeeper.sh", code: [{ engine: "K8sNativeValidation", source }] }],
    },
  };
}

/** That it is asked, and of whom. @param exempt names of namespaces in which it is not */
export function gatekeeperConstraint(policy: AdmissionPolicy, effect: Effect, exempt: readonly string[]) {
  const match: JsonRecord = {
    kinds: askedKinds(policy.check),
    ...(exempt.length === 0 ? {} : { excludedNamespaces: [...exempt].sort() }),
  };
  return {
    apiVersion: "constraints.gatekeeper.sh/v1beta1",
    kind: constraintKind(policy),
    metadata: { name: policyName(policy), annotations: annotations(policy) },
    spec: { enforcementAction: ACTIONS[effect], match },
  };
}

function annotations({ id, severity, why }: AdmissionPolicy): Record<string, string> {
  return { "palisade.dev/rule": id, "palisade.dev/severity": severity, "metadata.gatekeeper.sh/description": why };
}

/** Why each condition is there: the engine has no place for it. */
function exceptionNotes(exceptions: readonly AdmissionException[]): Record<string, string> {
  return Object.fromEntries(
    exceptions.map(({ suppression: { scope, reason, owner, expires } }, index) => [
      `palisade.dev/let-off-${index}`,
      `${scope}, by ${owner}, until ${expires}: ${reason}`,
    ]),
  );
}
