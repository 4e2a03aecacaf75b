import { examineIamPolicies } from "../../../../lib/truth/aws/iam-policies";
import { examineOne, messagesOf } from "./support/examine";
import { examined, policy, reference, template } from "./support/statements";

describe("what a wildcard stands for is noted", () => {
  it("action by action", () => {
    expect(examined({ Sid: "Use", Action: "kms:ReEncrypt*", Resource: "*" }).notes).toEqual([
      {
        where: "test/thing, policy, statement Use",
        what: "kms:ReEncrypt* stands for 2 actions",
        lines: ["kms:ReEncryptFrom", "kms:ReEncryptTo"],
      },
    ]);
  });

  it("for NotAction as well, whose names are checked too", () => {
    const { notes } = examined({ NotAction: ["iam:GetRole", "sts:*Token"], Resource: "*" });
    expect(notes.map(({ what }) => what)).toEqual([
      "every action but iam:GetRole stands for 1 action",
      expect.stringMatching(/^every action but sts:\*Token stands for \d actions$/),
    ]);
    expect(messagesOf(examined({ NotAction: ["iam:GetRoll"], Resource: "*" }))).toHaveLength(1);
  });

  it("for everything", () => {
    expect(examined({ Action: "*", Resource: "*" }).notes.map(({ what }) => what)).toEqual([
      "* stands for every action of every service",
    ]);
  });
});

describe("where policies are found", () => {
  const wrong = policy({ Action: "eks:DescribeKluster", Resource: "*" });

  it.each([
    ["aws_iam_role", { inline_policy: [{ policy: wrong }] }, "inline_policy[0].policy"],
    ["aws_opensearch_domain", { access_policies: wrong }, "access_policies"],
    ["aws_type_of_tomorrow", { nested: { text: wrong } }, "nested.text"],
  ])("in %s %#", (type, config, argument) => {
    expect(messagesOf(examineOne(examineIamPolicies, type, config))).toEqual([
      expect.stringContaining(`test/thing, ${argument}, statement 0: IAM of`),
    ]);
  });

  it("in the blocks of a data source, whose variables are written with another sign", () => {
    const statement = {
      sid: "One",
      actions: ["eks:DescribeKluster", "s3:GetObject"],
      resources: ["arn:aws:s3:::home/&{aws:username}/*"],
      principals: [{ type: "Service", identifiers: ["ec2.amazonaws.com"] }],
      condition: [{ test: "StringEquals", variable: "aws:SourceAcount", values: ["1"] }],
    };
    const found = examineOne(examineIamPolicies, "aws_iam_policy_document", { statement }, "data");
    expect(messagesOf(found).map((message) => message.split("\n")[0])).toEqual([
      "test/thing, statement, statement One: IAM of 2026-09-26 has no action eks:DescribeKluster",
      "test/thing, statement, statement One: IAM of 2026-09-26 has no condition key aws:SourceAcount",
    ]);
  });

  it("not in other JSON, other providers, or a text that is not known yet", () => {
    for (const [type, config] of [
      ["aws_ssm_parameter", { value: JSON.stringify({ Statement: [{ text: "of an account" }] }) }],
      ["aws_ssm_parameter", { value: "A Statement" }],
      ["vault_policy", { policy: wrong }],
      ["aws_iam_role_policy", { policy: reference("data.aws_iam_policy_document.one.json") }],
    ] as const) {
      const found = examineOne(examineIamPolicies, type, config);
      expect([found.problems, found.facts]).toEqual([[], []]);
    }
  });

  it("in what Terraform makes of data that is known", () => {
    const statement = `{"Effect" = "Allow", "Action" = "s3:GetObjekt", "Resource" = "${reference("aws_s3_bucket.b.arn")}/*"}`;
    const data = `{"Version" = "2012-10-17", "Statement" = [${statement}]}`;
    const found = examineOne(examineIamPolicies, "aws_iam_policy", { policy: reference(`jsonencode(${data})`) });
    expect(found.problems).toMatchObject([{ where: "test/thing, policy, statement 0", got: "s3:GetObjekt" }]);
  });

  it("but a text that Terraform makes is counted as not checked", () => {
    const found = examineOne(examineIamPolicies, "aws_iam_policy", { policy: reference("jsonencode(local.policy)") });
    expect(found.facts).toEqual([
      {
        kind: "IAM name",
        of: "AWS IAM 2026-09-26 (iam-data 0.21.202609261)",
        name: "aws_iam_policy.thing.policy",
        checked: false,
      },
    ]);
  });
});

it("names become facts of AWS's service reference", () => {
  const Condition = { ArnEquals: { "aws:SourceArn": "x" }, StringEquals: { "aws:ResourceTag/team": "a" } };
  const { facts } = examined({ Action: "s3:ListBucket", Resource: "arn:aws:s3:::bucket", Condition });
  expect(facts.map(({ of, name, checked }) => `${of}: ${name}${checked ? "" : ", not checked"}`)).toEqual([
    "AWS IAM 2026-09-26 (iam-data 0.21.202609261): action s3:ListBucket",
    "AWS IAM 2026-09-26 (iam-data 0.21.202609261): resource type s3:bucket",
    "IAM policy language 2012-10-17: condition operator ArnEquals",
    "IAM policy language 2012-10-17: condition operator StringEquals",
    "AWS IAM 2026-09-26 (iam-data 0.21.202609261): condition key aws:SourceArn",
    template("AWS IAM 2026-09-26 (iam-data 0.21.202609261): condition key aws:ResourceTag/<TagKey>"),
  ]);
});
