import { asList, isJsonRecord, type JsonRecord } from "../../../core/json";
import { exampleOf } from "../../example";
import { ofMade } from "../../made";
import { guardrail } from "../../rule";
import type { ResourceView } from "../../subjects/resource-view";
import { read } from "../../values";
import { fail, PASS, unknown } from "../../verdict";
import { itemsAt } from "../kubernetes/lists";

const TYPE = "aws_s3_bucket_lifecycle_configuration";

export const bucketLifecycle = guardrail({
  id: "cost/bucket-lifecycle",
  title: "Every bucket tidies up uploads that were never finished",
  severity: "low",
  why: "The parts of an upload that broke off are paid for and shown nowhere, for as long as the bucket exists.",
  fix: "add an aws_s3_bucket_lifecycle_configuration with abort_incomplete_multipart_upload, as every bucket of Palisade has",
  controls: { iso27001: ["A.8.10"] },
  aliases: ["CKV_AWS_300", "CKV2_AWS_61"],
  subject: "resource",
  types: ["aws_s3_bucket"],
  check: ofMade((bucket) => {
    const { found, undecided } = bucket.stack.references.belongingTo(bucket, [TYPE], "bucket", ["bucket"]);
    const answers = [...found.map(tidiesUp), tidiesUpItself(bucket.config)];
    if (answers.includes(true)) return PASS;
    const isOpen = answers.includes(undefined) || (found.length === 0 && undecided.length > 0);
    return isOpen
      ? unknown([], "what tidies the bucket up is not known before the apply")
      : fail([], `an ${TYPE} with abort_incomplete_multipart_upload`);
  }),
  examples: () => {
    const abort = { abort_incomplete_multipart_upload: { days_after_initiation: 7 } };
    const bucket = (says: string, lifecycle: object, config: object = {}) =>
      exampleOf(
        says,
        "aws_s3_bucket",
        { bucket: "logs", ...config },
        { aws_s3_bucket_lifecycle_configuration: { ...lifecycle } },
      );
    const rules = (rule: unknown, of = "$" + "{aws_s3_bucket.it.id}") => ({ it: { bucket: of, rule } });
    return {
      pass: [
        bucket("a rule", rules([{ status: "Enabled", ...abort }])),
        bucket("a rule among others", rules([{ status: "Enabled" }, { status: "Enabled", ...abort }])),
        bucket("a rule of a bucket by its name", rules({ status: "Enabled", ...abort }, "logs")),
        bucket(
          "a rule in the bucket itself",
          {},
          {
            lifecycle_rule: [{ enabled: true, abort_incomplete_multipart_upload_days: 7 }],
          },
        ),
      ],
      fail: [
        bucket("nothing", {}),
        bucket("a rule for something else", rules([{ status: "Enabled", expiration: { days: 30 } }])),
        bucket("a rule that is off", rules([{ status: "Disabled", ...abort }])),
        bucket("a rule of another bucket", rules([{ status: "Enabled", ...abort }], "other")),
        bucket("a rule for something else in the bucket itself", {}, { lifecycle_rule: [{ enabled: true }] }),
      ],
      unknown: [
        bucket("a rule of some bucket", rules([{ status: "Enabled", ...abort }], "$" + "{var.bucket}")),
        bucket("rules from elsewhere", rules("$" + "{var.rules}")),
      ],
      notApplicable: [
        exampleOf("a table", "aws_dynamodb_table", {}),
        { says: "a bucket that is read", stacks: { example: { data: { aws_s3_bucket: { it: {} } } } } },
      ],
    };
  },
});

function tidiesUp({ config }: ResourceView): boolean | undefined {
  return itemsAt(config, ["rule"])?.some(
    (rule) =>
      isJsonRecord(rule) &&
      rule["status"] === "Enabled" &&
      read(rule, ["abort_incomplete_multipart_upload"]).state !== "absent",
  );
}

/** Older configurations have their rules in the bucket itself. */
function tidiesUpItself(config: JsonRecord): boolean {
  return asList(config["lifecycle_rule"]).some(
    (rule) => isJsonRecord(rule) && "abort_incomplete_multipart_upload_days" in rule,
  );
}
