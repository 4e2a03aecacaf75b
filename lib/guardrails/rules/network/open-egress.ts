import { exampleOf } from "../../example";
import { isEveryPort } from "../../ports";
import { guardrail } from "../../rule";
import { fail, holds } from "../../verdict";
import { EGRESS_TYPES, openingOf, rulesOf } from "./security-group-rules";

export const openEgress = guardrail({
  id: "network/open-egress",
  title: "No security group lets everything out to everyone",
  severity: "low",
  why: "A program that was taken over carries keys away over the first port it tries, and nothing shows it.",
  fix: "name the ports that programs call, most often 443 alone",
  controls: { soc2: ["CC6.6"], pci: ["1.3.2"], nist: ["SC-7"] },
  aliases: ["CKV_AWS_382", "AWS-0104"],
  subject: "resource",
  types: EGRESS_TYPES,
  check: (resource) =>
    rulesOf(resource, "egress").flatMap((rule) =>
      rule.sources.map((source) => {
        const isOpen = rule.ports !== undefined && isEveryPort(rule.ports) && source.reach === "everyone";
        return holds(!isOpen, () =>
          fail(source.at, "ports by number, or addresses of your own", openingOf(rule, source)),
        );
      }),
    ),
  examples: () => {
    const all = { from_port: 0, to_port: 0, protocol: "-1", cidr_blocks: ["0.0.0.0/0"] };
    const https = { from_port: 443, to_port: 443, protocol: "tcp", cidr_blocks: ["0.0.0.0/0"] };
    const alone = (says: string, more: object) =>
      exampleOf(says, "aws_vpc_security_group_egress_rule", { ip_protocol: "-1", cidr_ipv4: "0.0.0.0/0", ...more });
    return {
      pass: [
        exampleOf("HTTPS to everyone", "aws_security_group", { egress: [https] }),
        alone("everything inside", { cidr_ipv4: "10.0.0.0/8" }),
        alone("a port that is given later", { ip_protocol: "tcp", from_port: "$" + "{var.port}", to_port: 443 }),
      ],
      fail: [
        exampleOf("everything to everyone", "aws_security_group", { egress: [all] }),
        exampleOf("the same in the older form", "aws_security_group_rule", { ...all, type: "egress" }),
        alone("the same by itself", {}),
        alone("the same over IPv6", { cidr_ipv4: null, cidr_ipv6: "::/0" }),
      ],
      notApplicable: [exampleOf("everything from everyone", "aws_security_group_rule", { ...all, type: "ingress" })],
    };
  },
});
