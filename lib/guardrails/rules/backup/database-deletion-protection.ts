import { exampleOf } from "../../example";
import { ofMade } from "../../made";
import { guardrail } from "../../rule";
import { expectAt } from "../../values";
import { DATABASES, isReplica } from "./databases";

export const databaseDeletionProtection = guardrail({
  id: "backup/database-deletion-protection",
  title: "No database is deleted by accident",
  severity: "medium",
  why: "A renamed construct or one wrong key in the console deletes it, and its automatic backups go with it.",
  fix: "set deletionProtection to true; whoever means it takes that back first",
  controls: {
    soc2: ["CC7.4", "A1.2", "C1.1"],
    iso27001: ["A.8.13", "A.8.14"],
    pci: ["10.3.3"],
    nist: ["CP-9"],
    cisAws: ["3.2.4"],
  },
  aliases: ["CKV_AWS_139", "CKV_AWS_293", "AWS-0177", "AWS-0343", "AwsSolutions-RDS10"],
  subject: "resource",
  types: [...DATABASES, "aws_rds_global_cluster"],
  check: ofMade((database) =>
    isReplica(database) ? undefined : expectAt(database.config, "deletion_protection").toBe(true),
  ),
  examples: () => {
    const database = (says: string, config: object) => exampleOf(says, "aws_db_instance", { ...config });
    return {
      pass: [database("one that is protected", { deletion_protection: true })],
      fail: [
        ...DATABASES.map((type) => exampleOf(`nothing said by ${type}`, type, {})),
        exampleOf("nothing said of many regions", "aws_rds_global_cluster", {}),
        database("one that is not", { deletion_protection: false }),
      ],
      unknown: [database("a switch from elsewhere", { deletion_protection: "$" + "{var.protected}" })],
      notApplicable: [
        database("a copy", { replicate_source_db: "primary" }),
        exampleOf("a bucket", "aws_s3_bucket", {}),
        { says: "a database that is read", stacks: { example: { data: { aws_db_instance: { it: {} } } } } },
      ],
    };
  },
});
