import { isEmptyPlan } from "../../../lib/sandbox/plan-summary";
import { Rehearsals } from "../../support/rehearsal";
import { synthStack } from "../../support/synth";
import { describeWithTerraform } from "../../support/terraform-binary";
import { workloadIn } from "../secrets/fixture";
import { groupIn, VOUCH } from "./distributed-signer-fixture";

describeWithTerraform("a group of signers in the real Terraform", () => {
  const rehearsals = new Rehearsals();
  afterAll(() => rehearsals.clear());

  it("applies, and has nothing left to do", async () => {
    // Terraform refuses an empty section.
    const { output: _, ...stack } = synthStack((scope) => {
      groupIn(scope).grantSign(workloadIn(scope, "vouch"), VOUCH);
    });
    const sandbox = await rehearsals.open(stack);
    await sandbox.init();
    expect(await sandbox.validate()).toEqual([]);
    await sandbox.plan();
    await sandbox.apply();
    expect(isEmptyPlan(await sandbox.replan())).toBe(true);
  }, 60_000);
});
