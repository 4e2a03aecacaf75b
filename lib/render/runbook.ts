import { type AlertSpec, ruleContext, type SubjectSpec } from "../catalogue/alerts";
import { markdownTable } from "./markdown-table";

/** Stands in for a target where a page shows expressions. */
const EXAMPLE_TARGET = { namespace: "NAMESPACE", workload: "NAME", endpoint: "PORT" };

const SEVERITY_WORDS = {
  critical: "critical: wakes a person",
  warning: "warning: a ticket",
  info: "info: seen on the dashboard",
} as const;

function bullets(lines: readonly string[], marker: (index: number) => string): string[] {
  return lines.map((line, index) => `${marker(index)} ${line}`);
}

function alertSection(subject: SubjectSpec, alert: AlertSpec): string[] {
  const hold = alert.holdMinutes === 0 ? "at once" : `after ${alert.holdMinutes} minutes`;
  const { meaning, impact, checks, mitigation, never } = alert.runbook;
  return [
    `## ${alert.name}`,
    "",
    `Severity ${SEVERITY_WORDS[alert.severity]}. Fires ${hold} of:`,
    "",
    "```promql",
    alert.expression(ruleContext(subject, EXAMPLE_TARGET)),
    "```",
    "",
    `**Meaning.** ${meaning}`,
    "",
    `**Impact.** ${impact}`,
    "",
    "**Checks**",
    "",
    ...bullets(checks, (index) => `${index + 1}.`),
    "",
    "**Mitigation**",
    "",
    ...bullets(mitigation, (index) => `${index + 1}.`),
    "",
    ...(never === undefined ? [] : ["**Never**", "", ...bullets(never, () => "-"), ""]),
    `**Recovered when** the expression gives nothing any more. To silence meanwhile, match \`alertname="${alert.name}"\` and the namespace, and give the silence an end.`,
    "",
  ];
}

/** The runbook page of a subject, as Markdown. Its headings are the anchors that alerts link to. */
export function runbookPage(subject: SubjectSpec): string {
  const parameters = Object.entries(subject.parameters);
  const sources = new Map(
    [...subject.alerts, ...subject.panels].flatMap(({ metrics }) => metrics.map(({ name, source }) => [name, source])),
  );
  return [
    "<!-- Written by `runbookPage` in lib/render/runbook.ts. Change the alert catalogue, not this page. -->",
    "",
    `# ${subject.title}`,
    "",
    subject.about,
    "",
    ...(parameters.length === 0
      ? []
      : [
          ...markdownTable(
            ["number", "default", "meaning"],
            parameters.map(([name, { value, meaning }]) => [`\`${name}\``, String(value), meaning]),
          ),
          "",
        ]),
    ...subject.alerts.flatMap((alert) => alertSection(subject, alert)),
    "## Metrics read",
    "",
    ...markdownTable(
      ["metric", "source"],
      [...sources].map(([name, source]) => [`\`${name}\``, source]),
    ),
    "",
  ].join("\n");
}
