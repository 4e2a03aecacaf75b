import fc from "fast-check";
import { examineStack } from "../../../../lib/truth";
import { iamService, iamServicePrefixes } from "../../../../lib/truth/aws/iam-data";
import { examineIamPolicies } from "../../../../lib/truth/aws/iam-policies";
import { synthEnvironments } from "../../../support/environments";
import { examineOne, messagesOf, warningsOf } from "./support/examine";
import { examined, reference, type Statement } from "./support/statements";

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
          Resource: arn?.replace(/\$\{Partition\}/, "aws").replaceAll(/\$\{[^}]*\}/g, "x") ?? "*",
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
