import { isEmptyPlan } from "../../../lib/sandbox/plan-summary";
import { Rehearsals } from "../../support/rehearsal";
import { synthStack } from "../../support/synth";
import { describeWithTerraform } from "../../support/terraform-binary";
import { auditIn, ENDPOINT, READER } from "./audit-fixture";

describeWithTerraform("an audit trail in the real Terraform", () => {
  const rehearsals = new Rehearsals();
  afterAll(() => rehearsals.clear());

  it.each([
    ["a reader elsewhere", READER],
    ["an address elsewhere", ENDPOINT],
  ])(
    "with %s applies, has nothing left to do, and keeps buckets and keys from a destroy",
    async (_says, siem) => {
      const sandbox = await rehearsals.open(synthStack((scope) => auditIn(scope, { siem })));
      await sandbox.init();
      expect(await sandbox.validate()).toEqual([]);
      await sandbox.plan();
      await sandbox.apply();
      expect(isEmptyPlan(await sandbox.replan())).toBe(true);
      const { protected: kept } = await sandbox.destroy();
      const types = kept.map((address) => address.split(".")[0]);
      expect([...new Set(types)].sort()).toEqual(["aws_kms_key", "aws_s3_bucket"]);
    },
    60_000,
  );
});
