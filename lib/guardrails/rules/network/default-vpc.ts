import { example, exampleOf } from "../../example";
import { guardrail } from "../../rule";
import { expectAt } from "../../values";
import { fail } from "../../verdict";

export const defaultVpc = guardrail({
  id: "network/default-vpc",
  title: "Nothing is built on the default VPC",
  severity: "high",
  why: "Every subnet of the default VPC is public, and every program of the account shares it.",
  fix: "use a Network, or a VPC with private subnets",
  controls: { soc2: ["CC6.6"], iso27001: ["A.8.20", "A.8.21", "A.8.22"], nist: ["SC-7"] },
  aliases: ["CKV_AWS_148", "AWS-0101"],
  subject: "resource",
  types: ["aws_default_vpc", "aws_default_subnet", "aws_vpc"],
  check: ({ type, mode, config }) => {
    if (type !== "aws_vpc") return fail([], "a VPC of your own");
    return mode === "data" ? expectAt(config, "default").notToBe(true) : undefined;
  },
  examples: () => ({
    pass: [example("a VPC of one's own that is read", {}, { aws_vpc: { it: { id: "vpc-1" } } })],
    fail: [
      exampleOf("the default VPC, taken over", "aws_default_vpc", {}),
      exampleOf("a subnet of it, taken over", "aws_default_subnet", { availability_zone: "eu-central-1a" }),
      example("the default VPC, read", {}, { aws_vpc: { it: { default: true } } }),
    ],
    unknown: [example("who decides later", {}, { aws_vpc: { it: { default: "$" + "{var.is_default}" } } })],
    notApplicable: [exampleOf("a VPC that is made", "aws_vpc", { cidr_block: "10.0.0.0/16", default: true })],
  }),
});
