import { example, exampleOf, examplePolicy } from "../../example";
import { guardrail } from "../../rule";
import { fail, holds } from "../../verdict";
import { CALLER_KEYS } from "./caller-keys";
import { requiresAny } from "./policy-conditions";
import { policyHolders } from "./policy-holders";
import { isEveryone, principalsOf } from "./principals";

/** Policies that only bound what goes through an endpoint, and repositories that are public by their kind. */
const EVERYONE_BY_DESIGN: readonly string[] = [
  "aws_vpc_endpoint",
  "aws_vpc_endpoint_policy",
  "aws_ecrpublic_repository_policy",
];

export const wildcardPrincipal = guardrail({
  id: "identity/wildcard-principal",
  title: "No policy of a resource or a role lets everyone in",
  severity: "critical",
  why: "A principal of * is every AWS account in the world: anyone can read the bucket, use the key or take the role.",
  fix: "name the accounts or roles, or require aws:PrincipalOrgID, aws:SourceAccount or aws:SourceVpce",
  controls: { soc2: ["CC6.1", "CC6.3"], iso27001: ["A.5.18", "A.8.2"], nist: ["AC-3", "AC-6"] },
  aliases: [
    ...["CKV_AWS_32", "CKV_AWS_33", "CKV_AWS_60", "CKV_AWS_70", "CKV_AWS_168", "CKV_AWS_169", "CKV_AWS_283"],
    ...["CKV_AWS_387", "AWS-0032"],
  ],
  subject: "statement",
  check: (statement) => {
    if (!statement.allows) return undefined;
    const principals = principalsOf(statement);
    if (principals.length === 0 || policyHolders(statement.policy, EVERYONE_BY_DESIGN).length > 0) return undefined;
    const isOpen = principals.some(isEveryone) && !requiresAny(statement, CALLER_KEYS);
    return holds(!isOpen, () => fail([], "principals by name, or a condition that only your own pass", "*"));
  },
  examples: () => {
    const bucket = (says: string, statement: object) =>
      exampleOf(says, "aws_s3_bucket_policy", {
        policy: examplePolicy({ Effect: "Allow", Action: "s3:GetObject", Resource: "arn:aws:s3:::b/*", ...statement }),
      });
    const conditioned = (says: string, Condition: object) => bucket(says, { Principal: "*", Condition });
    const blocks = { statement: [{ principals: [{ type: "*", identifiers: ["*"] }], actions: ["s3:*"] }] };
    const documents = { aws_iam_policy_document: { it: blocks } };
    return {
      pass: [
        bucket("one role", { Principal: { AWS: "arn:aws:iam::111111111111:role/reader" } }),
        bucket("a service", { Principal: { Service: "cloudtrail.amazonaws.com" } }),
        conditioned("everyone of an organisation", { StringEquals: { "aws:PrincipalOrgID": "o-1" } }),
        conditioned("everyone through an endpoint", { StringLike: { "AWS:SourceVpce": ["vpce-1"] } }),
        conditioned("everyone from a network", { IpAddress: { "aws:SourceIp": "203.0.113.0/24" } }),
        conditioned("one of several accounts", { "ForAnyValue:StringEquals": { "aws:PrincipalAccount": "1" } }),
      ],
      fail: [
        bucket("everyone", { Principal: "*" }),
        bucket("every account", { Principal: { AWS: ["arn:aws:iam::111111111111:root", "*"] } }),
        conditioned("everyone over TLS", { Bool: { "aws:SecureTransport": "true" } }),
        conditioned("everyone but one account", { StringNotEquals: { "aws:PrincipalAccount": "1" } }),
        conditioned("who has no such key", { StringEqualsIfExists: { "aws:PrincipalOrgID": "o-1" } }),
        conditioned("all of no values", { "ForAllValues:StringEquals": { "aws:PrincipalOrgID": "o-1" } }),
        conditioned("any organisation", { StringLike: { "aws:PrincipalOrgID": "*" } }),
        conditioned("the whole internet", { IpAddress: { "aws:SourceIp": ["203.0.113.0/24", "0.0.0.0/0"] } }),
        conditioned("the other whole internet", { IpAddress: { "aws:SourceIp": "::/0" } }),
        exampleOf("a role that everyone may take", "aws_iam_role", {
          assume_role_policy: examplePolicy({ Effect: "Allow", Principal: { AWS: "*" }, Action: "sts:AssumeRole" }),
        }),
        exampleOf("a key that everyone may use", "aws_kms_key", {
          policy: examplePolicy({ Effect: "Allow", Principal: { AWS: "*" }, Action: "kms:*", Resource: "*" }),
        }),
        example("a document for a bucket", { aws_s3_bucket_policy: { it: { policy: DOCUMENT } } }, documents),
      ],
      notApplicable: [
        bucket("a denial", { Effect: "Deny", Principal: "*" }),
        exampleOf("the policy of an endpoint", "aws_vpc_endpoint", {
          policy: examplePolicy({ Effect: "Allow", Principal: "*", Action: "*", Resource: "*" }),
        }),
        exampleOf("a public repository of images", "aws_ecrpublic_repository_policy", {
          policy: examplePolicy({ Effect: "Allow", Principal: "*", Action: "ecr-public:DescribeImages" }),
        }),
        example("a document for an endpoint", { aws_vpc_endpoint_policy: { it: { policy: DOCUMENT } } }, documents),
        example("a document that nobody here uses", {}, { aws_iam_policy_document: { it: { statement: [] } } }),
        exampleOf("a policy of a role", "aws_iam_policy", {
          policy: examplePolicy({ Effect: "Allow", Action: "s3:GetObject", Resource: "arn:aws:s3:::b/*" }),
        }),
      ],
    };
  },
});

const DOCUMENT = "$" + "{data.aws_iam_policy_document.it.json}";
