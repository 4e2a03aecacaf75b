import { exampleOf } from "../../example";
import { ofMade } from "../../made";
import { guardrail } from "../../rule";
import { expectAt } from "../../values";

export const watchedTrail = guardrail({
  id: "logging/watched-trail",
  title: "Every trail is written to CloudWatch Logs too",
  severity: "low",
  why: "Files in a bucket raise no alarm: somebody has to look at them first.",
  fix: "set cloud_watch_logs_group_arn and cloud_watch_logs_role_arn",
  controls: { soc2: ["CC7.3", "PI1.3"], iso27001: ["A.8.15", "A.8.16"] },
  aliases: ["CKV2_AWS_10"],
  subject: "resource",
  types: ["aws_cloudtrail"],
  check: ofMade(({ config }) =>
    expectAt(config, "cloud_watch_logs_group_arn").toStand("the group that alarms look at"),
  ),
  examples: () => ({
    pass: [
      exampleOf("a trail with a group", "aws_cloudtrail", {
        cloud_watch_logs_group_arn: "$" + "{aws_cloudwatch_log_group.it.arn}:*",
      }),
    ],
    fail: [exampleOf("a trail without", "aws_cloudtrail", { name: "it" })],
    notApplicable: [
      {
        says: "another resource",
        stacks: { example: { resource: { aws_vpc: { it: {} } }, data: { aws_cloudtrail: { it: {} } } } },
      },
    ],
  }),
});
