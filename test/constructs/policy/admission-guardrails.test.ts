import { AdmissionEngine } from "../../../constructs/policy";
import { GUARDRAILS, judge, openFindings } from "../../../lib/guardrails";
import { Rehearsals } from "../../support/rehearsal";
import { synthStack } from "../../support/synth";
import { describeWithTerraform } from "../../support/terraform-binary";
import { isRehearsed } from "../secrets/proof";
import { policiesIn } from "./admission-fixture";

const ENGINES = [AdmissionEngine.kyverno(), AdmissionEngine.gatekeeper()];

/** What is open in this test and not in an environment: its state, and nobody who watches. */
const ELSEWHERE = ["state/", "monitoring/", "cost/"];

describe("AdmissionPolicies under the strict guardrails", () => {
  it.each(ENGINES)("have nothing found against them: %#", (engine) => {
    const json = synthStack((stack) => policiesIn(stack, { engine }));
    const verdicts = judge([{ name: "test", json: { ...json } }], { rules: GUARDRAILS, today: "2026-11-21" });
    const found = openFindings(verdicts).filter(({ rule }) => !ELSEWHERE.some((family) => rule.startsWith(family)));
    expect(found.map(({ rule, address, field, got }) => ({ rule, address, field, got }))).toEqual([]);
    expect(verdicts.errors).toEqual([]);
  });
});

describeWithTerraform("AdmissionPolicies with the real Terraform", () => {
  const rehearsals = new Rehearsals();
  afterEach(() => rehearsals.clear());

  it.each(ENGINES)("are planned, applied and planned again without a change: %#", async (engine) => {
    expect(await isRehearsed(rehearsals, (stack) => void policiesIn(stack, { engine }))).toBe(true);
  });
});
