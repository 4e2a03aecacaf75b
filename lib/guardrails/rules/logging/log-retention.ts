import { exampleOf } from "../../example";
import { ofMade } from "../../made";
import { guardrail } from "../../rule";
import { expectAt } from "../../values";

/** PCI DSS 10.5.1 asks for twelve months. */
const LEAST_DAYS = 365;

export const logRetention = guardrail({
  id: "logging/log-retention",
  title: "Every log group keeps a year",
  severity: "low",
  why: "Most intrusions are found months later, when shorter logs are gone.",
  fix: "set retention_in_days to 365 or more",
  controls: { soc2: ["CC7.2", "CC7.3", "C1.2"], iso27001: ["A.8.15", "A.8.16"], pci: ["10.5.1"], nist: ["AU-11"] },
  aliases: ["CKV_AWS_338"],
  subject: "resource",
  types: ["aws_cloudwatch_log_group"],
  // Zero, which is the default, keeps everything for ever.
  check: ofMade(({ config }) =>
    expectAt(config, "retention_in_days").toSatisfy(
      (days) => Number(days) >= LEAST_DAYS || Number(days) === 0,
      "at least 365 days, or 0 for ever",
      "pass",
    ),
  ),
  examples: () => ({
    pass: [
      exampleOf("a year", "aws_cloudwatch_log_group", { retention_in_days: 365 }),
      exampleOf("ten years", "aws_cloudwatch_log_group", { retention_in_days: 3653 }),
      exampleOf("for ever", "aws_cloudwatch_log_group", { retention_in_days: 0 }),
      exampleOf("nothing said", "aws_cloudwatch_log_group", { name: "it" }),
    ],
    fail: [
      exampleOf("a month", "aws_cloudwatch_log_group", { retention_in_days: 30 }),
      exampleOf("a day", "aws_cloudwatch_log_group", { retention_in_days: 1 }),
    ],
    unknown: [
      exampleOf("a value from elsewhere", "aws_cloudwatch_log_group", { retention_in_days: "$" + "{var.days}" }),
    ],
    notApplicable: [
      {
        says: "a group that is read",
        stacks: { example: { data: { aws_cloudwatch_log_group: { it: { name: "it" } } } } },
      },
    ],
  }),
});
