import { exampleOf } from "../../example";
import { ofMade } from "../../made";
import { guardrail } from "../../rule";
import { hasBelonging } from "./belonging";

export const webAclLog = guardrail({
  id: "logging/web-acl-log",
  title: "Every web application firewall logs what it decided",
  severity: "medium",
  why: "Whether a rule stops attackers or customers shows in this log alone.",
  fix: "add an aws_wafv2_web_acl_logging_configuration",
  controls: { soc2: ["A1.2", "PI1.2"], iso27001: ["A.8.15", "A.8.16"], pci: ["10.2.1", "10.2.2"] },
  aliases: ["CKV2_AWS_31"],
  subject: "resource",
  types: ["aws_wafv2_web_acl"],
  check: ofMade((acl) => hasBelonging(acl, "aws_wafv2_web_acl_logging_configuration", "resource_arn")),
  examples: () => {
    const acl = (says: string, resource_arn?: string) =>
      exampleOf(
        says,
        "aws_wafv2_web_acl",
        { name: "it", scope: "REGIONAL" },
        resource_arn === undefined ? {} : { aws_wafv2_web_acl_logging_configuration: { it: { resource_arn } } },
      );
    return {
      pass: [acl("one with a log", "$" + "{aws_wafv2_web_acl.it.arn}")],
      fail: [acl("one without"), acl("one beside a log of another", "arn:aws:wafv2:eu-central-1:1:regional/webacl/x")],
      unknown: [acl("a log of what is named later", "$" + "{var.acl}")],
      notApplicable: [
        { says: "one that is read", stacks: { example: { data: { aws_wafv2_web_acl: { it: { name: "it" } } } } } },
      ],
    };
  },
});
