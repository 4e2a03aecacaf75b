import { SUBJECT_IDS, SUBJECTS } from "../catalogue/alerts";
import { accountAlarm } from "../catalogue/aws/account-alarms";
import type { IncidentHelp, IncidentSign, IncidentSpec, IncidentStep } from "../catalogue/incidents";
import { PalisadeError } from "../core/errors";
import { markdownTable } from "./markdown-table";

/** A link to the runbook of an alert, from a folder beside the runbooks. @throws PalisadeError when there is no such alert */
function alertLink(name: string): readonly [link: string, meaning: string] {
  for (const id of SUBJECT_IDS) {
    const alert = SUBJECTS[id].alerts.find((each) => each.name === name);
    if (alert !== undefined) return [`[${name}](../${id}.md#${name.toLowerCase()})`, alert.runbook.meaning];
  }
  throw new PalisadeError([
    { what: "no page of the alert catalogue has such an alert", got: name, doThis: "name one of lib/catalogue/alerts" },
  ]);
}

function sign(shown: IncidentSign): readonly string[] {
  if ("alert" in shown) return ["alert", ...alertLink(shown.alert)];
  if ("alarm" in shown)
    return [
      "alarm",
      `\`${shown.alarm}\` of [the AuditTrail](../../audit-trail.md#alarms)`,
      accountAlarm(shown.alarm).says,
    ];
  return ["", "", shown.text];
}

function steps(title: string, all: readonly IncidentStep[]): readonly string[] {
  const lines = all.flatMap(({ text, commands = [] }, index) => {
    const first = `${index + 1}. ${text}`;
    const indent = " ".repeat(`${index + 1}. `.length);
    if (commands.length === 0) return [first];
    return [first, "", `${indent}\`\`\`sh`, ...commands.map((command) => `${indent}${command}`), `${indent}\`\`\``, ""];
  });
  while (lines.at(-1) === "") lines.pop();
  return [`## ${title}`, "", ...lines, ""];
}

function help({ construct, prop, helps }: IncidentHelp): string {
  return `- \`${construct}\`${prop === undefined ? "" : `, \`${prop}\``}: ${helps}.`;
}

/** The runbook page of a class of incidents, as Markdown. */
export function incidentPage(incident: IncidentSpec): string {
  return [
    "<!-- Written by `incidentPage` in lib/render/incident-runbook.ts. Change the catalogue of incidents, not this page. -->",
    "",
    `# ${incident.title}`,
    "",
    incident.about,
    "",
    "Words in capitals stand for names of yours. Commands are typed by people who read what they do.",
    "",
    "## How it is noticed",
    "",
    ...markdownTable(["", "sign", "what it says"], incident.signs.map(sign)),
    "",
    ...steps("First minutes", incident.firstMinutes),
    ...steps("Contain", incident.contain),
    ...steps("Find out", incident.findOut),
    ...steps("Recover", incident.recover),
    ...steps("Afterwards", incident.afterwards),
    "## Never",
    "",
    ...incident.never.map((each) => `- ${each}`),
    "",
    "## What helps, when it was there before",
    "",
    ...incident.helps.map(help),
    "",
    "## Further",
    "",
    ...Object.entries(incident.further).map(([title, path]) => `- [${title}](${path})`),
    "- [what is defended, and what is not](../../threat-model.md)",
    "",
    "## Sources",
    "",
    ...incident.sources.map((source) => `- ${source}`),
    "",
  ].join("\n");
}
