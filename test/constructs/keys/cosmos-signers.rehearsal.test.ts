import { TmkmsKey } from "../../../constructs/keys";
import { isEmptyPlan } from "../../../lib/sandbox/plan-summary";
import { Rehearsals } from "../../support/rehearsal";
import { synthStack } from "../../support/synth";
import { describeWithTerraform } from "../../support/terraform-binary";
import { deviceIn, horcruxIn, OTHER_VALIDATOR, shardsIn, tmkmsIn, tmkmsSecret } from "./cosmos-fixtures";
import { vaultIn } from "./key-fixtures";

const signers = () => {
  // Terraform refuses an empty section.
  const { output: _, ...stack } = synthStack((scope) => {
    const store = vaultIn(scope);
    horcruxIn(scope, { shards: shardsIn(store, 3) });
    const key = TmkmsKey.yubiHsm(deviceIn(scope), { secret: tmkmsSecret(store, "yubihsm-password") });
    tmkmsIn(scope, { validator: OTHER_VALIDATOR, key }, "device");
  });
  return stack;
};

describeWithTerraform("signers of CometBFT in the real Terraform", () => {
  const rehearsals = new Rehearsals();
  afterAll(() => rehearsals.clear());

  it("apply, and have nothing left to do", async () => {
    const sandbox = await rehearsals.open(signers());
    await sandbox.init();
    expect(await sandbox.validate()).toEqual([]);
    await sandbox.plan();
    await sandbox.apply();
    expect(isEmptyPlan(await sandbox.replan())).toBe(true);
  }, 120_000);
});
