import { exampleOf } from "../../example";
import { ofMade } from "../../made";
import { guardrail } from "../../rule";
import { expectAt } from "../../values";

export const endlessLogs = guardrail({
  id: "cost/endless-logs",
  title: "Every log group says when its logs may go",
  severity: "low",
  why: "Where nothing is said they are kept, and paid for, as long as the account exists.",
  fix: "set retention_in_days to 365 or more, and send what has to be kept longer to a bucket",
  controls: { soc2: ["C1.2"], iso27001: ["A.8.10"] },
  source: "hashicorp/aws 6.25.0, documentation of aws_cloudwatch_log_group: 0, the default, keeps for ever",
  subject: "resource",
  types: ["aws_cloudwatch_log_group"],
  check: ofMade(({ config }) =>
    expectAt(config, "retention_in_days").toBeAtLeast(1, "day, or more as other rules ask for"),
  ),
  examples: () => {
    const group = (says: string, config: object) => exampleOf(says, "aws_cloudwatch_log_group", { ...config });
    return {
      pass: [group("a year", { retention_in_days: 365 }), group("a day", { retention_in_days: 1 })],
      fail: [group("nothing said", { name: "it" }), group("for ever", { retention_in_days: 0 })],
      unknown: [group("a value from elsewhere", { retention_in_days: "$" + "{var.days}" })],
      notApplicable: [
        exampleOf("a bucket", "aws_s3_bucket", {}),
        { says: "a group that is read", stacks: { example: { data: { aws_cloudwatch_log_group: { it: {} } } } } },
      ],
    };
  },
});
