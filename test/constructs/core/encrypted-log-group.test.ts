import { TerraformStack } from "cdktf";
import { AwsAccount } from "../../../constructs/core/aws-account";
import { EncryptedLogGroup, logRetentionProblem } from "../../../constructs/core/encrypted-log-group";
import { EncryptionKey } from "../../../constructs/core/encryption-key";
import { type Json, only, synthStack } from "../../support/synth";

describe("an encrypted log group", () => {
  const json = synthStack((stack) => {
    new EncryptedLogGroup(stack, "logs", {
      logGroupName: "/palisade/test",
      keyName: "test",
      region: "eu-central-1",
      retentionDays: 30,
    });
  });

  it("has an end and a key that only it can use", () => {
    expect(only(json.resource["aws_cloudwatch_log_group"])).toMatchObject({
      name: "/palisade/test",
      retention_in_days: 30,
    });
    const [, use] = JSON.parse(only(json.resource["aws_kms_key"]).policy).Statement;
    expect(use.Condition.ArnEquals["kms:EncryptionContext:aws:logs:arn"]).toMatch(
      /^arn:\$\{.*partition\}:logs:eu-central-1:\$\{.*account_id\}:log-group:\/palisade\/test$/,
    );
  });

  it("is refused a retention that CloudWatch does not offer", () => {
    expect(logRetentionProblem(365)).toBeUndefined();
    for (const days of [0, -1, 100, 1.5]) expect(logRetentionProblem(days)).toMatchObject({ got: days });
  });
});

describe("an encryption key", () => {
  const json = synthStack((stack) => {
    new EncryptionKey(stack, "one", { name: "one", description: "One" });
    new EncryptionKey(stack, "two", { name: "two", description: "Two" });
  });

  it("rotates, waits thirty days and survives any destroy", () => {
    for (const key of Object.values<Json>(json.resource["aws_kms_key"] ?? {})) {
      expect(key).toMatchObject({
        enable_key_rotation: true,
        deletion_window_in_days: 30,
        lifecycle: { prevent_destroy: true },
      });
    }
  });

  it("can be found by name", () => {
    const aliases = Object.values<Json>(json.resource["aws_kms_alias"] ?? {}).map(({ name }) => name);
    expect(aliases.sort()).toEqual(["alias/palisade/one", "alias/palisade/two"]);
  });
});

describe("the account of a stack", () => {
  it("is asked for once, however many want to know", () => {
    const json = synthStack((stack) => {
      expect(AwsAccount.of(stack)).toBe(AwsAccount.of(TerraformStack.of(stack)));
    });
    expect(Object.keys(json.data["aws_caller_identity"] ?? {})).toHaveLength(1);
    expect(Object.keys(json.data["aws_partition"] ?? {})).toHaveLength(1);
  });
});
