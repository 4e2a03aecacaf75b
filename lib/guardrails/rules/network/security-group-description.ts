import type { JsonRecord } from "../../../core/json";
import { example, exampleOf } from "../../example";
import { ofMade } from "../../made";
import { guardrail } from "../../rule";
import { fail, type Judgement, PASS } from "../../verdict";
import { isStandalone, rulesOfBoth } from "./security-group-rules";

/** What the provider writes where nobody says anything (hashicorp/aws, documentation of aws_security_group). */
const WRITTEN_BY_PROVIDER = "Managed by Terraform";

export const securityGroupDescription = guardrail({
  id: "network/security-group-description",
  title: "Every security group and rule says what it is for",
  severity: "low",
  why: "Nobody dares to close a port that nobody can explain, so that it stays open.",
  fix: "set description to who needs the port and why",
  controls: { pci: ["1.2.5"], iso27001: ["A.8.20", "A.8.21", "A.8.22"] },
  aliases: ["CKV_AWS_23", "AWS-0099", "AWS-0124", "AwsSolutions-EC27"],
  subject: "resource",
  types: [
    "aws_security_group",
    "aws_security_group_rule",
    "aws_vpc_security_group_ingress_rule",
    "aws_vpc_security_group_egress_rule",
  ],
  check: ofMade((resource) => {
    const own = isStandalone(resource) ? [] : [describes(resource.config["description"], [])];
    return [...own, ...rulesOfBoth(resource).map((rule) => describes(rule.description, rule.at))];
  }),
  examples: () => {
    const rule = { from_port: 443, to_port: 443, protocol: "tcp", self: true };
    const group = (says: string, config: JsonRecord) =>
      exampleOf(says, "aws_security_group", { description: "Web front", ...config });
    return {
      pass: [
        group("a group without rules of its own", {}),
        group("a group whose rules are described", { ingress: [{ ...rule, description: "From itself" }] }),
        group("a description that is given later", { description: "$" + "{var.text}" }),
        exampleOf("a rule that is described", "aws_vpc_security_group_ingress_rule", { ...rule, description: "Web" }),
      ],
      fail: [
        group("a group without a description", { description: null }),
        group("a group with an empty one", { description: "" }),
        group("a group with the provider's words", { description: "Managed by Terraform" }),
        group("a rule without one", { ingress: [rule] }),
        group("a rule outwards without one", { egress: [{ ...rule, description: "" }] }),
        exampleOf("a rule by itself", "aws_vpc_security_group_ingress_rule", rule),
        exampleOf("a rule outwards by itself", "aws_vpc_security_group_egress_rule", rule),
        exampleOf("a rule in the older form", "aws_security_group_rule", { ...rule, type: "egress" }),
      ],
      notApplicable: [example("a group that is read", {}, { aws_security_group: { it: { name: "front" } } })],
    };
  },
});

function describes(description: unknown, at: readonly (string | number)[]): Judgement {
  const isSaid = typeof description === "string" && description !== "" && description !== WRITTEN_BY_PROVIDER;
  return isSaid ? PASS : fail([...at, "description"], "who needs it and why", description);
}
