import { rmSync } from "node:fs";
import { join } from "node:path";
import { Annotations, type ISynthesisSession, type TerraformStack } from "cdktf";
import type { IConstruct } from "constructs";
import { formatProblem, PalisadeError, type Problem } from "../../lib/core/errors";
import { isJsonRecord, type JsonRecord } from "../../lib/core/json";
import type * as Guardrails from "../../lib/guardrails";

/** A stack that the guardrails judge, with the rules of its team beside Palisade's own. */
interface Judged {
  readonly rules: readonly Guardrails.Rule[];
}

const judged = new WeakMap<TerraformStack, Judged>();

/** Roots of apps whose stacks are judged together, at the end, and not each by itself. */
const judgedTogether = new WeakSet<IConstruct>();

/** What the guardrails say of the stacks of an app. */
export interface Judgement {
  /** What stops the synth. */
  readonly problems: readonly Problem[];
  /** What does not, by the name of its stack. */
  readonly warnings: ReadonlyMap<string, readonly Problem[]>;
}

// biome-ignore lint/style/noCommonJs: a hundred rules are loaded with the first stack that wants them, not with every family.
const loadGuardrails = (): typeof Guardrails => require("../../lib/guardrails");

/**
 * Has a stack judged whenever it is written. An app that calls `app.synth()` by itself has each stack judged as cdktf
 * comes to it; `synthesize` judges all of them together, and its findings come at once.
 */
export function haveJudged(stack: TerraformStack, rules: readonly Guardrails.Rule[]): void {
  const isNew = !judged.has(stack);
  judged.set(stack, { rules });
  if (!isNew) return;
  const inner = stack.synthesizer;
  stack.synthesizer = {
    synthesize(session) {
      inner.synthesize(session);
      if (!judgedTogether.has(stack.node.root)) judgeAlone(stack, session);
    },
  };
}

/** Says that the stacks of an app are judged together by `judgeStacks`. */
export function judgeTogether(app: IConstruct): void {
  judgedTogether.add(app);
}

/**
 * Judges the stacks that want it; the others are only seen by rules over environments and the app.
 *
 * @param stacks every stack of the app
 * @param jsonOf the synthesized JSON of a stack
 * @param baseline file of findings that are accepted as they are. @default - every finding counts
 * @throws PalisadeError listing everything wrong with that file
 */
export function judgeStacks(
  stacks: readonly TerraformStack[],
  jsonOf: (stack: TerraformStack) => JsonRecord,
  baseline?: string,
): Judgement {
  const wanting = stacks.filter((stack) => judged.has(stack));
  if (wanting.length === 0) return { problems: [], warnings: new Map() };
  const { Baseline, errorProblem, GUARDRAILS, judge, openFindings, problemOf } = loadGuardrails();
  const rules = [...new Set([...GUARDRAILS, ...wanting.flatMap((stack) => judged.get(stack)?.rules ?? [])])];
  const accepted = baseline === undefined ? {} : { baseline: Baseline.read(baseline).fingerprints };
  const names = new Set(wanting.map((stack) => stack.node.id));
  const verdicts = judge(
    stacks.map((stack) => ({ name: stack.node.id, json: jsonOf(stack) })),
    { rules, today: new Date().toISOString().slice(0, 10), isJudged: ({ name }) => names.has(name), ...accepted },
  );
  const byId = new Map(rules.map((rule) => [rule.id, rule]));
  const warnings = new Map<string, Problem[]>();
  const problems = verdicts.errors.map(errorProblem);
  for (const finding of openFindings(verdicts)) {
    const problem = problemOf(finding, byId.get(finding.rule));
    if (finding.effect === "block") problems.push(problem);
    if (finding.effect === "warn") warnings.set(finding.stack, [...(warnings.get(finding.stack) ?? []), problem]);
  }
  return { problems, warnings };
}

/**
 * Judges a stack that cdktf has just written, and takes back what must not be deployed.
 *
 * @throws PalisadeError when something stops the synth
 */
function judgeAlone(stack: TerraformStack, { outdir, manifest }: ISynthesisSession): void {
  const json: unknown = stack.toTerraform();
  const { problems, warnings } = judgeStacks([stack], () => (isJsonRecord(json) ? json : {}));
  for (const warning of [...warnings.values()].flat()) Annotations.of(stack).addWarning(formatProblem(warning));
  if (problems.length === 0) return;
  rmSync(join(outdir, manifest.forStack(stack).synthesizedStackPath), { force: true });
  throw new PalisadeError(problems);
}
