import { examineIamPolicies } from "../../../../lib/truth/aws/iam-policies";
import { examineOne, messagesOf, warningsOf } from "./support/examine";

/** A reference, as a synthesized stack has it. */
const REFERENCE = "$" + "{var.unknown}";

function policy(type: string, argument: string, statement: unknown): readonly string[] {
  const text = JSON.stringify({ Version: "2012-10-17", Statement: statement });
  return messagesOf(examineOne(examineIamPolicies, type, { [argument]: text.replaceAll("&{", "$$" + "{") }));
}

function trust(principal: unknown, condition?: object, action: unknown = "sts:AssumeRole"): readonly string[] {
  const statement = {
    Effect: "Allow",
    Principal: principal,
    Action: action,
    ...(condition === undefined ? {} : { Condition: condition }),
  };
  return policy("aws_iam_role", "assume_role_policy", statement);
}

function blocks(config: object): readonly string[] {
  return messagesOf(examineOne(examineIamPolicies, "aws_iam_policy_document", config, "data"));
}

describe("trust policies that AWS takes", () => {
  it.each([
    "ec2.amazonaws.com",
    "ec2.amazonaws.com.cn",
    "logs.eusc-de-east-1.amazonaws.eu",
    "ec2.c2s.ic.gov",
    "ec2.sc2s.sgov.gov",
    "ec2.cloud.adc-e.uk",
    "ec2.csp.hci.ic.gov",
  ])("name the service %s", (service) => {
    expect(trust({ Service: service })).toEqual([]);
  });

  it("compare the two forms of subject that GitHub gives", () => {
    const host = "token.actions.githubusercontent.com";
    const condition = {
      StringEquals: { [`${host}:aud`]: "sts.amazonaws.com" },
      "ForAnyValue:StringLike": { [`${host}:sub`]: ["repo:o/r:*", "repo:o@123/r@456:ref:refs/heads/main"] },
    };
    const principal = { Federated: `arn:aws:iam::123456789012:oidc-provider/${host}` };
    expect(trust(principal, condition, "sts:AssumeRoleWithWebIdentity")).toEqual([]);
  });

  it("do not know some of their words before the apply", () => {
    expect(trust(REFERENCE)).toEqual([]);
    expect(trust({ [REFERENCE]: "x" }, { [REFERENCE]: { [REFERENCE]: "x" } })).toEqual([]);
    const text = `{"Version":"${REFERENCE}","Statement":["${REFERENCE}",{"Effect":"${REFERENCE}","Action":"${REFERENCE}","Principal":"*"}]}`;
    const found = examineOne(examineIamPolicies, "aws_iam_role", { assume_role_policy: text });
    expect([messagesOf(found), warningsOf(found)]).toEqual([[], []]);
  });

  it("are refused where a part that is known is wrong", () => {
    const text = `{"Version":"${REFERENCE}","Statement":["${REFERENCE}",{"Effect":"Alow","Action":"sts:AssumeRole","Principal":"*"}]}`;
    expect(messagesOf(examineOne(examineIamPolicies, "aws_iam_role", { assume_role_policy: text }))).toEqual([
      [
        'test/thing, assume_role_policy: statement 0 of the policy document needs "Effect": "Allow" or "Deny", got "Alow"',
        "  do this: write a policy document that AWS takes",
        '  source: AWS IAM User Guide, JSON policy element reference, "Grammar of the IAM JSON policy language"',
      ].join("\n"),
    ]);
  });
});

describe("policies of resources that AWS takes", () => {
  it("may name no version, which is worth a warning", () => {
    const statement = { Effect: "Allow", Principal: "*", Action: "s3:GetObject", Resource: "arn:aws:s3:::b/*" };
    const found = examineOne(examineIamPolicies, "aws_s3_bucket_policy", {
      policy: JSON.stringify({ Statement: statement }),
    });
    expect(messagesOf(found)).toEqual([]);
    expect(warningsOf(found)).toEqual([
      [
        "test/thing, policy: the policy document names no Version, so that AWS takes it for one of 2008, where variables are plain text",
        '  allowed: "Version": "2012-10-17"',
        "  do this: add the version",
        '  source: AWS IAM User Guide, JSON policy element reference, "Version"',
      ].join("\n"),
    ]);
  });

  it("name actions that only the default policies of a service have", () => {
    const sns = { Effect: "Allow", Principal: { AWS: "*" }, Action: ["SNS:Subscribe", "SNS:Receive"], Resource: "*" };
    expect(policy("aws_sns_topic_policy", "policy", sns)).toEqual([]);
    const logs = {
      Effect: "Allow",
      Principal: { Service: "es.amazonaws.com" },
      Action: ["logs:CreateLogStream", "logs:PutLogEvents", "logs:PutLogEventsBatch"],
      Resource: "arn:aws:logs:*",
    };
    expect(policy("aws_cloudwatch_log_resource_policy", "policy_document", logs)).toEqual([]);
  });

  it("name a transform of CloudFormation, and compare what a device of AWS IoT is", () => {
    const transform = {
      Effect: "Allow",
      Action: "cloudformation:CreateChangeSet",
      Resource: "arn:aws:cloudformation:us-east-1:aws:transform/Serverless-2016-10-31",
    };
    expect(policy("aws_iam_policy", "policy", transform)).toEqual([]);
    const device = {
      Effect: "Allow",
      Action: "iot:Connect",
      Resource: "arn:aws:iot:*:*:client/&{iot:Connection.Thing.ThingName}",
      Condition: { Bool: { "iot:Connection.Thing.IsAttached": ["true"] } },
    };
    expect(policy("aws_iot_policy", "policy", device)).toEqual([]);
  });

  it("name a service by its older or its newer name", () => {
    const statement = (action: string, service: string) => ({
      Effect: "Allow",
      Action: `${action}:UseConnection`,
      Resource: `arn:aws:${service}:us-east-1:123456789012:connection/x`,
    });
    expect(policy("aws_iam_policy", "policy", statement("codestar-connections", "codeconnections"))).toEqual([]);
    expect(policy("aws_iam_policy", "policy", statement("codestar-connections", "codebuild"))).toHaveLength(1);
  });

  it("compare a key that only AWS's own managed policies have", () => {
    const condition = { StringEquals: { "aws:PrincipalOrgMasterAccountId": "123456789012" } };
    const statement = { Effect: "Allow", Action: "iam:GetRole", Resource: "*", Condition: condition };
    expect(policy("aws_iam_policy", "policy", statement)).toEqual([]);
  });

  it.each(["", "{}"])("are taken away with %j", (text) => {
    expect(messagesOf(examineOne(examineIamPolicies, "aws_secretsmanager_secret", { policy: text }))).toEqual([]);
    expect(messagesOf(examineOne(examineIamPolicies, "aws_iam_policy", { policy: text }))).toHaveLength(1);
  });
});

describe("ARNs of partitions", () => {
  const resource = (arn: string) =>
    policy("aws_iam_policy", "policy", { Effect: "Allow", Action: "s3:GetObject", Resource: arn });

  it.each(["aws", "aws-cn", "aws-us-gov", "aws-iso-b", "aws-eusc", "*", "aws*", REFERENCE, "&{aws:x}"])(
    "are taken of %s",
    (partition) => {
      expect(resource(`arn:${partition}:s3:::b/*`)).toEqual([]);
    },
  );

  it("are refused of one that AWS does not have", () => {
    expect(resource("arn:was:s3:::b/*")).toEqual([
      [
        "test/thing, policy, statement 0: AWS has no partition was",
        '  got: "arn:was:s3:::b/*"',
        "  allowed: the closest are aws, aws-cn, aws-iso",
        "  do this: correct the ARN",
        "  source: botocore 1.44.5, data/partitions.json",
      ].join("\n"),
    ]);
  });
});

describe("documents in blocks", () => {
  it("may hold no statement of their own", () => {
    expect(blocks({ source_policy_documents: [REFERENCE] })).toEqual([]);
    expect(blocks({ dynamic: { statement: { for_each: REFERENCE, content: { actions: ["s3:Get*"] } } } })).toEqual([]);
    expect(blocks({ statement: REFERENCE })).toEqual([]);
  });

  it("may leave their words to the apply", () => {
    const principals = { type: REFERENCE, identifiers: REFERENCE };
    const condition = { test: REFERENCE, variable: `${REFERENCE}:sub`, values: REFERENCE };
    const statement = { effect: REFERENCE, actions: REFERENCE, resources: ["*"], principals, condition };
    expect(blocks({ version: REFERENCE, statement: [statement] })).toEqual([]);
  });

  it("may name principals and operators by any word, which is no reason to fail", () => {
    const condition = { test: "constructor", variable: "aws:username", values: ["a"] };
    const statement = { actions: ["s3:Get*"], principals: [{ type: "toString", identifiers: ["*"] }], condition };
    expect(blocks({ statement })).toEqual([
      expect.stringContaining("no principal of type toString"),
      expect.stringContaining("no condition operator constructor"),
    ]);
  });
});
