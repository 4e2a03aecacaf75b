import { VaultStore } from "../../../constructs/secrets";
import { isEmptyPlan } from "../../../lib/sandbox/plan-summary";
import { Rehearsals } from "../../support/rehearsal";
import { type SynthesizedJson, synthStack } from "../../support/synth";
import { describeWithTerraform } from "../../support/terraform-binary";
import { serverIn } from "./vault-server-fixture";

describeWithTerraform("a secret server in the real Terraform", () => {
  const rehearsals = new Rehearsals();
  afterAll(() => rehearsals.clear());

  /** Applies a stack, sees that nothing is left to do, and says what a destroy would not take. */
  async function keptOf({ output: _, ...stack }: SynthesizedJson): Promise<readonly string[]> {
    const sandbox = await rehearsals.open(stack);
    await sandbox.init();
    expect(await sandbox.validate()).toEqual([]);
    await sandbox.plan();
    await sandbox.apply();
    expect(isEmptyPlan(await sandbox.replan())).toBe(true);
    const { protected: kept } = await sandbox.destroy();
    return [...new Set(kept.map((address) => address.split(".")[0] ?? ""))].sort();
  }

  it.each(["vault", "openbao"] as const)(
    "applies with %s, has nothing left to do, and keeps its key and its snapshots",
    async (program) => {
      const kept = await keptOf(synthStack((stack) => void serverIn(stack, { program })));
      expect(kept).toEqual(["aws_kms_key", "aws_s3_bucket"]);
    },
    120_000,
  );

  it("applies with a store on it, which keeps its mount", async () => {
    const kept = await keptOf(
      synthStack((stack) => void VaultStore.onServer(stack, "store", serverIn(stack), { mount: "apps" })),
    );
    expect(kept).toEqual(["aws_kms_key", "aws_s3_bucket", "vault_mount"]);
  }, 120_000);
});
