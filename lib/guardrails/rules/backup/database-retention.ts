import { exampleOf } from "../../example";
import { ofMade } from "../../made";
import { guardrail } from "../../rule";
import { expectAt } from "../../values";
import { DATABASES, isReplica } from "./databases";

/** Shorter, and what was found broken on a Monday after a holiday cannot be had back. */
const LEAST_DAYS = 7;
const RETENTION = "backup_retention_period";

export const databaseRetention = guardrail({
  id: "backup/database-retention",
  title: "Every database can be had back as it was on any moment of the last week",
  severity: "medium",
  why: "What a bad migration or a thief removes is then gone for good, and an instance of RDS keeps nothing at all by default.",
  fix: "set backupRetentionPeriod to 7 days or more",
  controls: {
    soc2: ["CC7.4", "A1.2", "C1.1"],
    iso27001: ["A.8.13", "A.8.14"],
    pci: ["10.3.3"],
    nist: ["CP-9"],
    cisAws: ["3.2.4"],
  },
  aliases: ["CKV_AWS_133", "AWS-0077", "AwsSolutions-RDS13"],
  subject: "resource",
  types: [...DATABASES, "aws_redshift_cluster"],
  // None for an instance, and a day for clusters, where nothing is said.
  check: ofMade((database) => {
    if (isReplica(database)) return undefined;
    const argument = database.type === "aws_redshift_cluster" ? "automated_snapshot_retention_period" : RETENTION;
    return expectAt(database.config, argument).toBeAtLeast(LEAST_DAYS, "days");
  }),
  examples: () => {
    const days = (says: string, count: unknown, more: object = {}) =>
      exampleOf(says, "aws_db_instance", { backup_retention_period: count, ...more });
    return {
      pass: [
        days("a week", 7),
        exampleOf("a month", "aws_rds_cluster", { backup_retention_period: 30 }),
        exampleOf("a month of a warehouse", "aws_redshift_cluster", { automated_snapshot_retention_period: 30 }),
        days("a week of one that copies nothing", 7, { replicate_source_db: "" }),
      ],
      fail: [
        days("six days", 6),
        days("none", 0),
        days("a database with an empty origin", 0, { replicate_source_db: "" }),
        ...DATABASES.map((type) => exampleOf(`nothing said by ${type}`, type, { engine: "postgres" })),
        exampleOf("a day of a warehouse", "aws_redshift_cluster", { automated_snapshot_retention_period: 1 }),
      ],
      unknown: [days("a value from elsewhere", "$" + "{var.days}")],
      notApplicable: [
        days("a copy", 0, { replicate_source_db: "primary" }),
        days("a copy of one in the stack", 0, { replicate_source_db: "$" + "{aws_db_instance.primary.arn}" }),
        exampleOf("a copy of a cluster", "aws_rds_cluster", {
          replication_source_identifier: "arn:aws:rds:::cluster:a",
        }),
        exampleOf("a bucket", "aws_s3_bucket", {}),
        {
          says: "a database that is read",
          stacks: { example: { data: { aws_db_instance: { it: { backup_retention_period: 0 } } } } },
        },
      ],
    };
  },
});
