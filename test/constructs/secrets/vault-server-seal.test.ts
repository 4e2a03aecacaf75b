import { Seal } from "../../../constructs/secrets";
import { only } from "../../support/synth";
import { declared, sealPolicy, statement, valuesOf } from "./vault-server-facts";
import { TOPIC_ARN } from "./vault-server-fixture";

describe("the seal of a VaultServer", () => {
  const { stack } = declared();

  it("is opened by a key that the servers alone may use, and nobody may disable", () => {
    const policy = sealPolicy(stack);
    const administration: string[] = statement(policy, "AccountAdministersByIam").Action;
    for (const use of ["kms:*", "kms:Encrypt", "kms:Decrypt", "kms:CreateGrant", "kms:GenerateDataKey"]) {
      expect(administration).not.toContain(use);
    }
    expect(administration).toContain("kms:PutKeyPolicy");
    expect(statement(policy, "ServersUnseal")).toMatchObject({
      Principal: { AWS: [expect.stringContaining("aws_iam_role")] },
      Action: ["kms:Encrypt", "kms:Decrypt", "kms:DescribeKey"],
    });
    expect(statement(policy, "RefuseLoss")).toEqual({
      Sid: "RefuseLoss",
      Effect: "Deny",
      Principal: "*",
      Action: ["kms:DisableKey", "kms:ScheduleKeyDeletion"],
      Resource: ["*"],
    });
    expect(valuesOf(stack).server.ha.raft.config).toMatch(
      /seal "awskms" \{\n {2}region = "eu-central-1"\n {2}kms_key_id = "\$\{aws_kms_key\.[\w-]+\.arn\}"\n\}/,
    );
  });

  it("lets the break-glass role alone disable the key", () => {
    const role = "arn:aws:iam::123456789012:role/break-glass";
    const seal = Seal.awsKms({ region: "eu-central-1", alarmTopicArn: TOPIC_ARN, breakGlassRoleArns: [role] });
    expect(statement(sealPolicy(declared({ seal }).stack), "RefuseLoss").Condition).toEqual({
      ArnNotEquals: { "aws:PrincipalArn": [role] },
    });
  });

  it("tells somebody when the key is touched", () => {
    const rule = only(stack.resource["aws_cloudwatch_event_rule"]);
    const { detail } = JSON.parse(rule.event_pattern);
    expect(detail.eventName).toEqual(expect.arrayContaining(["DisableKey", "ScheduleKeyDeletion", "PutKeyPolicy"]));
    // The alias too: an event of a moved one does not name the key that it leaves.
    expect(detail.resources.ARN).toEqual([
      expect.stringMatching(/^\$\{aws_kms_key\./),
      expect.stringMatching(/^\$\{aws_kms_alias\./),
    ]);
    expect(only(stack.resource["aws_cloudwatch_event_target"]).arn).toBe(TOPIC_ARN);
  });
});
