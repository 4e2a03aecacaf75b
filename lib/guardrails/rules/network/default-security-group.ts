import { asList } from "../../../core/json";
import { example } from "../../example";
import { judgements, ofMade } from "../../made";
import { guardrail } from "../../rule";
import { expectAt } from "../../values";
import { fail, on, unknown } from "../../verdict";

export const defaultSecurityGroup = guardrail({
  id: "network/default-security-group",
  title: "The default security group of every VPC is closed",
  severity: "low",
  why: "Whatever is started without a group of its own gets the default one, in which everything reaches everything.",
  fix: "take the default group over with aws_default_security_group without rules, as Network does",
  controls: {
    iso27001: ["A.8.20", "A.8.21", "A.8.22"],
    nist: ["SC-7(5)"],
    cisAws: ["6.5"],
  },
  aliases: ["CKV2_AWS_12", "AWS-0173"],
  subject: "resource",
  types: ["aws_vpc"],
  check: ofMade((vpc) => {
    const { found, undecided } = vpc.stack.references.belongingTo(vpc, ["aws_default_security_group"], "vpc_id");
    if (found.length > 0) {
      return found.flatMap((group) =>
        judgements(
          expectAt(group.config, "ingress").toSatisfy(isEmpty, "no rules", "pass"),
          expectAt(group.config, "egress").toSatisfy(isEmpty, "no rules", "pass"),
        ).map((judgement) => on(group, judgement)),
      );
    }
    return undecided.length > 0 ? [unknown([])] : [fail([], "an aws_default_security_group without rules")];
  }),
  examples: () => {
    const vpc = { it: { cidr_block: "10.0.0.0/16" } };
    const rule = [{ from_port: 0, to_port: 0, protocol: "-1", self: true }];
    const closed = (says: string, more: object) =>
      example(says, {
        aws_vpc: vpc,
        aws_default_security_group: { it: { vpc_id: "$" + "{aws_vpc.it.id}", ...more } },
      });
    return {
      pass: [closed("a group without rules", {}), closed("a group that says so", { ingress: [], egress: [] })],
      fail: [
        example("a VPC by itself", { aws_vpc: vpc }),
        closed("a group that lets in", { ingress: rule }),
        closed("a group that lets out", { egress: rule }),
      ],
      unknown: [
        closed("a group of a VPC that is named later", { vpc_id: "$" + "{var.vpc}" }),
        closed("rules that are given later", { ingress: "$" + "{var.rules}" }),
      ],
      notApplicable: [example("a VPC that is read", {}, { aws_vpc: vpc })],
    };
  },
});

function isEmpty(rules: unknown): boolean {
  return asList(rules).length === 0;
}
