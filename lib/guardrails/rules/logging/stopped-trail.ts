import { exampleOf } from "../../example";
import { ofMade } from "../../made";
import { guardrail } from "../../rule";
import { expectAt } from "../../values";

export const stoppedTrail = guardrail({
  id: "logging/stopped-trail",
  title: "Every trail records",
  severity: "high",
  why: "A trail that is switched off looks like one in every list, and holds nothing when it is asked.",
  fix: "leave enable_logging as it is, which is true",
  controls: { soc2: ["CC7.2"], iso27001: ["A.8.15"], pci: ["10.2.1"], nist: ["AU-2", "AU-12"] },
  aliases: ["CKV_AWS_251"],
  subject: "resource",
  types: ["aws_cloudtrail"],
  check: ofMade(({ config }) => expectAt(config, "enable_logging").notToBe(false)),
  examples: () => ({
    pass: [
      exampleOf("a trail that says nothing", "aws_cloudtrail", { name: "it" }),
      exampleOf("a trail that says yes", "aws_cloudtrail", { enable_logging: true }),
    ],
    fail: [exampleOf("a trail that says no", "aws_cloudtrail", { enable_logging: false })],
    unknown: [exampleOf("a value from elsewhere", "aws_cloudtrail", { enable_logging: "$" + "{var.on}" })],
    notApplicable: [
      {
        says: "another resource",
        stacks: { example: { resource: { aws_vpc: { it: {} } }, data: { aws_cloudtrail: { it: {} } } } },
      },
    ],
  }),
});
