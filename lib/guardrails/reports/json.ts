import { PALISADE_VERSION } from "../../core/version";
import type { Doubt, Finding, Location, RuleError } from "../finding";
import { isBlocked } from "../judge";
import { headingFinder, type Report } from "./report";
import { tallyOf } from "./tally";

/** Form of the report. It grows when a reader of the old form would misread the new one. */
export const JSON_REPORT_VERSION = 1;

/** The report for programs. The names in it stay as they are while its version does. */
export function jsonReport(report: Report): string {
  const { verdicts, rules, gone } = report;
  const { open, ...others } = tallyOf(verdicts);
  const headingOf = headingFinder(report);
  const finding = (found: Finding): object => {
    const { title, fix } = headingOf(found.rule);
    return {
      fingerprint: found.fingerprint,
      rule: found.rule,
      severity: found.severity,
      effect: found.effect,
      title,
      fix,
      ...placeOf(found),
      got: found.got ?? null,
      expected: found.expected,
      suppression: found.suppression ?? null,
      isKnown: found.isKnown === true,
    };
  };
  const document = {
    version: JSON_REPORT_VERSION,
    palisade: PALISADE_VERSION,
    verdict: isBlocked(verdicts) ? "blocked" : "passed",
    stacks: verdicts.stacks,
    rules: rules.map(({ id }) => id),
    summary: { ...open, ...others },
    findings: verdicts.findings.map(finding),
    unknown: verdicts.doubts.map((doubt: Doubt) => ({ rule: doubt.rule, ...placeOf(doubt), because: doubt.because })),
    errors: verdicts.errors.map((error: RuleError) => ({
      rule: error.rule,
      ...placeOf(error),
      message: error.message,
    })),
    unusedSuppressions: verdicts.unused.map(({ stack, suppression }) => ({ stack, ...suppression })),
    goneFromBaseline: gone ?? [],
    counts: verdicts.counts,
  };
  return `${JSON.stringify(document, null, 2)}\n`;
}

function placeOf({ stack, environment, path, address, pointer, field }: Location): object {
  return { stack, environment: environment ?? null, path, address, pointer, field };
}
