import type { BaselineEntry } from "../baseline";
import { SUPPRESSION_RULE, type Verdicts } from "../judge";
import type { Rule, RuleTexts } from "../rule";

/** A file that a stack was read from. */
export interface StackFile {
  /** Its path as reports show it, from the folder that the reader stands in, with slashes. */
  readonly path: string;
  /** Reads its text. Asked for at most once by a report. */
  readonly read: () => string;
}

/** What a report is made of. */
export interface Report {
  /** What the rules said. */
  readonly verdicts: Verdicts;
  /** The rules that were asked. */
  readonly rules: readonly Rule[];
  /** Files of each stack, by its name. @default - none: reports name no files */
  readonly files?: ReadonlyMap<string, readonly StackFile[]>;
  /** Entries of the baseline for which there is no finding any more. Undefined without a baseline. @default - undefined */
  readonly gone?: readonly BaselineEntry[];
}

/** What reports say of a rule. */
export type RuleHeading = Pick<
  RuleTexts,
  "id" | "title" | "severity" | "why" | "fix" | "controls" | "aliases" | "source"
>;

/** What a suppression itself is judged by. It is no rule over resources, so it stands in no list of them. */
export const SUPPRESSION_HEADING: RuleHeading = {
  id: SUPPRESSION_RULE,
  title: "Every suppression names a rule, a reason and an owner, and holds today",
  severity: "high",
  why: "A suppression that nobody answers for, or that never ends, is a hole that nobody remembers.",
  fix: "give it a rule, a reason, an owner and days that hold, or mend what it lets off and remove it",
  source: "Palisade's own",
};

/** What reports say of every rule, the one about suppressions among them. */
export function headingsOf({ rules }: Report): readonly RuleHeading[] {
  return [...rules, SUPPRESSION_HEADING];
}

/** What reports say of a rule; its id alone where it is not known. */
export function headingFinder(report: Report): (rule: string) => RuleHeading {
  const headings = new Map(headingsOf(report).map((heading) => [heading.id, heading]));
  return (rule) => headings.get(rule) ?? { id: rule, title: rule, severity: "high", why: "", fix: "" };
}

/** Place of a rule in docs/guardrails.md, as the anchor of its heading. */
export function anchorOf(rule: string): string {
  return rule.replaceAll("/", "");
}
