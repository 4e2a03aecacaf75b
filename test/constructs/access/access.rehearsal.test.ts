import { isEmptyPlan } from "../../../lib/sandbox/plan-summary";
import { Rehearsals } from "../../support/rehearsal";
import { synthStack } from "../../support/synth";
import { describeWithTerraform } from "../../support/terraform-binary";
import { ARCHIVE, gatewayIn, OPERATORS, sessionsIn } from "./access-fixture";

describeWithTerraform("private administration in the real Terraform", () => {
  const rehearsals = new Rehearsals();
  afterAll(() => rehearsals.clear());

  it("applies with a session manager, has nothing left to do, and keeps the log's key and the copies from a destroy", async () => {
    const stack = synthStack((scope) => {
      const sessions = sessionsIn(scope, { archive: ARCHIVE });
      sessions.grantSession("operators", OPERATORS);
      sessions.letHostJoin("gateway", "gateway");
    });
    const sandbox = await rehearsals.open(stack);
    await sandbox.init();
    expect(await sandbox.validate()).toEqual([]);
    await sandbox.plan();
    await sandbox.apply();
    expect(isEmptyPlan(await sandbox.replan())).toBe(true);
    const { protected: kept } = await sandbox.destroy();
    const types = kept.map((address) => address.split(".")[0]);
    expect([...new Set(types)].sort()).toEqual(["aws_kms_key", "aws_s3_bucket"]);
  }, 120_000);

  it("applies with a WireGuard gateway, whose key no destroy takes", async () => {
    const sandbox = await rehearsals.open(synthStack((scope) => gatewayIn(scope)));
    await sandbox.init();
    expect(await sandbox.validate()).toEqual([]);
    await sandbox.plan();
    await sandbox.apply();
    expect(isEmptyPlan(await sandbox.replan())).toBe(true);
    const { protected: kept } = await sandbox.destroy();
    expect(kept.some((address) => address.startsWith("aws_secretsmanager_secret."))).toBe(true);
  }, 180_000);
});
