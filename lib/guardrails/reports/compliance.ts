import { markdownTable } from "../../render/markdown-table";
import { CONTROL_MAP } from "../control-map";
import { openFindings } from "../judge";
import { FRAMEWORKS, type Framework, type Rule } from "../rule";
import type { Report } from "./report";

/** What the rules that are evidence for a control said. */
export interface ControlEvidence {
  /** Control, as its framework numbers it. */
  readonly control: string;
  /** Rules that are evidence for it. */
  readonly rules: readonly string[];
  /** Times they hold. */
  readonly pass: number;
  /** Times they do not, findings that are let off or known among them. */
  readonly fail: number;
  /** Of these, findings that nobody answers for and no baseline knew. */
  readonly open: number;
  /** Times it cannot be told. */
  readonly unknown: number;
}

/** A control without a rule. */
export interface UncoveredControl {
  readonly control: string;
  /** What a rule could look at. */
  readonly subjects: readonly string[];
}

/** What there is for one framework. */
export interface FrameworkEvidence {
  readonly framework: Framework;
  readonly title: string;
  readonly controls: readonly ControlEvidence[];
  readonly uncovered: readonly UncoveredControl[];
}

/** For each framework: the controls that rules are evidence for, and those of the map that no rule looks at. */
export function evidenceOf({ verdicts, rules }: Report): readonly FrameworkEvidence[] {
  const open = openFindings(verdicts);
  return frameworks().map((framework) => {
    const byControl = new Map<string, Rule[]>();
    for (const rule of rules) {
      for (const control of rule.controls?.[framework] ?? []) {
        byControl.set(control, [...(byControl.get(control) ?? []), rule]);
      }
    }
    const controls = [...byControl].map(([control, evidence]): ControlEvidence => {
      const ids = evidence.map(({ id }) => id).sort();
      const counts = verdicts.counts.filter(({ rule }) => ids.includes(rule));
      return {
        control,
        rules: ids,
        pass: sum(counts.map(({ pass }) => pass)),
        fail: sum(counts.map(({ fail }) => fail)),
        open: open.filter(({ rule }) => ids.includes(rule)).length,
        unknown: sum(counts.map(({ unknown }) => unknown)),
      };
    });
    return {
      framework,
      title: FRAMEWORKS[framework],
      controls: controls.sort((first, second) => byNumber(first.control, second.control)),
      uncovered: uncoveredOf(framework, [...byControl.keys()]),
    };
  });
}

/** The same as a page. It speaks of evidence alone: whether a control is met is for an auditor to say. */
export function complianceReport(report: Report): string {
  const sections = evidenceOf(report).flatMap(({ title, controls, uncovered }) => [
    `## ${title}`,
    "",
    ...(controls.length === 0
      ? ["No rule is evidence for a control of it.", ""]
      : [
          ...markdownTable(
            ["control", "evidence for it", "holds", "does not hold", "of these open", "cannot be told"],
            controls.map(({ control, rules, pass, fail, open, unknown }) => [
              control,
              rules.join(", "),
              ...[pass, fail, open, unknown].map(String),
            ]),
          ),
          "",
        ]),
    ...(uncovered.length === 0
      ? []
      : [
          "Not covered: configuration could be evidence for these, and no rule looks at it.",
          "",
          ...markdownTable(
            ["control", "what could be looked at"],
            uncovered.map(({ control, subjects }) => [control, subjects.join("; ")]),
          ),
          "",
        ]),
  ]);
  return `${[
    "# Evidence by control",
    "",
    `Rules over ${report.verdicts.stacks.length} synthesized stacks, by the controls that they are evidence for. Configuration shows what is`,
    "intended. It does not show what runs, who works there or what they do, and most controls ask for that as well.",
    "Where every number is 0 there was nothing to look at.",
    "",
    ...sections,
  ]
    .join("\n")
    .trimEnd()}\n`;
}

function frameworks(): readonly Framework[] {
  const all: Readonly<Record<Framework, string>> = FRAMEWORKS;
  return Object.keys(all).filter((name): name is Framework => Object.hasOwn(FRAMEWORKS, name));
}

function uncoveredOf(framework: Framework, covered: readonly string[]): readonly UncoveredControl[] {
  const subjects = new Map<string, string[]>();
  for (const { subject, controls } of CONTROL_MAP) {
    for (const control of controls[framework] ?? []) {
      if (covered.some((each) => covers(each, control))) continue;
      subjects.set(control, [...(subjects.get(control) ?? []), subject]);
    }
  }
  return [...subjects]
    .map(([control, of]) => ({ control, subjects: of }))
    .sort((first, second) => byNumber(first.control, second.control));
}

/** A group of controls, `CC3.x`, is covered by any of its members, and a control by its own parts. */
function covers(covered: string, wanted: string): boolean {
  const group = wanted.replace(/\.x$/, "");
  return covered === wanted || covered.replace(/\.x$/, "") === group || covered.startsWith(`${group}.`);
}

function sum(numbers: readonly number[]): number {
  return numbers.reduce((all, number) => all + number, 0);
}

/** In the order of their numbers: `1.2` before `1.10`. */
function byNumber(first: string, second: string): number {
  return first.localeCompare(second, "en", { numeric: true });
}
