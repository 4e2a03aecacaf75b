import type { TerraformStack } from "cdktf";
import { GUARDRAILS, judge, openFindings } from "../../../lib/guardrails";
import { isEmptyPlan } from "../../../lib/sandbox/plan-summary";
import { Rehearsals } from "../../support/rehearsal";
import { type SynthesizedJson, synthStack } from "../../support/synth";

/** What the rules speak of that the readers, the backend and the tags of these tests leave open on purpose. */
const ELSEWHERE = ["state", "cost", "kubernetes", "monitoring"];

/** What the guardrails find in a stack: rule and address. */
export function findingsOf(json: SynthesizedJson): readonly string[] {
  const verdicts = judge([{ name: "test", json: { ...json } }], { rules: GUARDRAILS, today: "2026-11-21" });
  return [...verdicts.errors, ...openFindings(verdicts)]
    .filter(({ rule }) => !ELSEWHERE.includes(rule.split("/")[0] ?? ""))
    .map(({ rule, address }) => `${rule} ${address}`);
}

/** Whether the real Terraform plans a stack, applies it, and then finds nothing more to do. */
export async function isRehearsed(rehearsals: Rehearsals, build: (stack: TerraformStack) => void): Promise<boolean> {
  const sandbox = await rehearsals.open(synthStack(build));
  await sandbox.init();
  await sandbox.validate();
  await sandbox.plan();
  await sandbox.apply();
  return isEmptyPlan(await sandbox.replan());
}

export { Rehearsals };
