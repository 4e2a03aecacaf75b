import { INCIDENTS } from "../catalogue/incidents";
import {
  ASSET_IDS,
  ASSETS,
  ATTACKER_IDS,
  ATTACKERS,
  TAKEN_FOR_GRANTED,
  THREATS,
  type ThreatSpec,
} from "../catalogue/threats";
import { markdownTable } from "./markdown-table";

function ruleLink(rule: string): string {
  return `[${rule}](guardrails.md#${rule.replace("/", "")})`;
}

function capitalized(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1);
}

function threat({ attacker, tries, control, rules, constructs, notCovered, incident }: ThreatSpec): readonly string[] {
  return [
    `### ${capitalized(ATTACKERS[attacker].title)}: ${tries.charAt(0).toLowerCase()}${tries.slice(1).replace(/\.$/, "")}`,
    "",
    `- **Control.** ${control}`,
    `- **By rules.** ${rules.map(ruleLink).join(", ")}`,
    `- **By constructs.** ${constructs.map((name) => `\`${name}\``).join(", ")}`,
    `- **Not covered.** ${notCovered}`,
    `- **When it happened.** [${INCIDENTS[incident].title}](runbooks/incidents/${incident}.md)`,
    "",
  ];
}

/** How many threats there are for an attacker and an asset. */
function matrix(): readonly string[] {
  const count = (attacker: string, asset: string): string => {
    const found = THREATS.filter((each) => each.attacker === attacker && each.asset === asset).length;
    return found === 0 ? "" : String(found);
  };
  return markdownTable(
    ["", ...ATTACKER_IDS.map((id) => ATTACKERS[id].title)],
    ASSET_IDS.map((asset) => [ASSETS[asset].title, ...ATTACKER_IDS.map((attacker) => count(attacker, asset))]),
  );
}

/** The page docs/threat-model.md, as Markdown. */
export function threatModelPage(): string {
  return [
    "<!-- Written by `threatModelPage` in lib/render/threat-model.ts. Change the catalogue of threats, not this page. -->",
    "",
    "# Threat model",
    "",
    "Who attacks what, what stands in the way, and what does not. A rule that is named refuses a stack without the control",
    "under the profile `strict`, or warns of it where its severity is low; a construct that is named makes it. Both are there:",
    "a test holds this page to the rules and to what the families export. What is not covered is said each time, since",
    "something always is not.",
    "",
    `${THREATS.length} threats, ${ATTACKER_IDS.length} attackers, ${ASSET_IDS.length} assets. Written by \`npx tsx test/support/write-threat-model.ts\`.`,
    "",
    "## Attackers",
    "",
    ...markdownTable(
      ["attacker", "can"],
      ATTACKER_IDS.map((id) => [ATTACKERS[id].title, ATTACKERS[id].can]),
    ),
    "",
    "## Who wants what",
    "",
    "Numbers of threats below. An empty field is a pair that nobody has thought through here; it is not safe.",
    "",
    ...matrix(),
    "",
    ...ASSET_IDS.flatMap((asset) => [
      `## ${capitalized(ASSETS[asset].title)}`,
      "",
      ASSETS[asset].loss,
      "",
      ...THREATS.filter((each) => each.asset === asset).flatMap(threat),
    ]),
    "## Taken for granted",
    "",
    ...TAKEN_FOR_GRANTED.map((each) => `- ${each}`),
    "",
    "## When it happened",
    "",
    ...Object.values(INCIDENTS).map(({ id, title }) => `- [${title}](runbooks/incidents/${id}.md)`),
    "",
  ].join("\n");
}
