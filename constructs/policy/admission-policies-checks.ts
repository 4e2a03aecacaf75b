import { Checker } from "../../lib/core/checks";
import { closestNames } from "../../lib/core/closest-names";
import type { Problem } from "../../lib/core/errors";
import { isJsonRecord, recordAt, textAt } from "../../lib/core/json";
import { isEffect, isProfileName, PROFILES } from "../../lib/guardrails/profile";
import type { Rule } from "../../lib/guardrails/rule";
import { SHORTEST_REASON } from "../../lib/guardrails/suppression";
import { clusterProblem, namespaceProblem } from "../core/given-constructs";
import { AdmissionEngine } from "./admission-engine";
import { AdmissionExemption } from "./admission-exemption";
import type { AdmissionPoliciesProps } from "./admission-policies-props";
import { SignedImages } from "./signed-images";

/** Namespace of what keeps the cluster itself alive. */
export const OF_THE_CLUSTER = "kube-system";

/** Signatures break no rule of the guardrails; they are as bad as a high one. */
export const SIGNATURES = { id: "admission/signed-images", severity: "high" } as const;

const NAMESPACE = /^[a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?$/;

function noSuchProfile(got: unknown): Problem {
  return {
    what: "there is no such profile of the guardrails",
    got,
    allowed: Object.keys(PROFILES).join(", "),
    doThis: `write one of them; the closest is ${closestNames(String(got), Object.keys(PROFILES))[0]}`,
  };
}

function noSuchEffect(rule: string, got: unknown): Problem {
  return {
    what: `effects says of ${rule} what nothing does`,
    got,
    allowed: "block, warn, report",
    doThis: "write one of them",
  };
}

function noneOf(field: string, allowed: string): Problem {
  return {
    what: `${field} holds something else than it is for`,
    allowed,
    doThis: "make it by one of these, in a list",
  };
}

function noEngine(got: unknown): Problem {
  return {
    what: "engine is no program that an API server can ask",
    got,
    allowed: "AdmissionEngine.kyverno(), AdmissionEngine.gatekeeper()",
    doThis: "make it by one of them, or leave it out for Kyverno",
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

/**
 * Checks everything that was given.
 *
 * @param guardrails Palisade's own rules
 * @throws PalisadeError listing every problem of the props
 */
export function checkAdmissionPolicies(
  where: string,
  props: AdmissionPoliciesProps,
  guardrails: readonly Rule[],
): void {
  const { cluster, namespace, profile, engine, registries, ...given } = recordAt({ props }, "props");
  const check = new Checker(where);
  for (const problem of [clusterProblem(cluster), namespaceProblem(namespace)]) {
    if (problem !== undefined) check.add(problem);
  }
  check.that(typeof profile === "string" && isProfileName(profile), () => noSuchProfile(profile));
  check.that(textAt(namespace, "namespaceName") !== OF_THE_CLUSTER, () => sharedWithTheCluster(OF_THE_CLUSTER));
  check.that(engine === undefined || engine instanceof AdmissionEngine, () => noEngine(engine));
  check.that(isListOf(registries, isPeer), () => noneOf("registries", "peers such as Peer.internet()"));
  const rules = listed(check, "rules", given["rules"], isRule, "rules such as allowedRegistries(…)");
  const signed = listed(check, "signedImages", given["signedImages"], isSigned, "SignedImages.withKeys, .keyless");
  const exemptions = listed(
    check,
    "exemptions",
    given["exemptions"],
    isExemption,
    "AdmissionExemption.of, .everything",
  );
  const asking = [...guardrails, ...rules].filter(({ admission }) => admission !== undefined);
  const ids = [...asking.map(({ id }) => id), ...(signed.length > 0 ? [SIGNATURES.id] : [])];
  for (const { id, admission } of rules) check.that(admission !== undefined, () => asksNothing(id));
  for (const id of new Set(repeated(ids))) check.add(askedTwice(id));
  for (const [id, effect] of Object.entries(given["effects"] ?? {})) {
    check.that(ids.includes(id), () => notAsked("effects", id, ids));
    check.that(isEffect(effect), () => noSuchEffect(id, effect));
  }
  for (const exemption of exemptions) {
    check.that(isWhole(exemption), () => badExemption(exemption));
    for (const id of exemption.rules ?? []) {
      check.that(ids.includes(id), () => notAsked(`the exemption of ${exemption.namespace}`, String(id), ids));
    }
  }
  const verifies = !(engine instanceof AdmissionEngine) || engine.engine.kind !== "gatekeeper";
  check.that(signed.length === 0 || verifies, noVerifier);
  for (const name of new Set(repeated(signed.map(({ spec }) => spec.name)))) check.add(namedTwice(name));
  check.done();
}

/** What of a list is what it should be, with a problem where something is not. */
function listed<Item>(
  check: Checker,
  field: string,
  value: unknown,
  isItem: (item: unknown) => item is Item,
  allowed: string,
): readonly Item[] {
  check.that(isListOf(value, isItem), () => noneOf(field, allowed));
  return Array.isArray(value) ? value.filter(isItem) : [];
}

function isListOf(value: unknown, isItem: (item: unknown) => boolean): boolean {
  return value === undefined || (Array.isArray(value) && value.every(isItem));
}

function isRule(item: unknown): item is Rule {
  return isJsonRecord(item) && typeof item["id"] === "string" && typeof item["check"] === "function";
}

function isSigned(item: unknown): item is SignedImages {
  return item instanceof SignedImages;
}

function isExemption(item: unknown): item is AdmissionExemption {
  return item instanceof AdmissionExemption;
}

function isPeer(item: unknown): boolean {
  return isJsonRecord(item) && typeof item["toPeerSelectors"] === "function";
}

function isWhole({ namespace, rules, reason }: AdmissionExemption): boolean {
  return NAMESPACE.test(namespace) && rules?.length !== 0 && reason.trim().length >= SHORTEST_REASON;
}

function repeated(names: readonly string[]): readonly string[] {
  return names.filter((name, index) => names.indexOf(name) !== index);
}
