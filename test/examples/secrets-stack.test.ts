import { synthesize } from "cdktf-palisade/testing";
import "cdktf-palisade/testing/matchers";
import { sopsData, sopsFile } from "../constructs/secrets/sops-fixture";
import { ReportsStack } from "./secrets-stack";

const file = sopsFile(sopsData());
const reports = synthesize((app) => new ReportsStack(app, "reports", file)).stack("reports");

test("the pipeline that changes the key cannot read it", () => {
  const policies = reports.resourcesOfType("vault_policy").map(({ policy }) => String(policy));
  expect(policies.filter((policy) => policy.includes('"create", "update"'))).toHaveLength(1);
  const [role] = reports.resourcesOfType("vault_jwt_auth_backend_role");
  expect(JSON.stringify(role?.["token_policies"])).toContain("write");
  expect(JSON.stringify(role?.["token_policies"])).not.toContain("creds");
});

test("the real Terraform applies it, and finds nothing to change afterwards", async () => {
  await expect(reports).toRehearse();
}, 60_000);
