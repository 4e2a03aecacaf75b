import { count } from "../../rehearsal/table";
import { markdownTable } from "../../render/markdown-table";
import type { Finding, Location } from "../finding";
import { isBlocked, openFindings } from "../judge";
import { SEVERITIES } from "../severity";
import { headingFinder, type Report } from "./report";
import { grouped, isKnownOnly, isSuppressed, tallyOf } from "./tally";

/** The report for a pull request or a page. */
export function markdownReport(report: Report): string {
  const { verdicts, rules, gone = [] } = report;
  const { open: effects, suppressed, known, unknown, passed } = tallyOf(verdicts);
  const open = openFindings(verdicts);
  const lines = [
    "# Guardrails",
    "",
    `**${isBlocked(verdicts) ? "Blocked" : "Passed"}**: ${effects.block} blocking, ${effects.warn} warning and ${effects.report} only reported; ${suppressed} suppressed, ${known} known from the baseline, ${unknown} cannot be told, ${passed} times right. ${count(rules.length, "rule")} on ${count(verdicts.stacks.length, "stack")}.`,
    "",
    ...SEVERITIES.flatMap((severity) =>
      findingsSection(
        severity,
        open.filter((finding) => finding.severity === severity),
        report,
      ),
    ),
    ...table(
      "Suppressed",
      ["rule", "where", "reason", "owner", "expires"],
      verdicts.findings
        .filter(isSuppressed)
        .map((finding) => [
          code(finding.rule),
          where(finding),
          text(finding.suppression?.reason ?? ""),
          text(finding.suppression?.owner ?? ""),
          text(finding.suppression?.expires ?? ""),
        ]),
    ),
    ...table(
      "Known from the baseline",
      ["rule", "where"],
      verdicts.findings.filter(isKnownOnly).map((finding) => [code(finding.rule), where(finding)]),
    ),
    ...table(
      "Rules that failed to judge",
      ["rule", "where", "message"],
      verdicts.errors.map((error) => [code(error.rule), where(error), text(error.message)]),
    ),
    ...table(
      "Suppressions that let nobody off any more",
      ["rule", "stack", "scope", "owner", "expires"],
      verdicts.unused.map(({ stack, suppression: { rule, scope, owner, expires } }) => [
        code(rule),
        code(stack),
        code(scope),
        text(owner),
        text(expires),
      ]),
    ),
    ...table(
      "Entries of the baseline that are no longer found",
      ["rule", "where", "fingerprint"],
      gone.map(({ rule, path, field, fingerprint }) => [code(rule), code(`${path} ${field}`), code(fingerprint)]),
    ),
  ];
  return `${lines.join("\n").trimEnd()}\n`;
}

function findingsSection(severity: string, findings: readonly Finding[], report: Report): readonly string[] {
  if (findings.length === 0) return [];
  const headingOf = headingFinder(report);
  const rules = [...grouped(findings, ({ rule }) => rule)].flatMap(([rule, ofRule]) => {
    const { title, why, fix } = headingOf(rule);
    return [
      `### ${text(title)}`,
      "",
      [`${code(rule)}.`, text(why), ...(fix === "" ? [] : [`Fix: ${text(fix)}.`])]
        .filter((part) => part !== "")
        .join(" "),
      "",
      ...markdownTable(
        ["stack", "where", "got", "expected", "effect"],
        ofRule.map((finding) => [
          code(finding.stack),
          where(finding),
          finding.got === undefined ? "nothing" : code(finding.got),
          text(finding.expected),
          finding.effect,
        ]),
      ),
      "",
    ];
  });
  return [`## ${severity[0]?.toUpperCase()}${severity.slice(1)}`, "", ...rules];
}

function table(title: string, head: readonly string[], rows: readonly (readonly string[])[]): readonly string[] {
  return rows.length === 0 ? [] : [`## ${title}`, "", ...markdownTable(head, rows), ""];
}

function where({ path, address, field, stack }: Location): string {
  const named = path === "" ? stack : path;
  const parts = [named, ...(address === named || address === "" ? [] : [address]), ...(field === "" ? [] : [field])];
  return parts.map(code).join(" ");
}

/** Text in which nothing is taken for Markdown or HTML. Pipes are left to the table. */
function text(plain: string): string {
  return oneLine(plain).replace(/[\\`*_[\]<>&#]/g, (sign) => `\\${sign}`);
}

/** Code on one line, between more backticks than it holds. */
function code(plain: string): string {
  const line = oneLine(plain);
  if (line === "") return "";
  const longest = Math.max(0, ...[...line.matchAll(/`+/g)].map(([ticks]) => ticks.length));
  const fence = "`".repeat(longest + 1);
  const gap = longest > 0 ? " " : "";
  return `${fence}${gap}${line}${gap}${fence}`;
}

function oneLine(plain: string): string {
  return plain.replace(/\s+/g, " ").trim();
}
