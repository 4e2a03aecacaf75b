import { describeWithTerraform } from "../../support/terraform-binary";
import { everyLogin } from "./login-fixture";
import { isRehearsed, Rehearsals } from "./proof";

describeWithTerraform("logins with the real Terraform", () => {
  const rehearsals = new Rehearsals();
  afterEach(() => rehearsals.clear());

  test("are planned, applied and planned again without a change", async () => {
    expect(await isRehearsed(rehearsals, everyLogin)).toBe(true);
  });
});
