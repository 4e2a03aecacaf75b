import { isEveryPort } from "../../ports";
import { guardrail } from "../../rule";
import { fail, type Judgement, PASS, unknown } from "../../verdict";
import { exampleGroup, exampleIngress, exampleRule } from "./example-ingress";
import { INGRESS_TYPES, openingOf, rulesOf } from "./security-group-rules";

export const openToEverything = guardrail({
  id: "network/open-to-everything",
  title: "No security group opens every port to everyone",
  severity: "critical",
  why: "Then whatever starts to listen on the machine is on the internet, today and after every change.",
  fix: "name the ports, and the groups or address blocks that need them",
  controls: {
    soc2: ["CC6.6"],
    iso27001: ["A.8.20", "A.8.21", "A.8.22"],
    pci: ["1.2.5", "1.2.8", "1.4.2", "1.5.1", "2.2.5"],
    nist: ["SC-7", "AC-17"],
    cisAws: ["6.3", "6.4"],
  },
  aliases: ["CKV_AWS_277", "AwsSolutions-EC23"],
  subject: "resource",
  types: INGRESS_TYPES,
  check: (resource) =>
    rulesOf(resource, "ingress").flatMap((rule) =>
      rule.sources.map((source): Judgement => {
        if (rule.ports === undefined || !isEveryPort(rule.ports) || source.reach === "limited") return PASS;
        return source.reach === "unknown"
          ? unknown(source.at)
          : fail(source.at, "ports by number, and address blocks of your own", openingOf(rule, source));
      }),
    ),
  examples: () => ({
    pass: [
      exampleIngress("one port from everyone", { from: 443 }),
      exampleIngress("everything from the network", { from: -1, protocol: "-1", source: "10.64.0.0/16" }),
      exampleIngress("a port that is given later", { from: "$" + "{var.port}" }),
      exampleIngress("ports from the second up", { from: 2, to: 65_535 }),
      exampleIngress("ports up to the last but one", { from: 0, to: 65_534 }),
    ],
    fail: [
      exampleIngress("everything from everyone", { from: -1, protocol: "-1" }),
      exampleGroup("every port from everyone", { from: 0, to: 65_535 }),
      exampleGroup("every port but zero from everyone", { from: 1, to: 65_535 }),
      exampleRule("everything from everyone over IPv6", { from: 0, protocol: "all", source: "::/0" }),
    ],
    unknown: [
      exampleIngress("everything from addresses given later", { from: 0, protocol: "-1", source: "$" + "{var.b}" }),
    ],
    notApplicable: [exampleRule("everything to everyone", { from: 0, protocol: "-1", more: { type: "egress" } })],
  }),
});
