import { Certificate, Route53Login } from "../../../constructs/certificates";
import { Namespace } from "../../../constructs/core/namespace";
import { isEmptyPlan } from "../../../lib/sandbox/plan-summary";
import { Rehearsals } from "../../support/rehearsal";
import { synthStack } from "../../support/synth";
import { describeWithTerraform } from "../../support/terraform-binary";
import { acmeIn, certManagerIn, TOKENS } from "./certificate-fixture";

describeWithTerraform("certificates in the real Terraform", () => {
  const rehearsals = new Rehearsals();
  afterAll(() => rehearsals.clear());

  it.each(["podIdentity", "webIdentity"] as const)(
    "apply with %s, and have nothing left to do",
    async (way) => {
      const stack = synthStack((scope) => {
        const namespace = new Namespace(scope, "web-namespace", { name: "web" });
        const own = { namespace, login: Route53Login.webIdentity(TOKENS) };
        const issuer = acmeIn(scope, certManagerIn(scope), way === "webIdentity" ? own : {});
        new Certificate(scope, "web", { namespace, issuer, dnsNames: ["web.example.org"] });
      });
      const sandbox = await rehearsals.open(stack);
      await sandbox.init();
      expect(await sandbox.validate()).toEqual([]);
      await sandbox.plan();
      await sandbox.apply();
      expect(isEmptyPlan(await sandbox.replan())).toBe(true);
      await sandbox.destroy();
    },
    120_000,
  );
});
