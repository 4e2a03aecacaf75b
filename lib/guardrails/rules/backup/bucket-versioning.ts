import { exampleOf } from "../../example";
import { ofMade } from "../../made";
import { guardrail } from "../../rule";
import type { ResourceView } from "../../subjects/resource-view";
import { read } from "../../values";
import { fail, type Judgement, PASS, unknown } from "../../verdict";
import { isKept } from "./kept-buckets";

const TYPE = "aws_s3_bucket_versioning";

export const bucketVersioning = guardrail({
  id: "backup/bucket-versioning",
  title: "A bucket of states, backups, snapshots or audit logs keeps old versions",
  severity: "medium",
  why: "Whatever overwrites or deletes an object there, a program or a thief, leaves nothing to go back to.",
  fix: "use a StateBucket or a LockedBucket, or add an aws_s3_bucket_versioning that is Enabled",
  controls: { soc2: ["CC7.4", "PI1.4"], iso27001: ["A.8.10"], pci: ["10.3.4"] },
  aliases: ["CKV_AWS_21", "AWS-0090"],
  subject: "resource",
  types: ["aws_s3_bucket"],
  check: ofMade((bucket) => {
    if (!isKept(bucket)) return undefined;
    const inBucket = read(bucket.config, ["versioning", "enabled"]);
    return inBucket.state === "known" && inBucket.value === true ? PASS : judge(bucket);
  }),
  examples: () => {
    const bucket = (says: string, name: string, versioning: object, more: object = {}) =>
      exampleOf(says, "aws_s3_bucket", { bucket: name, ...more }, { aws_s3_bucket_versioning: { ...versioning } });
    const versions = (status: string, of = "$" + "{aws_s3_bucket.it.id}") => ({
      it: { bucket: of, versioning_configuration: { status } },
    });
    return {
      pass: [
        bucket("versions", "prod-states", versions("Enabled")),
        bucket("versions of a bucket by its name", "prod-audit", versions("Enabled", "prod-audit")),
        bucket("versions in the bucket itself", "prod-backups", {}, { versioning: { enabled: true } }),
      ],
      fail: [
        bucket("none", "prod-audit-logs", {}),
        bucket("none, under a name in capitals", "prodTfState", {}, { tags: { Name: "CloudTrail" } }),
        bucket("none, by its tag", "prod", {}, { tags: { "palisade.dev/kind": "audit" } }),
        bucket("none any more", "prod-snapshots", versions("Suspended")),
        bucket("none in the bucket itself", "prod-backups", {}, { versioning: { enabled: false } }),
        bucket("versions of another", "prod-snapshots", versions("Enabled", "other")),
      ],
      unknown: [
        bucket("versions of some bucket", "prod-states", versions("Enabled", "$" + "{var.bucket}")),
        bucket("versions from elsewhere", "prod-states", versions("$" + "{var.status}")),
      ],
      notApplicable: [
        bucket("pictures", "prod-pictures", {}),
        {
          says: "a bucket that is read",
          stacks: { example: { data: { aws_s3_bucket: { it: { bucket: "states" } } } } },
        },
      ],
    };
  },
});

function judge(bucket: ResourceView): Judgement {
  const { found, undecided } = bucket.stack.references.belongingTo(bucket, [TYPE], "bucket", ["bucket"]);
  const statuses = found.map(({ config }) => read(config, ["versioning_configuration", "status"]));
  if (statuses.some((status) => status.state === "known" && status.value === "Enabled")) return PASS;
  const isOpen = statuses.some(({ state }) => state === "unknown") || (found.length === 0 && undecided.length > 0);
  return isOpen
    ? unknown([], `whether an ${TYPE} is on is not known before the apply`)
    : fail([], `an ${TYPE}, Enabled`);
}
