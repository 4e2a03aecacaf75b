import { asList, type JsonRecord, recordAt } from "../../../core/json";
import { example, examplePolicy } from "../../example";
import { ofMade } from "../../made";
import { guardrail, type RuleExample } from "../../rule";
import type { ResourceView } from "../../subjects/resource-view";
import type { StatementView } from "../../subjects/statement-view";
import { fail, on, PASS, unknown } from "../../verdict";
import { documentsOf } from "./bucket-policies";

const EXPECTED = "a statement that denies everything where aws:SecureTransport is false";

export const bucketTls = guardrail({
  id: "encryption/bucket-tls",
  title: "Every bucket refuses plain HTTP",
  severity: "medium",
  why: "S3 answers plain HTTP as well, and one wrong address is enough for objects to cross the network in clear.",
  fix: "deny s3:* to everyone where aws:SecureTransport is false, as PrivateBucket does",
  controls: { pci: ["1.2.5", "2.2.7", "4.2.1"], nist: ["SC-8", "SC-13"], cisAws: ["3.1.1"] },
  aliases: ["CKV_AWS_379", "AwsSolutions-S10"],
  subject: "resource",
  types: ["aws_s3_bucket"],
  check: ofMade((bucket) => {
    const { references } = bucket.stack;
    const { found, undecided } = references.belongingTo(bucket, ["aws_s3_bucket_policy"], "bucket", ["bucket"]);
    const [policy] = found;
    if (policy === undefined) return undecided.length > 0 ? unknown([]) : fail([], EXPECTED);
    const documents = documentsOf(policy);
    if (documents.some(({ statements }) => statements.some(refusesPlainHttp))) return PASS;
    const isReadable = documents.length > 0 && !documents.some(({ resource }) => isMadeOfOthers(resource));
    return on(policy, isReadable ? fail(["policy"], EXPECTED) : unknown(["policy"], "the policy cannot be read"));
  }),
  examples: () => ({
    pass: [
      bucketWith("a refusal", { policy: examplePolicy(refusal("false")) }),
      bucketWith("a refusal of a bucket by its name", { bucket: "b", policy: examplePolicy(refusal("false")) }),
      bucketWith("a refusal without quotes", { policy: examplePolicy(refusal(false, "bool")) }),
      bucketWith("a refusal in a list", { policy: examplePolicy(ALLOWED, refusal(["false"], "BoolIfExists")) }),
      bucketWith("a refusal in a document", BY_DOCUMENT, { aws_iam_policy_document: { it: blocks("false") } }),
    ],
    fail: [
      example("a bucket without a policy", { aws_s3_bucket: { it: { bucket: "b" } } }),
      bucketWith("a policy that only allows", { policy: examplePolicy(ALLOWED) }),
      bucketWith("a policy that allows plain HTTP", {
        policy: examplePolicy({ ...refusal("false"), Effect: "Allow" }),
      }),
      bucketWith("a policy that refuses TLS", { policy: examplePolicy(refusal("true")) }),
      bucketWith("a refusal of something else", {
        policy: examplePolicy({ ...refusal("false"), Condition: { Bool: { "aws:ViaAWSService": "false" } } }),
      }),
      bucketWith("a comparison of texts", { policy: examplePolicy(refusal("false", "StringEquals")) }),
      bucketWith("a document that refuses TLS", BY_DOCUMENT, { aws_iam_policy_document: { it: blocks("true") } }),
    ],
    unknown: [
      bucketWith("a policy that is given later", { policy: "$" + "{var.policy}" }),
      bucketWith("a policy of a bucket that is named later", { bucket: "$" + "{var.bucket}", policy: "{}" }),
      bucketWith("a document that others change", BY_DOCUMENT, {
        aws_iam_policy_document: { it: { ...blocks("true"), override_policy_documents: ["$" + "{var.policy}"] } },
      }),
      bucketWith("a document that is made of others", BY_DOCUMENT, {
        aws_iam_policy_document: { it: { ...blocks("true"), source_policy_documents: ["$" + "{var.policy}"] } },
      }),
    ],
  }),
});

const ALLOWED = { Effect: "Allow", Principal: { AWS: "111111111111" }, Action: "s3:GetObject", Resource: "*" };
const BY_DOCUMENT = { policy: "$" + "{data.aws_iam_policy_document.it.json}" };

function refusal(value: unknown, operator = "Bool"): JsonRecord {
  return {
    Effect: "Deny",
    Principal: "*",
    Action: "s3:*",
    Resource: "*",
    Condition: { [operator]: { "aws:SecureTransport": value } },
  };
}

function blocks(value: string): JsonRecord {
  const condition = [{ test: "Bool", variable: "aws:SecureTransport", values: [value] }];
  return { statement: [{ effect: "Deny", actions: ["s3:*"], resources: ["*"], condition }] };
}

function bucketWith(says: string, policy: JsonRecord, data = {}): RuleExample {
  const config = { bucket: "$" + "{aws_s3_bucket.it.id}", ...policy };
  return example(says, { aws_s3_bucket: { it: { bucket: "b" } }, aws_s3_bucket_policy: { it: config } }, data);
}

function isMadeOfOthers({ config }: ResourceView): boolean {
  return "source_policy_documents" in config || "override_policy_documents" in config;
}

function refusesPlainHttp({ allows, elements }: StatementView): boolean {
  const conditions = Object.entries(recordAt(elements, "Condition"));
  return (
    !allows && conditions.some(([operator, keys]) => /^bool(ifexists)?$/i.test(operator) && isFalse(recordAt(keys)))
  );
}

function isFalse(keys: JsonRecord): boolean {
  return Object.entries(keys).some(
    ([key, value]) => key.toLowerCase() === "aws:securetransport" && asList(value).map(String).includes("false"),
  );
}
