import { AwsProvider } from "@cdktf/provider-aws/lib/provider";
import { S3Backend, TerraformStack } from "cdktf";
import { addValidations } from "cdktf-palisade/core";
import { synthesize } from "cdktf-palisade/testing";
import { declareGateway } from "./guarded-stack";

test("what is let off with a reason synthesizes until its last day", () => {
  jest.useFakeTimers({ now: new Date("2026-11-30T12:00:00Z"), doNotFake: ["performance"] });
  const declare = () =>
    synthesize((app) => {
      const stack = new TerraformStack(app, "partner");
      new S3Backend(stack, {
        bucket: "states",
        key: "partner.tfstate",
        region: "eu-central-1",
        encrypt: true,
      });
      stack.addOverride("terraform.backend.s3.use_lockfile", true);
      new AwsProvider(stack, "aws", { region: "eu-central-1" });
      addValidations(stack);
      declareGateway(stack, "vpc-0a1b2c3d4e5f60718");
    });
  expect(declare).not.toThrow();
  jest.setSystemTime(new Date("2027-01-01T12:00:00Z"));
  expect(declare).toThrow(/partner\/gateway.*breaks the guardrail network\/open-port/);
});
