export { Baseline, type BaselineEntry } from "./baseline";
export {
  type ExampleResources,
  example,
  exampleBundle,
  exampleContainer,
  exampleObjects,
  exampleOf,
  examplePod,
  examplePolicy,
  exampleRelease,
  exampleStacks,
  exampleStatements,
  exampleWorkload,
} from "./example";
export type { Doubt, Finding, Location, RuleCount, RuleError } from "./finding";
export {
  isBlocked,
  type JudgeOptions,
  judge,
  openFindings,
  SUPPRESSION_RULE,
  type UnusedSuppression,
  type Verdicts,
} from "./judge";
export { errorProblem, pageOf, problemOf } from "./problem";
export { PROFILES, type Profile, type ProfileName } from "./profile";
export {
  FRAMEWORKS,
  type Framework,
  familyOf,
  guardrail,
  type Rule,
  type RuleExample,
  type RuleExamples,
  type RuleOf,
} from "./rule";
export { GUARDRAILS } from "./rules";
export { type Effect, SEVERITIES, type Severity } from "./severity";
export type { StackInput } from "./subjects/read-stack";
export type { Suppression } from "./suppression";
export { expectAt, type Reading, read } from "./values";
export { type FieldPath, fail, holds, type Judgement, on, PASS, unknown } from "./verdict";
export { verifyRule } from "./verify-rule";
