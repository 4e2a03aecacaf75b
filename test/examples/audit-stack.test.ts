import { synthesize } from "cdktf-palisade/testing";
import "cdktf-palisade/testing/matchers";
import { AccountAuditStack } from "./audit-stack";

const audit = synthesize((app) => new AccountAuditStack(app, "audit")).stack("audit");

test("a key that signs raises its alarm where the audit raises its own", () => {
  const targets = audit.resourcesOfType("aws_cloudwatch_event_target").map(({ arn }) => String(arn));
  expect(targets.filter((arn) => arn.includes("aws_sns_topic")).length).toBeGreaterThan(4);
});

test("the real Terraform applies it, and finds nothing to change afterwards", async () => {
  await expect(audit).toRehearse();
}, 60_000);
