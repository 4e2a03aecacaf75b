import { example } from "../../example";
import { ofMade } from "../../made";
import { guardrail } from "../../rule";
import type { ResourceView } from "../../subjects/resource-view";
import { read } from "../../values";
import { fail, PASS, unknown } from "../../verdict";

const LOGGING = "aws_s3_bucket_logging";

/** What writes a record of its account into a bucket, and the argument that names the bucket. */
const WRITERS = { aws_cloudtrail: "s3_bucket_name", aws_config_delivery_channel: "s3_bucket_name" } as const;

/** What a bucket says of itself when it holds states. */
const STATE_LABEL = "palisade.dev/kind";

export const bucketAccessLog = guardrail({
  id: "logging/bucket-access-log",
  title: "Every bucket of states or of audit logs records who reads it",
  severity: "low",
  why: "States and audit logs tell an intruder everything, and without this record nobody learns that they were read.",
  fix: "add an aws_s3_bucket_logging to another bucket; a StateBucket has one",
  aliases: ["CKV_AWS_18", "AWS-0089", "AwsSolutions-S1"],
  subject: "resource",
  types: ["aws_s3_bucket"],
  check: ofMade((bucket) => {
    const { references } = bucket.stack;
    if (references.belongingTo(bucket, [LOGGING], "target_bucket", ["bucket"]).found.length > 0) return undefined;
    if (!holdsStates(bucket) && !holdsAudit(bucket)) return undefined;
    if (bucket.config["logging"] !== undefined) return PASS;
    const { found, undecided } = references.belongingTo(bucket, [LOGGING], "bucket", ["bucket"]);
    if (found.length > 0) return PASS;
    return undecided.length > 0 ? unknown([]) : fail([], `an ${LOGGING}`);
  }),
  examples: () => {
    const state = { bucket: "it-tfstate", tags: { [STATE_LABEL]: "state" } };
    const other = { bucket: "it-logs", tags: { [STATE_LABEL]: "state" } };
    const logging = (bucket: string, target_bucket = "it-logs") => ({ [LOGGING]: { it: { bucket, target_bucket } } });
    const trail = { aws_cloudtrail: { it: { s3_bucket_name: "it-audit" } } };
    const channel = { aws_config_delivery_channel: { it: { s3_bucket_name: "$" + "{aws_s3_bucket.it.id}" } } };
    return {
      pass: [
        example("a bucket of states with a record", {
          aws_s3_bucket: { it: state, log: other },
          ...logging("$" + "{aws_s3_bucket.it.id}"),
        }),
        example("a record of the bucket by its name", { aws_s3_bucket: { it: state }, ...logging("it-tfstate") }),
        example("an older way to say so", { aws_s3_bucket: { it: { ...state, logging: [{ target_bucket: "x" }] } } }),
      ],
      fail: [
        example("a bucket of states without", { aws_s3_bucket: { it: state } }),
        example("the bucket of a trail without", { aws_s3_bucket: { it: { bucket: "it-audit" } }, ...trail }),
        example("the bucket of a recorder without", { aws_s3_bucket: { it: { bucket: "it" } }, ...channel }),
        example("a record of another bucket", { aws_s3_bucket: { it: state }, ...logging("another") }),
      ],
      unknown: [
        example("a record of what is named later", { aws_s3_bucket: { it: state }, ...logging("$" + "{var.bucket}") }),
      ],
      notApplicable: [
        example("a bucket of another kind", {
          aws_s3_bucket: { it: { bucket: "it", tags: { [STATE_LABEL]: "snapshots", of: "state" } } },
        }),
        example("a bucket whose kind is named later", {
          aws_s3_bucket: { it: { bucket: "it", tags: { [STATE_LABEL]: "$" + "{var.kind}" } } },
        }),
        example("a bucket of something else", { aws_s3_bucket: { it: { bucket: "it-assets" } }, ...trail }),
        example("the bucket of the records", { aws_s3_bucket: { it: other }, ...logging("another") }),
        example("a bucket that is read", {}, { aws_s3_bucket: { it: { bucket: "it-audit" } } }),
      ],
    };
  },
});

function holdsStates({ config }: ResourceView): boolean {
  const kind = read(config, ["tags", STATE_LABEL]);
  return kind.state === "known" && kind.value === "state";
}

function holdsAudit(bucket: ResourceView): boolean {
  const { references } = bucket.stack;
  return Object.entries(WRITERS).some(
    ([type, argument]) => references.belongingTo(bucket, [type], argument, ["bucket"]).found.length > 0,
  );
}
