import { exampleOf } from "../../example";
import { ofMade } from "../../made";
import { guardrail } from "../../rule";
import { expectAt } from "../../values";
import { DATABASES, isReplica } from "./databases";

export const finalSnapshot = guardrail({
  id: "backup/final-snapshot",
  title: "A database that is deleted leaves a last snapshot",
  severity: "medium",
  why: "Its automatic backups go with it: whoever finds out a day later that it was needed has nothing.",
  fix: "leave skipFinalSnapshot out, and set finalSnapshotIdentifier",
  controls: { soc2: ["CC7.4", "A1.2"], iso27001: ["A.8.13"], nist: ["CP-9"] },
  source: "hashicorp/aws 6.25.0, documentation of aws_db_instance: skip_final_snapshot",
  subject: "resource",
  types: [...DATABASES, "aws_redshift_cluster"],
  // A copy leaves none: AWS does not take any of it.
  check: ofMade((database) =>
    isReplica(database) ? undefined : expectAt(database.config, "skip_final_snapshot").toBe(false, "pass"),
  ),
  examples: () => {
    const database = (says: string, config: object) => exampleOf(says, "aws_db_instance", { ...config });
    return {
      pass: [
        database("nothing said", { final_snapshot_identifier: "last" }),
        database("one that leaves a snapshot", { skip_final_snapshot: false }),
      ],
      fail: [...DATABASES, "aws_redshift_cluster"].map((type) =>
        exampleOf(`${type} that leaves nothing`, type, { skip_final_snapshot: true }),
      ),
      unknown: [database("a switch from elsewhere", { skip_final_snapshot: "$" + "{var.skip}" })],
      notApplicable: [
        database("a copy", { replicate_source_db: "primary", skip_final_snapshot: true }),
        exampleOf("a bucket", "aws_s3_bucket", { skip_final_snapshot: true }),
        {
          says: "a database that is read",
          stacks: { example: { data: { aws_db_instance: { it: { skip_final_snapshot: true } } } } },
        },
      ],
    };
  },
});
