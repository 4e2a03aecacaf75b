import { REFERENCE } from "../../../truth/terraform-text";
import { example, exampleOf, examplePolicy } from "../../example";
import { guardrail } from "../../rule";
import type { StatementView } from "../../subjects/statement-view";
import { fail, holds } from "../../verdict";
import { SOURCE_KEYS } from "./caller-keys";
import { conditionsOf, requiresAny } from "./policy-conditions";
import { POLICY_DOCUMENT, policyHolders } from "./policy-holders";
import { principalsOf } from "./principals";

/** Resources whose policies let services of AWS in. */
const TYPES: readonly string[] = [
  ...["aws_s3_bucket_policy", "aws_s3_bucket", "aws_sns_topic_policy", "aws_sns_topic", "aws_sqs_queue_policy"],
  ...["aws_sqs_queue", "aws_kms_key", "aws_kms_key_policy", "aws_secretsmanager_secret_policy"],
];

export const confusedDeputy = guardrail({
  id: "identity/confused-deputy",
  title: "A service of AWS is let in on behalf of one's own account only",
  severity: "medium",
  why: "The service calls for all its customers: another account makes it write into your queue, or use your key.",
  fix: "require aws:SourceArn, or aws:SourceAccount where the source has no ARN",
  controls: { soc2: ["CC6.1", "CC6.3"], iso27001: ["A.5.18", "A.8.2"], nist: ["AC-3", "AC-6"] },
  source: 'IAM User Guide, "The confused deputy problem"',
  subject: "statement",
  types: [...TYPES, POLICY_DOCUMENT],
  check: (statement) => {
    const isOfService = statement.allows && principalsOf(statement).some(({ type }) => type === "Service");
    if (!isOfService || policyHolders(statement.policy, TYPES).length === 0) return undefined;
    const isBound = requiresAny(statement, SOURCE_KEYS) || requiresContext(statement) || writesForOneAccount(statement);
    return holds(isBound, () =>
      fail(
        [],
        "a condition on aws:SourceArn or aws:SourceAccount",
        principalsOf(statement).map(({ name }) => name),
      ),
    );
  },
  examples: () => {
    const queue = (says: string, statement: object) =>
      exampleOf(says, "aws_sqs_queue_policy", {
        policy: examplePolicy({
          Effect: "Allow",
          Principal: { Service: "events.amazonaws.com" },
          Action: "sqs:SendMessage",
          Resource: "arn:aws:sqs:eu-central-1:111111111111:q",
          ...statement,
        }),
      });
    const logs = (says: string, Resource: readonly string[]) =>
      exampleOf(says, "aws_s3_bucket_policy", {
        policy: examplePolicy({
          Effect: "Allow",
          Principal: { Service: "logdelivery.elasticloadbalancing.amazonaws.com" },
          Action: "s3:PutObject",
          Resource,
        }),
      });
    const key = (says: string, Condition: object) =>
      exampleOf(says, "aws_kms_key", {
        policy: examplePolicy({
          Effect: "Allow",
          Principal: { Service: "cloudtrail.amazonaws.com" },
          Action: "kms:GenerateDataKey*",
          Resource: "*",
          Condition,
        }),
      });
    const principals = [{ type: "Service", identifiers: ["s3.amazonaws.com"] }];
    const documents = { aws_iam_policy_document: { it: { statement: [{ actions: ["sns:Publish"], principals }] } } };
    return {
      pass: [
        queue("one rule", { Condition: { ArnEquals: { "aws:SourceArn": "arn:aws:events:eu-central-1:1:rule/r" } } }),
        queue("one account", { Condition: { StringEquals: { "AWS:SourceAccount": "111111111111" } } }),
        logs("one account's folder", ["arn:aws:s3:::b/web/AWSLogs/111111111111/*"]),
        logs("the folder of an account from elsewhere", ["arn:aws:s3:::b/AWSLogs/$" + "{local.account}/*"]),
        key("a key for one's own trail", {
          StringLike: { "kms:EncryptionContext:aws:cloudtrail:arn": "arn:aws:x:*:1:y" },
        }),
        queue("a source that is not known yet", { Condition: { ArnLike: { "aws:SourceArn": "$" + "{aws_x.y.arn}" } } }),
      ],
      fail: [
        queue("any account", {}),
        example("a document", { aws_sns_topic_policy: { it: { policy: DOCUMENT } } }, documents),
        queue("any account over TLS", { Condition: { Bool: { "aws:SecureTransport": "true" } } }),
        queue("any source", { Condition: { ArnLike: { "aws:SourceArn": "*" } } }),
        logs("everybody's folders", ["arn:aws:s3:::b/AWSLogs/*"]),
        logs("one account's folder among others", ["arn:aws:s3:::b/AWSLogs/111111111111/*", "arn:aws:s3:::b/*"]),
        logs("no folder", []),
        key("a key for any trail", { StringLike: { "kms:EncryptionContext:aws:cloudtrail:arn": "*" } }),
        key("a key over TLS", { Bool: { "aws:SecureTransport": "true" } }),
        exampleOf("a key for logs of anyone", "aws_kms_key", {
          policy: examplePolicy({
            Effect: "Allow",
            Principal: { AWS: "arn:aws:iam::111111111111:root", Service: "logs.eu-central-1.amazonaws.com" },
            Action: "kms:Decrypt",
            Resource: "*",
          }),
        }),
      ],
      notApplicable: [
        example("a document for a role", { aws_iam_role: { it: { assume_role_policy: DOCUMENT } } }, documents),

        queue("a role", { Principal: { AWS: "arn:aws:iam::111111111111:role/app" } }),
        queue("a denial", { Effect: "Deny" }),
        exampleOf("the trust of a role", "aws_iam_role", {
          assume_role_policy: examplePolicy({
            Effect: "Allow",
            Principal: { Service: "ec2.amazonaws.com" },
            Action: "sts:AssumeRole",
          }),
        }),
      ],
    };
  },
});

const DOCUMENT = "$" + "{data.aws_iam_policy_document.it.json}";

/** A key that is only used for what a service says it is for, which names the account. Source: the services' user guides. */
function requiresContext(statement: StatementView): boolean {
  const keys = conditionsOf(statement).filter(({ key }) => key.startsWith("kms:encryptioncontext:"));
  return keys.some(({ values }) => !values.includes("*"));
}

/** Where a service writes logs, the folder has the number of the account they are of (Elastic Load Balancing user guide). */
const FOLDER_OF_ACCOUNT = new RegExp(`/AWSLogs/(\\d{12}|${REFERENCE})/`);

function writesForOneAccount({ resources }: StatementView): boolean {
  return resources.length > 0 && resources.every((resource) => FOLDER_OF_ACCOUNT.test(resource));
}
