import { join } from "node:path";
import {
  FRAMEWORKS,
  familyOf,
  GUARDRAILS,
  PROFILES,
  type Rule,
  type RuleExample,
  SEVERITIES,
} from "../../lib/guardrails";
import { PROGRAMS } from "../../lib/guardrails/programs";
import { anchorOf } from "../../lib/guardrails/reports/report";
import { LONGEST_DAYS, SHORTEST_REASON } from "../../lib/guardrails/suppression";
import { markdownTable } from "../../lib/render/markdown-table";
import { withExamples } from "./readme";

/** Where the page stands. */
export const GUARDRAILS_PAGE_FILE = join(__dirname, "../../docs/guardrails.md");

/** docs/guardrails.md: every rule with why, fix and examples, and how rules are used, let off and written. */
export function guardrailsPage(): string {
  const families = [...new Set(GUARDRAILS.map(familyOf))].sort();
  return withExamples(
    [
      ...INTRODUCTION,
      `## The ${GUARDRAILS.length} rules`,
      "",
      "The ids of scanners are there so that you find what you know. Controls are those that a rule is evidence for.",
      "",
      ...families.flatMap(familyTable),
      "## What each rule wants",
      "",
      ...families.flatMap((family) => rulesOf(family).flatMap(ruleSection)),
      ...PROGRAMS_KNOWN,
    ]
      .join("\n")
      .trimEnd()
      .concat("\n"),
  );
}

function rulesOf(family: string): readonly Rule[] {
  return GUARDRAILS.filter((rule) => familyOf(rule) === family).sort((first, second) =>
    first.id < second.id ? -1 : 1,
  );
}

function familyTable(family: string): readonly string[] {
  const rows = rulesOf(family).map((rule) => [
    `[${rule.id.slice(family.length + 1)}](#${anchorOf(rule.id)})`,
    rule.severity,
    text(rule.title),
    (rule.aliases ?? []).join(", "),
    controlsOf(rule),
  ]);
  return [`### ${family}`, "", ...markdownTable(["rule", "severity", "what holds", "like", "evidence for"], rows), ""];
}

function controlsOf({ controls = {} }: Rule): string {
  return Object.entries(controls)
    .map(([framework, ids = []]) => `${SHORT_NAMES[framework] ?? framework} ${ids.join(", ")}`)
    .join("; ");
}

const SHORT_NAMES: Readonly<Record<string, string>> = {
  soc2: "SOC 2",
  iso27001: "ISO",
  pci: "PCI",
  nist: "NIST",
  cisAws: "CIS AWS",
  cisEks: "CIS EKS",
};

function ruleSection(rule: Rule): readonly string[] {
  const { pass, fail, unknown = [], notApplicable = [] } = rule.examples();
  const examples = [
    ...exampleLine("Holds", pass),
    ...exampleLine("Does not", fail),
    ...exampleLine("Cannot be told", unknown),
    ...exampleLine("None of its business", notApplicable),
  ];
  const notes = [
    ...(rule.unsuppressible === true ? ["Nobody can be let off."] : []),
    ...(rule.source === undefined ? [] : [`Source: ${text(rule.source)}.`]),
  ];
  return [
    `### ${rule.id}`,
    "",
    `${text(rule.title)}. **${rule.severity}**`,
    "",
    text(rule.why),
    "",
    `To mend it: ${text(rule.fix)}.`,
    "",
    ...(notes.length === 0 ? [] : [notes.join(" "), ""]),
    ...examples,
    "",
  ];
}

function exampleLine(verdict: string, examples: readonly RuleExample[]): readonly string[] {
  return examples.length === 0 ? [] : [`- ${verdict}: ${examples.map(shown).join("; ")}`];
}

/** Text on one line in which nothing is taken for Markdown. */
function text(plain: string): string {
  return plain
    .replace(/\s+/g, " ")
    .trim()
    .replace(/[\\`*_[\]<>#]/g, (sign) => `\\${sign}`);
}

/** What an example shows; one that quotes a whole script says enough with its beginning. */
function shown({ says }: RuleExample): string {
  return text(says.length > MOST_CHARACTERS ? `${says.slice(0, MOST_CHARACTERS)}…` : says);
}

const MOST_CHARACTERS = 120;

const PROGRAMS_KNOWN = [
  "## Programs that rules know",
  "",
  "By their images, also from a mirror, or by the words that start them. An image of your own is known for certain where",
  "two hints agree: the last part of its name, the word that starts it, and a word or an option of what it does. A label",
  "`palisade.dev/kind` says it for any image.",
  "",
  ...markdownTable(
    ["program", "kind", "images", "started by"],
    PROGRAMS.map(({ name, kind, repositories, commands = [], words = [] }) => [
      name,
      kind,
      repositories.join(", "),
      [...commands, words.join(" or ")].join(" ").trim(),
    ]),
  ),
  "",
];

const INTRODUCTION = [
  "# Guardrails",
  "",
  "Rules over synthesized stacks: what would hurt you is found before it is written, deployed or paid for. They look at",
  "resolved JSON alone, so they judge Terraform JSON that Palisade did not write as well. This page is written by",
  "`npx tsx test/support/write-guardrails.ts`, and a test holds it to the rules.",
  "",
  "A rule says of everything it looks at that it holds, that it does not, or that it cannot be told: a value that is only",
  "known at the apply is never taken for right or wrong. So is what a module makes, which is not read, and what is of a",
  "provider that no rule knows; `--all` names both. Chain software is known by its image, or by the word that starts it;",
  "where only one of the two tells, it cannot be told either. A rule that fails by its own fault is an error of its own,",
  "and blocks: nobody passes because a rule broke.",
  "",
  "## Judging",
  "",
  "```sh",
  "npx palisade check                          # every stack of the app in this folder",
  "npx palisade check prod                     # an environment; prod-nodes would be one stack",
  "npx palisade check infrastructure/          # a folder: cdktf's output, or any *.tf.json in it or below",
  "npx palisade check prod --sarif --output guardrails.sarif",
  "```",
  "",
  "The exit code is 1 when something blocks. In a folder that cdktf did not write, each folder with `*.tf.json` is a stack;",
  "its files are read together as Terraform does, overrides last. Files in Terraform's own language are not read, and named.",
  "The stacks of an app are all synthesized, also when one is named: some rules look at all environments together, such as",
  "those on keys.",
  "",
  "A stack that calls `addGuardrails` of `cdktf-palisade/policy` is judged at every synth, and nothing is written while",
  "something blocks.",
  "",
  "## Profiles",
  "",
  "What a finding does depends on how bad it is and on the profile of its stack. A stack that names none is judged by",
  "`strict`, or by the one that `--profile` names. Single rules can be made stricter for a stack, and never milder.",
  "",
  ...markdownTable(
    ["profile", ...SEVERITIES],
    Object.entries(PROFILES).map(([name, effects]) => [name, ...SEVERITIES.map((severity) => effects[severity])]),
  ),
  "",
  "`block` stops the synth and fails the check, `warn` is shown, `report` stands in reports alone (`--all` shows it).",
  "",
  "## Letting off",
  "",
  "`letOff` of `cdktf-palisade/policy` lets a construct and what is below it off one rule. It says why, who answers for it,",
  "and until when, and travels in the synthesized file:",
  "",
  "```json",
  JSON.stringify(
    {
      rule: "network/open-admin-port",
      scope: "prod-network/bastion",
      reason: "the vendor's audit needs it until the end of the week",
      owner: "platform team",
      created: "2026-11-21",
      expires: "2026-11-28",
    },
    null,
    2,
  ),
  "```",
  "",
  `- The reason has at least ${SHORTEST_REASON} characters. There are an owner and two days.`,
  `- It lasts at most ${SEVERITIES.map((severity) => `${LONGEST_DAYS[severity]} days for ${severity} findings`).join(", ")}.`,
  "- After its last day the finding counts again, and the expired line is a finding of its own.",
  "- One that lets nobody off any more is named by every report. So is one with a rule that there is not.",
  "- Some rules cannot be let off; their sections say so.",
  "",
  "## Baseline",
  "",
  "For a program that is older than its guardrails: accept today's findings, fail on new ones.",
  "",
  "```sh",
  "npx palisade check prod --write-baseline guardrails.baseline.json   # commit the file",
  "npx palisade check prod --baseline guardrails.baseline.json",
  "```",
  "",
  "A finding is known again by its fingerprint: rule, stack, address and place. Other resources, the order of lists and the",
  "value that stands there do not change it. Entries whose finding is gone are named, so that the file shrinks. Faults of",
  "suppressions, rules that fail and rules that nobody can be let off are never accepted.",
  "",
  "## Reports",
  "",
  ...markdownTable(
    ["option", "what for"],
    [
      ["(none)", "a terminal: the worst first, by rule and stack; `--all` shows every place and what is let off"],
      [
        "`--sarif`",
        "SARIF 2.1.0 for code scanning: file and line in the synthesized JSON, fingerprints, suppressions with their reason; `--documentation-url` says where this page is published",
      ],
      ["`--json`", "programs: names in it stay while its `version` does"],
      ["`--markdown`", "a pull request"],
      ["`--junit`", "a test report: a suite for each stack, a case for each rule"],
      ["`--compliance`", "by control: the rules that are evidence for it, what they said, and what no rule looks at"],
    ],
  ),
  "",
  `Frameworks: ${Object.values(FRAMEWORKS).join("; ")}.`,
  "",
  "Configuration is evidence for a control. Whether the control is met is for an auditor to say, who also asks what runs",
  "and what people do.",
  "",
  "Values that may be secret are shown in no report.",
  "",
  "## Rules of your own",
  "",
  "A rule is one file: what it says, what it checks, and the examples that it is tested by.",
  "",
  "<!-- example: test/examples/own-rule.ts -->",
  "```ts",
  "```",
  "",
  "Its test is the one that the rules here have. It judges every example, and looks at the texts:",
  "",
  "<!-- example: test/examples/own-rule.test.ts -->",
  "```ts",
  "```",
  "",
  "Run it with `npx palisade check prod --rules own-rule.ts` (a `.ts` file needs `tsx` in your project), or hand it to",
  "`addGuardrails`. Take a family of your own before the slash. A rule looks at one kind of subject:",
  "",
  ...markdownTable(
    ["subject", "what it is"],
    [
      ["`resource`", "a Terraform resource or data source (`mode` says which); `types` names those that it is about"],
      ["`object`", "a Kubernetes object, from a resource of its own or a bundle of manifests; `kinds`"],
      ["`pod`, `container`", "of a workload of any kind, CronJobs and bundles included"],
      ["`policy`, `statement`", "of an AWS policy document, wherever it stands"],
      ["`release`", "the release of a chart, with its values merged; `charts`"],
      ["`text`", "every text of every resource"],
      ["`stack`, `environment`, `app`", "all of it together; `on(resource, fail(…))` names what a finding is about"],
    ],
  ),
  "",
  "It answers nothing for what is none of its business, `PASS`, `fail(at, expected, got)`, or `unknown(at, because)`.",
  '`expectAt(config, "a.b").toBe(true)` does all of that for one place. A value that is not known yet stands in texts as one',
  "character, `\\uE000`.",
  "",
];
