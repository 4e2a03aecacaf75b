import { Checker } from "../../lib/core/checks";
import { closestNames } from "../../lib/core/closest-names";
import type { Problem } from "../../lib/core/errors";
import type { AdmissionPolicy } from "../../lib/guardrails/admission/admission-policy";
import { isProfileName, PROFILES } from "../../lib/guardrails/profile";
import { SHORTEST_REASON } from "../../lib/guardrails/suppression";
import type { AdmissionExemption } from "./admission-exemption";
import type { AdmissionPoliciesProps } from "./admission-policies-props";

/** Namespace of what keeps the cluster itself alive. */
export const OF_THE_CLUSTER = "kube-system";

const NAMESPACE = /^[a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?$/;

function noSuchProfile(got: string): Problem {
  return {
    what: "there is no such profile of the guardrails",
    got,
    allowed: Object.keys(PROFILES).join(", "),
    doThis: `write one of them; the closest is ${closestNames(got, Object.keys(PROFILES))[0]}`,
  };
}

function notAsked(what: string, got: string, known: readonly string[]): Problem {
  return {
    what: `${what} names a rule of which nothing is asked here`,
    got,
    allowed: `a rule that asks something of an API server; the closest are ${closestNames(got, known).join(", ")}`,
    doThis: "correct the id; docs/admission.md lists them",
  };
}

function asksNothing(got: string): Problem {
  return {
    what: "a rule of your own asks nothing of an API server",
    got,
    allowed: "a rule with `admission`: an expression in CEL beside its check",
    doThis: "give it one, or leave it to addGuardrails alone",
  };
}

function askedTwice(got: string): Problem {
  return {
    what: "two rules would become one policy, since they have one id",
    got,
    allowed: "ids that are not Palisade's, each once",
    doThis: "rename the rule of your own",
  };
}

function sharedWithTheCluster(got: string): Problem {
  return {
    what: "the engine would run beside what keeps the cluster alive",
    got,
    allowed: "a namespace of its own",
    doThis: `make a Namespace for it: in ${OF_THE_CLUSTER} whoever may change it may switch it off, and nothing there is asked`,
  };
}

function noVerifier(): Problem {
  return {
    what: "signed images are asked for, and Gatekeeper verifies no signatures",
    allowed: "AdmissionEngine.kyverno()",
    doThis: "use Kyverno, or leave signedImages out and verify signatures elsewhere",
  };
}

function namedTwice(got: string): Problem {
  return {
    what: "two of signedImages have one name",
    got,
    allowed: "each name once",
    doThis: "rename one of them, or put their images into one",
  };
}

function badExemption({ namespace, rules, reason }: AdmissionExemption): Problem {
  return {
    what: "an exemption does not say where, of what or why",
    got: { namespace, rules, reason },
    allowed: `a namespace's name, at least one rule, and a reason of ${SHORTEST_REASON} characters or more`,
    doThis: "write down which namespace is not asked what, and why that is right",
  };
}

/** @throws PalisadeError listing every problem of the props */
export function checkAdmissionPolicies(
  where: string,
  props: AdmissionPoliciesProps,
  policies: readonly AdmissionPolicy[],
): void {
  const { profile, effects = {}, exemptions = [], signedImages = [], namespace, rules = [] } = props;
  const check = new Checker(where);
  const ids = policies.map(({ id }) => id);
  check.that(isProfileName(profile), () => noSuchProfile(profile));
  check.that(namespace.namespaceName !== OF_THE_CLUSTER, () => sharedWithTheCluster(namespace.namespaceName));
  for (const { id, admission } of rules) check.that(admission !== undefined, () => asksNothing(id));
  for (const id of new Set(repeated(ids))) check.add(askedTwice(id));
  for (const id of Object.keys(effects)) check.that(ids.includes(id), () => notAsked("effects", id, ids));
  for (const exemption of exemptions) {
    check.that(isWhole(exemption), () => badExemption(exemption));
    for (const id of exemption.rules ?? []) {
      check.that(ids.includes(id), () => notAsked(`the exemption of ${exemption.namespace}`, id, ids));
    }
  }
  check.that(signedImages.length === 0 || props.engine?.engine.kind !== "gatekeeper", noVerifier);
  for (const name of new Set(repeated(signedImages.map(({ spec }) => spec.name)))) check.add(namedTwice(name));
  check.done();
}

function isWhole({ namespace, rules, reason }: AdmissionExemption): boolean {
  return NAMESPACE.test(namespace) && rules?.length !== 0 && reason.trim().length >= SHORTEST_REASON;
}

function repeated(names: readonly string[]): readonly string[] {
  return names.filter((name, index) => names.indexOf(name) !== index);
}
