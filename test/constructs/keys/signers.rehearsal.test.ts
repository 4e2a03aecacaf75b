import { Aspects } from "cdktf";
import { DependencyAspect } from "../../../constructs/core/dependency-aspect";
import { isEmptyPlan } from "../../../lib/sandbox/plan-summary";
import { Rehearsals } from "../../support/rehearsal";
import { synthStack } from "../../support/synth";
import { describeWithTerraform } from "../../support/terraform-binary";
import { workloadIn } from "../secrets/fixture";
import { limits, payerIn, signerIn } from "./key-fixtures";

const signers = () => {
  // Terraform refuses an empty section.
  const { output: _, ...stack } = synthStack((scope) => {
    Aspects.of(scope).add(new DependencyAspect());
    signerIn(scope);
    payerIn(scope).grantSign(workloadIn(scope, "shop"), limits);
  });
  return stack;
};

describeWithTerraform("signers and keys in the real Terraform", () => {
  const rehearsals = new Rehearsals();
  afterAll(() => rehearsals.clear());

  it("apply, have nothing left to do, and keep keys and what was signed from a destroy", async () => {
    const sandbox = await rehearsals.open(signers());
    await sandbox.init();
    expect(await sandbox.validate()).toEqual([]);
    await sandbox.plan();
    await sandbox.apply();
    expect(isEmptyPlan(await sandbox.replan())).toBe(true);
    const { protected: kept } = await sandbox.destroy();
    const types = kept.map((address) => address.split(".")[0]);
    expect([...new Set(types)].sort()).toEqual(["aws_db_instance", "aws_kms_key", "vault_mount"]);
  }, 60_000);
});
