import { exampleOf } from "../../example";
import { ofMade } from "../../made";
import { guardrail } from "../../rule";
import { expectAt } from "../../values";

export const validatedTrail = guardrail({
  id: "logging/validated-trail",
  title: "Every trail can show that nobody changed it",
  severity: "high",
  why: "Whoever covers a track deletes lines of the log, and nothing tells.",
  fix: "set enable_log_file_validation to true",
  controls: {
    soc2: ["CC7.3", "PI1.3"],
    iso27001: ["A.8.15", "A.8.16"],
    pci: ["10.3.2", "10.3.3", "10.3.4", "11.5.2"],
    nist: ["SI-7", "AU-9(3)"],
    cisAws: ["4.2"],
  },
  aliases: ["CKV_AWS_36", "AWS-0016"],
  subject: "resource",
  types: ["aws_cloudtrail"],
  check: ofMade(({ config }) => expectAt(config, "enable_log_file_validation").toBe(true)),
  examples: () => ({
    pass: [exampleOf("a trail with digests", "aws_cloudtrail", { enable_log_file_validation: true })],
    fail: [
      exampleOf("a trail that says nothing", "aws_cloudtrail", { name: "it" }),
      exampleOf("a trail that says no", "aws_cloudtrail", { enable_log_file_validation: false }),
    ],
    unknown: [exampleOf("a value from elsewhere", "aws_cloudtrail", { enable_log_file_validation: "$" + "{var.on}" })],
    notApplicable: [
      {
        says: "another resource",
        stacks: { example: { resource: { aws_vpc: { it: {} } }, data: { aws_cloudtrail: { it: {} } } } },
      },
    ],
  }),
});
