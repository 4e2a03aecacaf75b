import type { Subject } from "./location";
import type { Rule, RuleOf, SubjectName, Subjects } from "./rule";
import type { AppView } from "./subjects/app-view";
import type { ResourceView } from "./subjects/resource-view";
import type { StackView } from "./subjects/stack-view";
import type { Judgement } from "./verdict";

/** One subject of a rule, and what the rule says of it. */
export interface Question {
  /** What is looked at. */
  readonly subject: Subject;
  /** Asks the rule. May throw whatever the rule throws. */
  readonly ask: () => readonly Judgement[];
}

/** What a rule looks at in an app. @param isJudged which stacks are judged */
export function* questionsOf(rule: Rule, app: AppView, isJudged: (stack: StackView) => boolean): Generator<Question> {
  if (rule.subject === "app") {
    yield { subject: { subject: "app", value: app }, ask: asking(rule, app) };
    return;
  }
  if (rule.subject === "environment") {
    for (const value of app.environments) {
      if (value.stacks.some(isJudged)) yield { subject: { subject: "environment", value }, ask: asking(rule, value) };
    }
    return;
  }
  for (const stack of app.stacks) {
    if (isJudged(stack)) yield* questionsOfStack(rule, stack);
  }
}

type StackRule = Exclude<Rule, { readonly subject: "app" | "environment" }>;

function* questionsOfStack(rule: StackRule, stack: StackView): Generator<Question> {
  const isOfType = ({ type }: ResourceView): boolean => rule.types?.includes(type) ?? true;
  switch (rule.subject) {
    case "stack":
      yield { subject: { subject: "stack", value: stack }, ask: asking(rule, stack) };
      break;
    case "resource":
      for (const value of rule.types === undefined ? stack.resources : stack.ofType(...rule.types)) {
        yield { subject: { subject: "resource", value }, ask: asking(rule, value) };
      }
      break;
    case "object":
      for (const value of stack.objects) {
        if (rule.kinds?.includes(value.kind) ?? true)
          yield { subject: { subject: "object", value }, ask: asking(rule, value) };
      }
      break;
    case "pod":
      for (const value of stack.pods) yield { subject: { subject: "pod", value }, ask: asking(rule, value) };
      break;
    case "container":
      for (const value of stack.containers)
        yield { subject: { subject: "container", value }, ask: asking(rule, value) };
      break;
    case "policy":
      for (const value of stack.policies) {
        if (isOfType(value.resource)) yield { subject: { subject: "policy", value }, ask: asking(rule, value) };
      }
      break;
    case "statement":
      for (const policy of stack.policies) {
        if (!isOfType(policy.resource)) continue;
        for (const value of policy.statements)
          yield { subject: { subject: "statement", value }, ask: asking(rule, value) };
      }
      break;
    case "release":
      for (const value of stack.releases) {
        if (rule.charts?.includes(value.chart) ?? true)
          yield { subject: { subject: "release", value }, ask: asking(rule, value) };
      }
      break;
    case "text":
      for (const value of stack.texts) {
        if (isOfType(value.resource)) yield { subject: { subject: "text", value }, ask: asking(rule, value) };
      }
      break;
  }
}

function asking<S extends SubjectName>({ check }: RuleOf<S>, value: Subjects[S]): () => readonly Judgement[] {
  return () => {
    const judgements = check(value);
    if (judgements === undefined) return [];
    return "verdict" in judgements ? [judgements] : judgements;
  };
}
