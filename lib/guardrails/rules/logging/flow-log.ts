import { exampleOf } from "../../example";
import { ofMade } from "../../made";
import { guardrail } from "../../rule";
import { hasBelonging } from "./belonging";

export const flowLog = guardrail({
  id: "logging/flow-log",
  title: "Every VPC has a flow log",
  severity: "medium",
  why: "After an intrusion nobody can say what was reached, and what was carried out.",
  fix: "add an aws_flow_log for the VPC; a Network has one",
  controls: {
    soc2: ["CC7.2", "CC7.3"],
    iso27001: ["A.8.15", "A.8.16", "A.8.20", "A.8.21", "A.8.22", "A.8.23"],
    pci: ["10.2.1", "10.6.3"],
    nist: ["AU-12", "CA-7"],
    cisAws: ["4.7"],
  },
  aliases: ["CKV2_AWS_11", "AWS-0178", "AwsSolutions-VPC7"],
  subject: "resource",
  types: ["aws_vpc"],
  check: ofMade((vpc) => hasBelonging(vpc, "aws_flow_log", "vpc_id")),
  examples: () => {
    const vpc = (says: string, vpc_id?: string) =>
      exampleOf(
        says,
        "aws_vpc",
        { cidr_block: "10.0.0.0/16" },
        vpc_id === undefined ? {} : { aws_flow_log: { it: { vpc_id } } },
      );
    return {
      pass: [vpc("one with a log", "$" + "{aws_vpc.it.id}")],
      fail: [vpc("one without"), vpc("one beside a log of another", "vpc-0123456789abcdef0")],
      unknown: [vpc("a log of what is named later", "$" + "{var.vpc}")],
      notApplicable: [
        { says: "one that is read", stacks: { example: { data: { aws_vpc: { it: { default: true } } } } } },
      ],
    };
  },
});
