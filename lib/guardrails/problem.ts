import type { Problem } from "../core/errors";
import type { Finding, RuleError } from "./finding";
import { SUPPRESSION_RULE } from "./judge";
import type { Rule } from "./rule";

/** Where a reader finds what a rule is about. */
export function pageOf(rule: string): string {
  return `docs/guardrails.md#${rule.replace("/", "")}`;
}

/** A finding as the message of a colleague. @param rule its rule; undefined for faults of suppressions */
export function problemOf(finding: Finding, rule: Rule | undefined): Problem {
  const { got, expected, severity } = finding;
  const title = rule?.title ?? "Whoever lets a finding off says why, who answers for it, and until when";
  return {
    where: finding.field === "" ? finding.path : `${finding.path}, ${finding.field}`,
    what: `breaks the guardrail ${finding.rule} (${severity}): ${title}`,
    ...(got === undefined ? {} : { got: dataOf(got) }),
    allowed: expected,
    doThis: rule?.fix ?? "correct the suppression, or remove it and mend what it is about",
    source: pageOf(finding.rule === SUPPRESSION_RULE ? "letting-off" : finding.rule),
  };
}

/** A rule that failed to judge, as a problem: what nobody judged does not pass. */
export function errorProblem({ rule, path, message }: RuleError): Problem {
  return {
    ...(path === "" ? {} : { where: path }),
    what: `the guardrail ${rule} failed to judge: ${message}`,
    doThis: "mend the rule; a rule of Palisade's own that fails is a bug worth reporting",
    source: pageOf(rule),
  };
}

/** A value as it was before it was written on one line. One that was cut there stays text. */
function dataOf(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return text;
  }
}
