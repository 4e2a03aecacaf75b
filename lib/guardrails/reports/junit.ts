import type { Finding, RuleError } from "../finding";
import { headingFinder, type Report, type RuleHeading } from "./report";
import { isKnownOnly, isSuppressed } from "./tally";

/** What a rule said in a stack. */
interface Case {
  readonly heading: RuleHeading;
  readonly findings: readonly Finding[];
  readonly errors: readonly RuleError[];
}

/**
 * The report as JUnit's XML: a suite for each stack, in it a case for each rule that had anything to look at. What
 * blocks is a failure, a rule that failed to judge an error, what is let off or known is skipped; what only warns
 * passes and says so.
 */
export function junitReport(report: Report): string {
  const { verdicts } = report;
  const headingOf = headingFinder(report);
  const suites = new Map<string, Set<string>>(verdicts.stacks.map((stack) => [stack, new Set()]));
  const seen = (stack: string, rule: string): void => {
    suites.set(stack, (suites.get(stack) ?? new Set()).add(rule));
  };
  for (const { stack, rule } of [...verdicts.counts, ...verdicts.findings, ...verdicts.errors]) seen(stack, rule);
  const rendered = [...suites].map(([stack, rules]) => {
    const inSuite = <T extends { readonly stack: string; readonly rule: string }>(all: readonly T[], rule: string) =>
      all.filter((each) => each.stack === stack && each.rule === rule);
    const cases = [...rules].sort().map(
      (rule): Case => ({
        heading: headingOf(rule),
        findings: inSuite(verdicts.findings, rule),
        errors: inSuite(verdicts.errors, rule),
      }),
    );
    return suiteXml(stack === "" ? "app" : stack, cases);
  });
  return [
    '<?xml version="1.0" encoding="UTF-8"?>',
    '<testsuites name="palisade check">',
    ...rendered,
    "</testsuites>",
    "",
  ].join("\n");
}

function suiteXml(name: string, cases: readonly Case[]): string {
  const failures = cases.filter(isFailure).length;
  const errors = cases.filter((each) => each.errors.length > 0).length;
  const skipped = cases.filter(isSkipped).length;
  const counts = `tests="${cases.length}" failures="${failures}" errors="${errors}" skipped="${skipped}"`;
  return [`  <testsuite name="${escaped(name)}" ${counts}>`, ...cases.map(caseXml), "  </testsuite>"].join("\n");
}

function caseXml(each: Case): string {
  const { id, title } = each.heading;
  const opening = `    <testcase classname="${escaped(id.replaceAll("/", "."))}" name="${escaped(title)}"`;
  const body = bodyOf(each);
  return body === "" ? `${opening}/>` : `${opening}>\n${body}\n    </testcase>`;
}

function bodyOf(each: Case): string {
  const { heading, findings, errors } = each;
  if (errors.length > 0) {
    const said = errors.map(({ path, message }) => `${path}: ${message}`).join("\n");
    return `      <error message="the rule failed to judge">${inElement(said)}</error>`;
  }
  if (isFailure(each)) {
    return `      <failure type="${heading.severity}" message="${escaped(heading.fix)}">${inElement(said(blocking(findings)))}</failure>`;
  }
  if (isSkipped(each)) return `      <skipped message="${escaped(because(findings))}"/>`;
  return findings.length === 0 ? "" : `      <system-out>${inElement(said(findings))}</system-out>`;
}

function isFailure({ findings, errors }: Case): boolean {
  return errors.length === 0 && blocking(findings).length > 0;
}

/** Everything there is to say was let off or known. */
function isSkipped({ findings, errors }: Case): boolean {
  return (
    errors.length === 0 && findings.length > 0 && findings.every((each) => isSuppressed(each) || isKnownOnly(each))
  );
}

function blocking(findings: readonly Finding[]): readonly Finding[] {
  return findings.filter((each) => each.effect === "block" && !isSuppressed(each) && !isKnownOnly(each));
}

function said(findings: readonly Finding[]): string {
  return findings
    .map(({ path, field, got, expected }) =>
      [`${path} ${field}`.trim(), `  got: ${got ?? "nothing"}`, `  expected: ${expected}`].join("\n"),
    )
    .join("\n");
}

function because(findings: readonly Finding[]): string {
  const reasons = findings.map(({ suppression }) =>
    suppression === undefined ? "known from the baseline" : `${suppression.reason} (until ${suppression.expires})`,
  );
  return [...new Set(reasons)].join("; ");
}

/** Characters that XML 1.0 takes in no form (https://www.w3.org/TR/xml/#charsets), lone surrogates among them. */
const NO_XML = /[^\t\n\r\u{20}-\u{D7FF}\u{E000}-\u{FFFD}\u{10000}-\u{10FFFF}]/gu;

const ENTITIES: Readonly<Record<string, string>> = {
  "&": "&amp;",
  "<": "&lt;",
  ">": "&gt;",
  '"': "&quot;",
  "'": "&apos;",
  "\n": "&#10;",
  "\r": "&#13;",
  "\t": "&#9;",
};

/** Text of an attribute, on one line. */
function escaped(text: string): string {
  return inElement(text).replace(/[\n\t]/g, (sign) => ENTITIES[sign] ?? sign);
}

/** Text of an element, whose lines stay lines. */
function inElement(text: string): string {
  return text.replace(NO_XML, "\uFFFD").replace(/[&<>"'\r]/g, (sign) => ENTITIES[sign] ?? sign);
}
