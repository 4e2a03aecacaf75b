import {
  type ApiValue,
  apiModelName,
  apiModelSource,
  apiValuesOf,
  providerArguments,
  unprovenReason,
} from "../../catalogue/aws/api-values";
import { closestNames } from "../../core/closest-names";
import type { Examination } from "../examination";
import type { Fact } from "../fact";
import type { SynthesizedResource } from "../synthesized-resource";
import { knownText, REFERENCE } from "../terraform-text";
import { policyDocument } from "../values/policy-document";
import { checkValues, type ValueFinding, valueRules } from "../values/value-checks";
import { Vouched, vouchingText } from "../vouched";
import { argumentValues } from "./argument-values";

/** Providers whose code and documentation the rules were read from that no API model gives, with their versions. */
const PROVIDERS: Readonly<Record<string, string>> = {
  aws: "hashicorp/aws 6.25.0",
  kubernetes: "hashicorp/kubernetes 2.38.0",
};

/**
 * The values of a resource that no schema of Terraform judges: words, forms and bounds that AWS's API models give for
 * the arguments in the catalogue, and those that the providers are known to check.
 */
export function examineValues(resource: SynthesizedResource, examination: Examination): void {
  const vouched = Vouched.of(resource);
  if (resource.mode === "resource") {
    for (const finding of checkValues(resource.type, resource.config)) {
      if (isExaminedElsewhere(resource, finding) || meansUnset(finding)) continue;
      if (!vouched.lets(finding.attributePath)) refuse(resource, finding, examination);
    }
  }
  if (examination.keepsFacts && resource.type.startsWith("aws_")) collectFacts(resource, vouched, examination);
}

/** Policies have an examiner of their own, and so have the fields of Kubernetes objects, but for what is in a text. */
function isExaminedElsewhere({ type }: SynthesizedResource, { rule }: ValueFinding): boolean {
  return rule === policyDocument || (type.startsWith("kubernetes_") && rule?.words !== undefined);
}

/** To many arguments of the provider an empty text is no value at all. In a map of labels or tags it is one. */
function meansUnset({ value, rule }: ValueFinding): boolean {
  return value === "" && rule?.api?.part === undefined;
}

function refuse(resource: SynthesizedResource, finding: ValueFinding, examination: Examination): void {
  const { attributePath, message, value, rule } = finding;
  const api = rule?.api;
  const provider = PROVIDERS[resource.type.split("_")[0] ?? ""] ?? "the provider";
  const allowed = rule?.words === undefined ? allowedBy(api) : closest(value, rule.words);
  examination.refuse({
    where: `${resource.path}, ${attributePath}`,
    what:
      api === undefined
        ? `${provider} does not take this value${rule?.words === undefined ? `: ${message}` : ""}`
        : `${api.operation} of AWS does not take this value (${apiModelName()})`,
    ...(value === undefined ? {} : { got: value }),
    ...(allowed === undefined ? {} : { allowed }),
    doThis: `write a value that is allowed there; if this one is right: ${vouchingText(attributePath)}`,
    source: api === undefined ? `${provider}, its code and documentation` : apiModelSource(),
  });
}

function closest(value: string | number | undefined, words: readonly string[]): string {
  return `the closest are ${closestNames(String(value), words).join(", ")}`;
}

/** What a model says of a value that is not one of a list. */
function allowedBy(api: ApiValue | undefined): string | undefined {
  if (api === undefined) return undefined;
  const { type, pattern, min, max } = api;
  const unit = type === "number" ? "" : " characters";
  const least = max === undefined ? `${min} or more` : `${min ?? 0} to ${max}`;
  const bounds = min === undefined && max === undefined ? [] : [`${least}${unit}`];
  return [...bounds, ...(pattern === undefined ? [] : [`text that fits ${pattern}`])].join(", ");
}

function apiValueAt(type: string, argument: string): ApiValue | undefined {
  return apiValuesOf(type).find(
    (value) => value.argument === argument || (value.part !== undefined && argument.startsWith(`${value.argument}.`)),
  );
}

function collectFacts({ mode, type, config }: SynthesizedResource, vouched: Vouched, examination: Examination): void {
  const own = new Set(vouched.names.map((name) => name.replaceAll(/\[\d+\]/g, "")));
  const owner = mode === "data" ? `data.${type}` : type;
  if (owner === "data.aws_iam_policy_document") return;
  const rules = mode === "data" ? {} : valueRules(type);
  for (const { argument, value } of argumentValues(config)) {
    if (rules[argument] === policyDocument) continue;
    const known = typeof value === "string" ? knownText(value) : value;
    const name = `${owner}.${argument}`;
    if (own.has(argument)) {
      examination.unchecked({ kind: "AWS value", of: apiModelName(), name: `${name} = ${known}` });
      continue;
    }
    if (unprovenReason(name) !== undefined) {
      if (known !== REFERENCE) examination.unchecked({ kind: "AWS value", of: apiModelName(), name });
      continue;
    }
    if (String(known).includes(REFERENCE) || providerArguments().has(name)) continue;
    const rule = rules[argument];
    const api = apiValueAt(owner, argument);
    // What the provider is known to check goes before what the API would take.
    if (rule !== undefined && rule.api === undefined) {
      examination.checked({ kind: "AWS value", of: PROVIDERS["aws"] ?? "", name });
    } else if (api !== undefined) examination.checked(apiFact(owner, api, known));
    else if (typeof known !== "boolean") examination.unchecked({ kind: "AWS value", of: apiModelName(), name });
  }
}

/**
 * The fact that a value of an argument is one that AWS's API takes. Words and bounded numbers are facts of their own; a
 * text that has to fit a form, and one that may be anything, is one fact per argument.
 */
function apiFact(owner: string, api: ApiValue, value: string | number | boolean): Fact {
  const one = api.words !== undefined || (api.type === "number" && (api.min ?? api.max) !== undefined);
  const name = `${owner}.${api.argument}`;
  return {
    kind: "AWS value",
    of: `${apiModelName()} ${api.operation}`,
    name: one && api.part === undefined ? `${name} = ${value}` : name,
  };
}
