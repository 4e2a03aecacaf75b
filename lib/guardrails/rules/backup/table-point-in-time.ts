import { exampleOf } from "../../example";
import { ofMade } from "../../made";
import { guardrail } from "../../rule";
import { expectAt } from "../../values";

/** Key of the tables that hold Terraform's locks: they are empty when nobody works. */
const OF_LOCKS = "LockID";

export const tablePointInTime = guardrail({
  id: "backup/table-point-in-time",
  title: "Every table of DynamoDB can be had back as it was at any moment",
  severity: "medium",
  why: "A table keeps no copy of itself: what a program overwrites is gone, limits of callers and signatures too.",
  fix: "set pointInTimeRecovery.enabled to true",
  controls: { soc2: ["CC7.4", "A1.2"], iso27001: ["A.8.13"], nist: ["CP-9"] },
  aliases: ["CKV_AWS_28"],
  subject: "resource",
  types: ["aws_dynamodb_table"],
  check: ofMade(({ config }) =>
    config["hash_key"] === OF_LOCKS ? undefined : expectAt(config, "point_in_time_recovery.enabled").toBe(true),
  ),
  examples: () => {
    const table = (says: string, config: object) => exampleOf(says, "aws_dynamodb_table", { ...config });
    return {
      pass: [
        table("a table that can", { hash_key: "id", point_in_time_recovery: { enabled: true } }),
        table("a block in a list", { point_in_time_recovery: [{ enabled: true }] }),
      ],
      fail: [
        table("nothing said", { hash_key: "id" }),
        table("a table that cannot", { point_in_time_recovery: { enabled: false } }),
      ],
      unknown: [table("a switch from elsewhere", { point_in_time_recovery: { enabled: "$" + "{var.on}" } })],
      notApplicable: [
        table("locks of Terraform", { hash_key: "LockID" }),
        exampleOf("a bucket", "aws_s3_bucket", {}),
        { says: "a table that is read", stacks: { example: { data: { aws_dynamodb_table: { it: {} } } } } },
      ],
    };
  },
});
