import { CURVES } from "../catalogue/keys/curves";
import type { CustodySpec, KeyProcedure } from "../catalogue/keys/types";
import { markdownTable } from "./markdown-table";

/** One key source as its runbook names it. Public facts alone. */
export interface DescribedKeySource {
  /** How it keeps keys. */
  readonly custody: CustodySpec;
  /** Its name. */
  readonly name: string;
  /** Public identifiers of its keys. */
  readonly keys: readonly string[];
  /** What is written down about it: place, owners, threshold, serial number, by what each is called. */
  readonly facts: Readonly<Record<string, string>>;
  /** What only a person can do before it works. */
  readonly toComplete: readonly string[];
}

const SIGNS_BY = {
  online: "a program asks, at any time",
  device: "a program asks, with the device at hand",
  people: "people come together",
} as const;

/** A runbook names as many keys; the rest it counts. */
const KEYS_SHOWN = 20;

function numbered(lines: readonly string[]): string[] {
  return lines.map((line, index) => `${index + 1}. ${line}`);
}

function bullets(lines: readonly string[]): string[] {
  return lines.map((line) => `- ${line}`);
}

function procedure(title: string, { when, steps, never }: KeyProcedure): string[] {
  return [
    `## ${title}`,
    "",
    `**When.** ${when}`,
    "",
    ...numbered(steps),
    "",
    ...(never === undefined ? [] : ["**Never**", "", ...bullets(never), ""]),
  ];
}

function procedures({ rotation, loss, compromise }: CustodySpec): string[] {
  return [...procedure("Rotation", rotation), ...procedure("Recovery", loss), ...procedure("Compromise", compromise)];
}

function held(custody: CustodySpec): readonly string[] {
  return markdownTable(
    ["question", "answer"],
    [
      ["keys on", custody.curves.map((name) => CURVES[name].title).join(", ")],
      ["not the others, because", custody.curveReason],
      ["it signs when", SIGNS_BY[custody.signsBy]],
      ["who may use a key", custody.use],
      ["how a key comes back", custody.recovery],
      ["what Palisade makes", custody.made],
    ],
  );
}

/** The page about one way to keep keys, as Markdown. */
export function custodyPage(custody: CustodySpec): string {
  return [
    "<!-- Written by `custodyPage` in lib/render/key-runbook.ts. Change the catalogue of keys, not this page. -->",
    "",
    `# Keys in ${custody.title}`,
    "",
    custody.about,
    "",
    ...held(custody),
    "",
    ...procedures(custody),
    "## Sources",
    "",
    ...bullets(custody.sources),
    "",
  ].join("\n");
}

/** The runbook of one key source, with its own names in it, as Markdown. */
export function keySourceRunbook({ custody, name, keys, facts, toComplete }: DescribedKeySource): string {
  const more = keys.length - KEYS_SHOWN;
  return [
    `# ${name}: keys in ${custody.title}`,
    "",
    custody.about,
    "",
    ...markdownTable(["what", "value"], Object.entries(facts)),
    "",
    ...held(custody),
    "",
    "## Keys",
    "",
    ...bullets(keys.length === 0 ? ["none is written down yet"] : keys.slice(0, KEYS_SHOWN).map((key) => `\`${key}\``)),
    ...(more > 0 ? [`- and ${more} more`] : []),
    "",
    ...(toComplete.length === 0 ? [] : ["## To be completed by a person", "", ...numbered(toComplete), ""]),
    ...procedures(custody),
  ].join("\n");
}
