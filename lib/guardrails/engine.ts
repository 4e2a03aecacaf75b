import { DEEPEST_JSON, isTooDeep } from "../core/json";
import type { Doubt, Finding, Location, RuleCount, RuleError } from "./finding";
import { fingerprintOf } from "./fingerprint";
import { locationOf, NOWHERE, type Subject } from "./location";
import { effectOf, judgingOf } from "./profile";
import { type Question, questionsOf } from "./question";
import { redacted } from "./redact";
import type { Rule } from "./rule";
import { readApp } from "./subjects/app";
import type { StackInput } from "./subjects/read-stack";
import type { StackView } from "./subjects/stack-view";
import type { About, Judgement } from "./verdict";

/** How an app is to be judged. */
export interface JudgeOptions {
  /** The rules. */
  readonly rules: readonly Rule[];
  /** Which stacks are judged; the others are only seen by rules over environments and the app. @default - all */
  readonly isJudged?: (stack: StackView) => boolean;
  /** Day on which they are judged, such as `2026-11-21`. @default - rules about ages cannot tell */
  readonly today?: string;
}

/** Everything the rules said, before anybody is let off. */
export interface RawJudgement {
  /** What does not hold. */
  readonly findings: readonly Finding[];
  /** What cannot be told. */
  readonly doubts: readonly Doubt[];
  /** Rules that failed to judge. */
  readonly errors: readonly RuleError[];
  /** How often each rule came to which verdict in each stack where it had anything to look at. */
  readonly counts: readonly RuleCount[];
  /** The stacks as they were read. */
  readonly stacks: readonly StackView[];
}

/** Lets every rule look at synthesized stacks. Never throws: a rule that does is reported as a finding of its own kind. */
export function runRules(inputs: readonly StackInput[], { rules, isJudged, today }: JudgeOptions): RawJudgement {
  const tooDeep = inputs.filter(({ json }) => isTooDeep(json));
  const app = readApp(
    inputs.filter((input) => !tooDeep.includes(input)),
    today,
  );
  const run = new Run(tooDeep.map(({ name }) => unread(name)));
  for (const rule of rules) run.rule(rule, questionsOf(rule, app, isJudged ?? (() => true)));
  return { ...run.result(), stacks: app.stacks };
}

/** Of a stack that nobody can read no rule says anything. */
function unread(stack: string): RuleError {
  return {
    ...NOWHERE,
    stack,
    rule: "every rule",
    message: `the stack is nested more than ${DEEPEST_JSON} deep: make it flatter`,
  };
}

interface Tally {
  pass: number;
  fail: number;
  unknown: number;
}

class Run {
  private readonly findings: Finding[] = [];
  private readonly doubts: Doubt[] = [];
  private readonly errors: RuleError[];
  private readonly tallies = new Map<string, Map<string, Tally>>();
  private readonly seen = new Map<string, number>();
  private readonly judgings = new Map<string, ReturnType<typeof judgingOf>>();

  public constructor(errors: readonly RuleError[]) {
    this.errors = [...errors];
  }

  public rule(rule: Rule, questions: Iterable<Question>): void {
    try {
      for (const question of questions) this.judge(rule, question);
    } catch (error) {
      // What the subjects are read from is what fails here, and not the rule.
      this.errors.push({ ...NOWHERE, rule: rule.id, message: messageOf(error) });
    }
  }

  public result(): Omit<RawJudgement, "stacks"> {
    const counts = [...this.tallies].flatMap(([rule, stacks]) =>
      [...stacks].map(([stack, tally]): RuleCount => ({ rule, stack, ...tally })),
    );
    return { findings: this.findings, doubts: this.doubts, errors: this.errors, counts };
  }

  private judge(rule: Rule, { subject, ask }: Question): void {
    try {
      for (const judgement of ask()) this.record(rule, subject, judgement);
    } catch (error) {
      this.errors.push({ ...locationOf(subject, []), rule: rule.id, message: messageOf(error) });
    }
  }

  private record(rule: Rule, subject: Subject, judgement: Judgement): void {
    if (judgement.verdict === "pass") {
      this.tally(rule, stackOf(subject)?.name ?? "").pass += 1;
      return;
    }
    const place = locationOf(subject, judgement.at, judgement.on);
    if (judgement.verdict === "unknown") {
      this.tally(rule, place.stack).unknown += 1;
      this.doubts.push({ ...place, rule: rule.id, because: judgement.because });
      return;
    }
    this.tally(rule, place.stack).fail += 1;
    const stack = stackOf(subject, judgement.on);
    this.findings.push({
      ...place,
      rule: rule.id,
      severity: rule.severity,
      effect: effectOf(this.judging(stack, place.stack), rule.id, rule.severity),
      got: judgement.got === undefined ? undefined : redacted(judgement.got, place.field),
      expected: `${judgement.expected}${unlessSetOtherwise(stack, place)}`,
      fingerprint: this.fingerprint(rule.id, place),
    });
  }

  private tally(rule: Rule, stack: string): Tally {
    const stacks = this.tallies.get(rule.id) ?? new Map<string, Tally>();
    this.tallies.set(rule.id, stacks);
    const tally = stacks.get(stack) ?? { pass: 0, fail: 0, unknown: 0 };
    stacks.set(stack, tally);
    return tally;
  }

  private judging(stack: StackView | undefined, name: string): ReturnType<typeof judgingOf> {
    const judging = this.judgings.get(name) ?? judgingOf(stack?.marks ?? {});
    this.judgings.set(name, judging);
    return judging;
  }

  private fingerprint(rule: string, place: Location): string {
    const first = fingerprintOf(rule, place, 0);
    const nth = this.seen.get(first) ?? 0;
    this.seen.set(first, nth + 1);
    return nth === 0 ? first : fingerprintOf(rule, place, nth);
  }
}

/** Parts of the pointer to a whole resource: an empty one, its mode, type and name. */
const RESOURCE_PARTS = 4;

/** What is judged is the default of a variable where nothing else is known. */
function unlessSetOtherwise(stack: StackView | undefined, { pointer }: Location): string {
  if (stack === undefined || stack.defaults.size === 0 || pointer.split("/").length <= RESOURCE_PARTS) return "";
  const found = [...stack.defaults].find(
    ([at]) => `${at}/`.startsWith(`${pointer}/`) || `${pointer}/`.startsWith(`${at}/`),
  );
  return found === undefined ? "" : `, unless ${found[1]} is set otherwise`;
}

function messageOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}

/** Stack of a subject, or of the thing that a judgement is about; undefined for an app without any. */
function stackOf({ subject, value }: Subject, about?: About): StackView | undefined {
  if (about !== undefined) {
    if ("resources" in about) return about;
    return "manifest" in about ? about.resource.stack : about.stack;
  }
  switch (subject) {
    case "stack":
      return value;
    case "resource":
      return value.stack;
    case "object":
    case "policy":
    case "release":
    case "text":
      return value.resource.stack;
    case "pod":
      return value.object.resource.stack;
    case "container":
      return value.pod.object.resource.stack;
    case "statement":
      return value.policy.resource.stack;
    case "environment":
    case "app":
      return value.stacks[0];
  }
}
