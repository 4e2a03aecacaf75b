import { exampleOf } from "../../example";
import { ofMade } from "../../made";
import { guardrail } from "../../rule";
import { expectAt } from "../../values";

export const multiRegionTrail = guardrail({
  id: "logging/multi-region-trail",
  title: "Every trail records all regions",
  severity: "medium",
  why: "An intruder works in the region that nobody looks at.",
  fix: "set is_multi_region_trail to true",
  controls: {
    soc2: ["CC2.1", "CC7.2", "A1.2", "PI1.3"],
    iso27001: ["A.8.15"],
    pci: ["10.2.1", "10.2.2", "10.3.1", "10.6.3"],
    nist: ["AU-2", "AU-12"],
    cisAws: ["4.1"],
  },
  aliases: ["CKV_AWS_67", "AWS-0014"],
  subject: "resource",
  types: ["aws_cloudtrail"],
  check: ofMade(({ config }) => expectAt(config, "is_multi_region_trail").toBe(true)),
  examples: () => ({
    pass: [exampleOf("a trail of all regions", "aws_cloudtrail", { is_multi_region_trail: true })],
    fail: [
      exampleOf("a trail that says nothing", "aws_cloudtrail", { name: "it" }),
      exampleOf("a trail of one region", "aws_cloudtrail", { is_multi_region_trail: false }),
    ],
    unknown: [exampleOf("a value from elsewhere", "aws_cloudtrail", { is_multi_region_trail: "$" + "{var.all}" })],
    notApplicable: [
      {
        says: "another resource",
        stacks: { example: { resource: { aws_vpc: { it: {} } }, data: { aws_cloudtrail: { it: {} } } } },
      },
    ],
  }),
});
