import { closestNames } from "../core/closest-names";
import { type RawJudgement, runRules } from "./engine";
import type { Doubt, Finding, RuleCount, RuleError } from "./finding";
import { fingerprintOf } from "./fingerprint";
import { effectOf, judgingOf } from "./profile";
import type { Rule } from "./rule";
import { SEVERITIES } from "./severity";
import type { StackInput } from "./subjects/read-stack";
import type { StackView } from "./subjects/stack-view";
import { faultsOf, reaches, type Suppression, suppressionsOf } from "./suppression";

/** How an app is judged. */
export interface JudgeOptions {
  /** The rules. */
  readonly rules: readonly Rule[];
  /** The day, `2026-11-21`: suppressions end, and drills grow old. */
  readonly today: string;
  /** Fingerprints of findings that were accepted before. @default - none */
  readonly baseline?: ReadonlySet<string>;
  /** Which stacks are judged; the others are only seen by rules over environments and the app. @default - all */
  readonly isJudged?: (stack: StackView) => boolean;
}

/** A suppression that lets nobody off any more, since there is nothing left to let off. */
export interface UnusedSuppression {
  readonly stack: string;
  readonly suppression: Suppression;
}

/** What the rules say of an app. */
export interface Verdicts {
  /** Everything that does not hold, with those let off and those known before. The worst first. */
  readonly findings: readonly Finding[];
  /** What cannot be told. */
  readonly doubts: readonly Doubt[];
  /** Rules that failed to judge. */
  readonly errors: readonly RuleError[];
  /** How often each rule came to which verdict, by stack. */
  readonly counts: readonly RuleCount[];
  /** Suppressions without a finding. */
  readonly unused: readonly UnusedSuppression[];
  /** Names of the stacks that were judged. */
  readonly stacks: readonly string[];
}

/** Rule under which faults of suppressions are reported. Nobody can be let off. */
export const SUPPRESSION_RULE = "guardrails/valid-suppression";

/** Judges synthesized stacks by all rules. Pure but for the day it is told. */
export function judge(inputs: readonly StackInput[], options: JudgeOptions): Verdicts {
  const raw = runRules(inputs, options);
  const judged = raw.stacks.filter(options.isJudged ?? (() => true));
  const used = new Set<Suppression>();
  const rules = new Map(options.rules.map((rule) => [rule.id, rule]));
  const held = new Map(judged.map((stack) => [stack.name, heldSuppressions(stack, rules, options.today)]));
  // What nobody can be let off, nobody can accept as it is either.
  const isAccepted = ({ fingerprint, rule }: Finding): boolean =>
    options.baseline?.has(fingerprint) === true && rules.get(rule)?.unsuppressible !== true;
  const findings = raw.findings.map((finding) => {
    const suppression = held
      .get(finding.stack)
      ?.find((each) => each.rule === finding.rule && reaches(each, finding.path));
    if (suppression !== undefined) used.add(suppression);
    return {
      ...finding,
      ...(suppression === undefined ? {} : { suppression }),
      ...(isAccepted(finding) ? { isKnown: true } : {}),
    };
  });
  const unused = [...held].flatMap(([stack, suppressions]) =>
    suppressions.filter((each) => !used.has(each)).map((suppression) => ({ stack, suppression })),
  );
  return {
    ...withoutStacks(raw),
    findings: [...judged.flatMap((stack) => faultyOf(stack, rules, options.today)), ...findings].sort(byWeight),
    unused,
    stacks: judged.map(({ name }) => name),
  };
}

/** Findings that nobody let off and nobody knew: those that count. */
export function openFindings({ findings }: Verdicts): readonly Finding[] {
  return findings.filter(({ suppression, isKnown }) => suppression === undefined && isKnown !== true);
}

/** Whether a synth has to stop: an open finding blocks, or a rule failed to judge. */
export function isBlocked(verdicts: Verdicts): boolean {
  return verdicts.errors.length > 0 || openFindings(verdicts).some(({ effect }) => effect === "block");
}

function withoutStacks({ doubts, errors, counts }: RawJudgement): Pick<RawJudgement, "doubts" | "errors" | "counts"> {
  return { doubts, errors, counts };
}

function heldSuppressions(stack: StackView, rules: ReadonlyMap<string, Rule>, today: string): readonly Suppression[] {
  return suppressionsOf(stack.marks).filter((each) => faultsHere(each, rules, today).length === 0);
}

function faultsHere(suppression: Suppression, rules: ReadonlyMap<string, Rule>, today: string): readonly string[] {
  const rule = rules.get(suppression.rule);
  if (rule === undefined) {
    const closest = closestNames(suppression.rule, [...rules.keys()]).join(", ");
    return [`there is no rule ${JSON.stringify(suppression.rule)}; the closest are ${closest}`];
  }
  if (rule.unsuppressible === true) return ["nobody can be let off this rule"];
  return faultsOf(suppression, rule.severity, today);
}

function faultyOf(stack: StackView, rules: ReadonlyMap<string, Rule>, today: string): readonly Finding[] {
  return suppressionsOf(stack.marks).flatMap((suppression, index) =>
    faultsHere(suppression, rules, today).map((fault): Finding => {
      const place = {
        stack: stack.name,
        environment: stack.environment,
        path: suppression.scope === "" ? stack.name : suppression.scope,
        address: "",
        pointer: `/~1~1/palisade/suppressions/${index}`,
        field: `suppression of ${suppression.rule}`,
      };
      return {
        ...place,
        rule: SUPPRESSION_RULE,
        severity: "high",
        effect: effectOf(judgingOf(stack.marks), SUPPRESSION_RULE, "high"),
        got: fault,
        expected: "a rule, a reason, an owner, and days from created to expires",
        fingerprint: fingerprintOf(SUPPRESSION_RULE, place, index),
      };
    }),
  );
}

function byWeight(first: Finding, second: Finding): number {
  return (
    SEVERITIES.indexOf(first.severity) - SEVERITIES.indexOf(second.severity) ||
    compare(first.stack, second.stack) ||
    compare(first.rule, second.rule) ||
    compare(first.path, second.path)
  );
}

function compare(first: string, second: string): number {
  return first < second ? -1 : first > second ? 1 : 0;
}
