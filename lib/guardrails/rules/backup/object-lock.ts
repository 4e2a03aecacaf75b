import { exampleOf } from "../../example";
import { ofMade } from "../../made";
import { guardrail } from "../../rule";
import type { ResourceView } from "../../subjects/resource-view";
import { read } from "../../values";
import { fail, PASS, unknown } from "../../verdict";
import { isLocked } from "./kept-buckets";

const TYPE = "aws_s3_bucket_object_lock_configuration";

export const objectLock = guardrail({
  id: "backup/object-lock",
  title: "Nobody can remove audit logs and snapshots of secrets before their time",
  severity: "medium",
  why: "Who takes over an account removes its logs first, and its backups before asking for money.",
  fix: "use a LockedBucket, or set objectLockEnabled to true and add an aws_s3_bucket_object_lock_configuration",
  controls: { soc2: ["PI1.4", "CC7.4"], iso27001: ["A.8.10"], pci: ["10.3.4"] },
  aliases: ["CKV_AWS_143"],
  subject: "resource",
  types: ["aws_s3_bucket"],
  check: ofMade((bucket) => {
    if (!isLocked(bucket) || isOfConfiguration(bucket)) return undefined;
    const at = ["object_lock_enabled"];
    const own = read(bucket.config, at);
    if (own.state === "known" && own.value === true) return PASS;
    const { found, undecided } = bucket.stack.references.belongingTo(bucket, [TYPE], "bucket", ["bucket"]);
    if (found.length > 0) return PASS;
    return undecided.length > 0 || own.state === "unknown" ? unknown(at) : fail(at, "true");
  }),
  examples: () => {
    const bucket = (says: string, name: string, config: object, lock: object = {}) =>
      exampleOf(says, "aws_s3_bucket", { bucket: name, ...config }, { [TYPE]: { ...lock } });
    const on = { object_lock_enabled: true };
    return {
      pass: [
        bucket("a lock", "prod-audit", on),
        bucket("a lock beside it", "prod-audit", {}, { it: { bucket: "$" + "{aws_s3_bucket.it.id}" } }),
        bucket("a lock on a bucket by its name", "prod-audit", {}, { it: { bucket: "prod-audit" } }),
        bucket("a lock on snapshots of secrets", "prod-vault-snapshots", on),
      ],
      fail: [
        bucket("none on an audit log", "prod-audit", {}),
        bucket("none on a trail", "prod-cloudtrail", { object_lock_enabled: false }),
        bucket("none on snapshots of secrets", "prod-openbao-snapshots", {}),
        bucket("a lock of another bucket", "prod-audit", {}, { it: { bucket: "other" } }),
        exampleOf(
          "a trail beside the record of a configuration",
          "aws_s3_bucket",
          { bucket: "prod-audit" },
          {
            aws_config_delivery_channel: { it: { s3_bucket_name: "prod-audit" } },
            aws_cloudtrail: { it: { s3_bucket_name: "prod-audit" } },
          },
        ),
      ],
      unknown: [
        bucket("a lock of some bucket", "prod-audit", {}, { it: { bucket: "$" + "{var.bucket}" } }),
        bucket("a switch from elsewhere", "prod-audit", { object_lock_enabled: "$" + "{var.lock}" }),
      ],
      notApplicable: [
        bucket("snapshots of a chain", "prod-snapshots", {}),
        bucket("a bucket of Vault for something else", "prod-vault-pages", {}),
        bucket("the log of who read the audit log", "prod-audit-access-logs", {}),
        exampleOf(
          "the record of a configuration, which AWS Config delivers to no locked bucket",
          "aws_s3_bucket",
          { bucket: "prod-audit-history" },
          { aws_config_delivery_channel: { it: { s3_bucket_name: "$" + "{aws_s3_bucket.it.id}" } } },
        ),
        exampleOf(
          "the same by its name",
          "aws_s3_bucket",
          { bucket: "prod-audit-history" },
          { aws_config_delivery_channel: { it: { s3_bucket_name: "prod-audit-history" } } },
        ),
        {
          says: "a bucket that is read",
          stacks: { example: { data: { aws_s3_bucket: { it: { bucket: "audit" } } } } },
        },
      ],
    };
  },
});

/**
 * Whether AWS Config writes there, and no trail: where a lock is the default it does not deliver (AWS Config Developer
 * Guide, "Managing the delivery channel").
 */
function isOfConfiguration(bucket: ResourceView): boolean {
  const written = (type: string) =>
    bucket.stack.references.belongingTo(bucket, [type], "s3_bucket_name", ["bucket"]).found.length > 0;
  return written("aws_config_delivery_channel") && !written("aws_cloudtrail");
}
