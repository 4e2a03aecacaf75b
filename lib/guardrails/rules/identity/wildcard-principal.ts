import { recordAt } from "../../../core/json";
import { example, exampleOf, examplePolicy } from "../../example";
import { guardrail } from "../../rule";
import type { ResourceView } from "../../subjects/resource-view";
import type { StatementView } from "../../subjects/statement-view";
import { read } from "../../values";
import { fail, holds } from "../../verdict";
import { CALLER_KEYS } from "./caller-keys";
import { requiresAny } from "./policy-conditions";
import { policyHolders } from "./policy-holders";
import { areCovered } from "./policy-patterns";
import { isEveryone, principalsOf } from "./principals";

/**
 * Policies that only bound what goes through an endpoint, and repositories that are public by their kind. Whom an API
 * asks who is calling its methods say, which another rule is about.
 */
const EVERYONE_BY_DESIGN: readonly string[] = [
  ...["aws_vpc_endpoint", "aws_vpc_endpoint_policy", "aws_ecrpublic_repository_policy"],
  ...["aws_api_gateway_rest_api", "aws_api_gateway_rest_api_policy"],
];

/** Search domains, and their policies. */
const SEARCH_DOMAINS: readonly string[] = [
  ...["aws_opensearch_domain", "aws_elasticsearch_domain"],
  ...["aws_opensearch_domain_policy", "aws_elasticsearch_domain_policy"],
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
    const isOpen =
      principals.some(isEveryone) && !requiresAny(statement, CALLER_KEYS) && !isDeniedToStrangers(statement);
    if (isOpen && policyHolders(statement.policy, SEARCH_DOMAINS).some(asksByItself)) return undefined;
    return holds(!isOpen, () => fail([], "principals by name, or a condition that only your own pass", "*"));
  },
  examples: () => {
    const bucket = (says: string, statement: object) =>
      exampleOf(says, "aws_s3_bucket_policy", {
        policy: examplePolicy({ Effect: "Allow", Action: "s3:GetObject", Resource: "arn:aws:s3:::b/*", ...statement }),
      });
    const conditioned = (says: string, Condition: object) => bucket(says, { Principal: "*", Condition });
    const guarded = (says: string, Condition: object, more: object = {}, Action = "s3:GetObject") =>
      exampleOf(says, "aws_s3_bucket_policy", {
        policy: examplePolicy(
          { Effect: "Allow", Principal: "*", Action, Resource: "arn:aws:s3:::b/*" },
          { Effect: "Deny", Principal: "*", Action: "s3:*", Resource: "arn:aws:s3:::b/*", Condition, ...more },
        ),
      });
    const search = (says: string, more: object) =>
      exampleOf(says, "aws_opensearch_domain", { domain_name: "d", access_policies: SEARCHING, ...more });
    const blocks = { statement: [{ principals: [{ type: "*", identifiers: ["*"] }], actions: ["s3:*"] }] };
    const documents = { aws_iam_policy_document: { it: blocks } };
    return {
      pass: [
        bucket("one role", { Principal: { AWS: "arn:aws:iam::111111111111:role/reader" } }),
        bucket("a service", { Principal: { Service: "cloudtrail.amazonaws.com" } }),
        conditioned("everyone of an organisation", { StringEquals: { "aws:PrincipalOrgID": "o-1" } }),
        conditioned("everyone through an endpoint", { StringLike: { "AWS:SourceVpce": ["vpce-1"] } }),
        conditioned("everyone from a network", { IpAddress: { "aws:SourceIp": "203.0.113.0/24" } }),
        guarded("everyone, with a denial for strangers", { StringNotEquals: { "aws:SourceVpce": "vpce-1" } }),
        guarded("everyone, whatever is asked for", { StringNotLike: { "aws:SourceVpce": "v" } }, { Action: "*" }),
        guarded("the same by address", { NotIpAddress: { "aws:SourceIp": "203.0.113.0/24" } }),
        conditioned("one of several accounts", { "ForAnyValue:StringEquals": { "aws:PrincipalAccount": "1" } }),
      ],
      fail: [
        bucket("everyone", { Principal: "*" }),
        bucket("every account", { Principal: { AWS: ["arn:aws:iam::111111111111:root", "*"] } }),
        guarded("everyone, with a denial of plain HTTP", { StringNotEquals: { "aws:SecureTransport": "true" } }),
        guarded("everyone, with a denial for one's own", { StringEquals: { "aws:SourceVpce": "vpce-1" } }),
        guarded(
          "a denial of something else",
          { StringNotEquals: { "aws:SourceVpce": "vpce-1" } },
          { Action: "s3:Put*" },
        ),
        guarded(
          "one that is denied nothing",
          { StringNotEquals: { "aws:SourceVpce": "v" } },
          { Principal: { AWS: "1" } },
        ),
        guarded("one that is allowed twice", { StringNotEquals: { "aws:SourceVpce": "v" } }, { Effect: "Allow" }),
        search("a search domain that asks nobody", { advanced_security_options: [{ enabled: false }] }),
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
        search("a search domain that asks by itself", { advanced_security_options: [{ enabled: true }] }),
        example("the same beside its policy", {
          aws_opensearch_domain: { it: { domain_name: "d", advanced_security_options: [{ enabled: true }] } },
          aws_opensearch_domain_policy: { it: { domain_name: DOMAIN, access_policies: SEARCHING } },
        }),
        exampleOf("the policy of an API", "aws_api_gateway_rest_api_policy", {
          policy: examplePolicy({ Effect: "Allow", Principal: "*", Action: "execute-api:Invoke", Resource: "*" }),
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
const DOMAIN = "$" + "{aws_opensearch_domain.it.domain_name}";
const SEARCHING = examplePolicy({ Effect: "Allow", Principal: { AWS: "*" }, Action: "es:ESHttp*", Resource: "*" });

/** Comparisons that come out true for those who have another value, or none. */
const OTHERS = /^(StringNot(Equals|EqualsIgnoreCase|Like)|ArnNot(Equals|Like)|NotIpAddress)(IfExists)?$/i;

/** Whether another statement of the policy denies all that this one allows to everyone but one's own. */
function isDeniedToStrangers({ policy, actions, resources }: StatementView): boolean {
  return policy.statements.some(
    (other) =>
      !other.allows &&
      principalsOf(other).some(isEveryone) &&
      areCovered(actions, other.actions) &&
      areCovered(resources, other.resources) &&
      Object.entries(recordAt(other.elements, "Condition")).some(
        ([operator, keys]) =>
          OTHERS.test(operator) && Object.keys(Object(keys)).some((key) => CALLER_KEYS.includes(key.toLowerCase())),
      ),
  );
}

/** Whether a search domain asks everyone for a user of its own (OpenSearch Service, "Fine-grained access control"). */
function asksByItself(holder: ResourceView): boolean {
  const domains = [holder, ...holder.stack.references.from(holder.raw["domain_name"])];
  return domains.some(({ config }) => {
    const asks = read(config, ["advanced_security_options", "enabled"]);
    return asks.state === "known" && asks.value === true;
  });
}
