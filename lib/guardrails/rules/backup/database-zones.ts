import { exampleOf, exampleStacks } from "../../example";
import { ofMade } from "../../made";
import { judgingOf } from "../../profile";
import { guardrail } from "../../rule";
import { expectAt } from "../../values";
import { isReplica } from "./databases";

export const databaseZones = guardrail({
  id: "backup/database-zones",
  title: "Where people depend on it, a database stands in two zones",
  severity: "medium",
  why: "When its zone is away so is the database, for as long as a restore takes, and with it everything since the last copy.",
  fix: "set multiAz to true",
  controls: {
    soc2: ["CC7.4", "A1.2", "C1.1"],
    iso27001: ["A.8.13", "A.8.14"],
    nist: ["CP-9"],
    cisAws: ["3.2.4"],
  },
  aliases: ["CKV_AWS_157", "AwsSolutions-RDS3"],
  subject: "resource",
  types: ["aws_db_instance"],
  check: ofMade((database) => {
    if (judgingOf(database.stack.marks).profile !== "strict" || isReplica(database)) return undefined;
    return expectAt(database.config, "multi_az").toBe(true);
  }),
  examples: () => {
    const database = (says: string, config: object) => exampleOf(says, "aws_db_instance", { ...config });
    return {
      pass: [database("two zones", { multi_az: true })],
      fail: [database("nothing said", { engine: "postgres" }), database("one zone", { multi_az: false })],
      unknown: [database("a switch from elsewhere", { multi_az: "$" + "{var.zones}" })],
      notApplicable: [
        database("a copy", { replicate_source_db: "primary" }),
        exampleStacks("an environment that nobody depends on", {
          example: {
            "//": { palisade: { guardrails: { profile: "standard" } } },
            resource: { aws_db_instance: { it: { engine: "postgres" } } },
          },
        }),
        exampleOf("a bucket", "aws_s3_bucket", {}),
        { says: "a database that is read", stacks: { example: { data: { aws_db_instance: { it: {} } } } } },
      ],
    };
  },
});
