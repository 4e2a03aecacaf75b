import { isEmptyPlan } from "../../../lib/sandbox/plan-summary";
import { Rehearsals } from "../../support/rehearsal";
import { synthStack } from "../../support/synth";
import { describeWithTerraform } from "../../support/terraform-binary";
import { CEREMONY, cloudHsmIn, enclaveIn } from "./key-fixtures";

const hardware = () => {
  // Terraform refuses an empty section.
  const { output: _, ...stack } = synthStack((scope) => {
    cloudHsmIn(scope, { ceremony: CEREMONY });
    enclaveIn(scope);
  });
  return stack;
};

describeWithTerraform("hardware modules and enclaves in the real Terraform", () => {
  const rehearsals = new Rehearsals();
  afterAll(() => rehearsals.clear());

  it("apply, have nothing left to do, and keep what holds keys from a destroy", async () => {
    const sandbox = await rehearsals.open(hardware());
    await sandbox.init();
    expect(await sandbox.validate()).toEqual([]);
    await sandbox.plan();
    await sandbox.apply();
    expect(isEmptyPlan(await sandbox.replan())).toBe(true);
    const { protected: kept } = await sandbox.destroy();
    const types = kept.map((address) => address.split(".")[0]);
    expect([...new Set(types)].sort()).toEqual(["aws_cloudhsm_v2_cluster", "aws_cloudhsm_v2_hsm", "aws_kms_key"]);
  }, 60_000);
});
