import { isEmptyPlan } from "../../../lib/sandbox/plan-summary";
import { Rehearsals } from "../../support/rehearsal";
import { synthStack } from "../../support/synth";
import { describeWithTerraform } from "../../support/terraform-binary";
import { MESHES, membersIn } from "./mesh-fixture";

describeWithTerraform("a mesh in the real Terraform", () => {
  const rehearsals = new Rehearsals();
  afterAll(() => rehearsals.clear());

  it.each(Object.entries(MESHES))(
    "applies with %s and members, and has nothing left to do",
    async (_, meshIn) => {
      const stack = synthStack((scope) => {
        const { apps, data, database, gateway } = membersIn(scope);
        gateway.allowTo(database, { port: 5432 });
        database.allowFrom(gateway, "sql");
        const mesh = meshIn(scope);
        mesh.join(apps);
        mesh.join(data);
      });
      const sandbox = await rehearsals.open(stack);
      await sandbox.init();
      expect(await sandbox.validate()).toEqual([]);
      await sandbox.plan();
      await sandbox.apply();
      expect(isEmptyPlan(await sandbox.replan())).toBe(true);
      await sandbox.destroy();
    },
    180_000,
  );
});
