import { exampleOf } from "../../example";
import { ofMade } from "../../made";
import { guardrail } from "../../rule";
import { expectAt } from "../../values";

export const databaseLog = guardrail({
  id: "logging/database-log",
  title: "Every database sends its logs to CloudWatch Logs",
  severity: "medium",
  why: "The logs stay on the instance for a few days, and go with it.",
  fix: "name the engine's logs in enabled_cloudwatch_logs_exports, such as postgresql and upgrade",
  aliases: ["CKV_AWS_129", "CKV_AWS_324"],
  subject: "resource",
  types: ["aws_db_instance", "aws_rds_cluster"],
  check: ofMade(({ config }) => expectAt(config, "enabled_cloudwatch_logs_exports").toStand("the logs of the engine")),
  examples: () => ({
    pass: [
      exampleOf("a database with logs", "aws_db_instance", { enabled_cloudwatch_logs_exports: ["postgresql"] }),
      exampleOf("a cluster with logs", "aws_rds_cluster", { enabled_cloudwatch_logs_exports: "$" + "{var.logs}" }),
    ],
    fail: [
      exampleOf("a database without", "aws_db_instance", { engine: "postgres" }),
      exampleOf("a cluster with none", "aws_rds_cluster", { enabled_cloudwatch_logs_exports: [] }),
    ],
    notApplicable: [
      { says: "a database that is read", stacks: { example: { data: { aws_db_instance: { it: {} } } } } },
    ],
  }),
});
