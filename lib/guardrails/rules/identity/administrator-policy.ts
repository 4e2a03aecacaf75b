import type { JsonRecord } from "../../../core/json";
import { REFERENCE } from "../../../truth/terraform-text";
import { type ExampleResources, example, exampleOf, examplePolicy, exampleStatements } from "../../example";
import { guardrail, type RuleExample } from "../../rule";
import { fail, PASS, unknown } from "../../verdict";
import { isEveryAction, isEveryService, isGrant, wholeServicesOf } from "./grants";

export const administratorPolicy = guardrail({
  id: "identity/administrator-policy",
  title: "No policy allows every action on everything, or on every role",
  severity: "critical",
  why: "Whoever gets hold of such a role owns the account, and with it every key and every log.",
  fix: "name the actions that are used, and the resources they are used on",
  controls: { soc2: ["CC6.3", "CC1.3"], iso27001: ["A.5.18", "A.8.2"], nist: ["AC-3", "AC-6"] },
  aliases: ["CKV_AWS_1", "CKV_AWS_49", "CKV_AWS_62", "CKV_AWS_63", "AWS-0057", "AwsSolutions-IAM5"],
  subject: "statement",
  check: (statement) => {
    if (!isGrant(statement)) return undefined;
    const { actions, resources } = statement;
    const isOnAll = resources.some(isEveryService);
    // Whoever may do everything with every role makes itself what the strongest of them is.
    const isAdministrator = (isOnAll && actions.some(isEveryAction)) || wholeServicesOf(statement).includes("iam");
    if (isAdministrator) return fail([], "actions by name, on resources by name", actions);
    const isOpen = isOnAll && actions.some((action) => action === REFERENCE);
    return isOpen ? unknown([]) : PASS;
  },
  examples: () => ({
    pass: [
      exampleStatements("one action", { Effect: "Allow", Action: "s3:GetObject", Resource: "arn:aws:s3:::b/*" }),
      exampleStatements("everything of one service", { Effect: "Allow", Action: "s3:*", Resource: "*" }),
      exampleStatements("everything on what is S3's", { Effect: "Allow", Action: "*", Resource: "arn:aws:s3:::*" }),
      exampleStatements("everything on one role", {
        Effect: "Allow",
        Action: "*",
        Resource: "arn:aws:iam::111111111111:role/app",
      }),
    ],
    fail: [
      exampleStatements("everything on everything", { Effect: "Allow", Action: "*", Resource: "*" }),
      exampleStatements("the same in lists", { Effect: "Allow", Action: ["*"], Resource: ["*"] }),
      exampleStatements("every action of every service", { Effect: "Allow", Action: "*:*", Resource: "*" }),
      ...["arn:aws:*:*:*:*", "arn:*:*:*:*:*:*", "arn:aws:*:*:111111111111:*", "arn:*"].map((Resource) =>
        exampleStatements(`everything on ${Resource}`, { Effect: "Allow", Action: "*", Resource }),
      ),
      exampleStatements("everything on every role", {
        Effect: "Allow",
        Action: "*",
        Resource: "arn:aws:iam::111111111111:role/*",
      }),
      boundary("a boundary that somebody also holds", { aws_iam_role_policy_attachment: { it: { policy_arn: ARN } } }),
      boundary("a boundary that a role holds", { aws_iam_role: { it: { managed_policy_arns: [ARN] } } }),
    ],
    unknown: [
      exampleStatements("an action from elsewhere", { Effect: "Allow", Action: "$" + "{var.a}", Resource: "*" }),
    ],
    notApplicable: [
      exampleStatements("a denial of everything", { Effect: "Deny", Action: "*", Resource: "*" }),
      exampleOf("the policy of a key", "aws_kms_key", {
        policy: examplePolicy({
          Effect: "Allow",
          Action: "*",
          Resource: "*",
          Principal: { AWS: "arn:aws:iam::1:root" },
        }),
      }),
      exampleOf("a bound of an organisation", "aws_organizations_policy", {
        content: examplePolicy({ Effect: "Allow", Action: "*", Resource: "*" }),
      }),
      example(
        "a document that bounds an organisation",
        { aws_organizations_policy: { it: { content: "$" + "{data.aws_iam_policy_document.it.json}" } } },
        { aws_iam_policy_document: { it: { statement: [{ actions: ["*"], resources: ["*"] }] } } },
      ),
      exampleOf("a bound of an endpoint", "aws_vpc_endpoint", {
        policy: examplePolicy({ Effect: "Allow", Action: "*", Resource: "*" }),
      }),
      boundary("a permissions boundary", { aws_iam_role: { it: { permissions_boundary: ARN } } }),
      boundary("a permissions boundary for others", {}, { name_prefix: "acme-Boundary-" }),
    ],
  }),
});

const ARN = "$" + "{aws_iam_policy.it.arn}";

/** A policy that allows everything, beside what it bounds. */
function boundary(says: string, others: ExampleResources, more: JsonRecord = {}): RuleExample {
  const policy = examplePolicy({ Effect: "Allow", Action: "*", Resource: "*" });
  return exampleOf(says, "aws_iam_policy", { policy, ...more }, others);
}
