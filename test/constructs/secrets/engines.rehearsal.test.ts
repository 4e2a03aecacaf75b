import { synthStack } from "../../support/synth";
import { describeWithTerraform } from "../../support/terraform-binary";
import { everyEngine } from "./engine-fixture";
import { findingsOf, isRehearsed, Rehearsals } from "./proof";

test("the guardrails find nothing in any engine", () => {
  expect(findingsOf(synthStack(everyEngine))).toEqual([]);
});

describeWithTerraform("engines with the real Terraform", () => {
  const rehearsals = new Rehearsals();
  afterEach(() => rehearsals.clear());

  test("are planned, applied and planned again without a change", async () => {
    expect(await isRehearsed(rehearsals, everyEngine)).toBe(true);
  });
});
