import { ADMIN_PORTS } from "../../ports";
import { guardrail } from "../../rule";
import { exampleGroup, exampleIngress, exampleRule } from "./example-ingress";
import { judgeOpenings } from "./judge-openings";
import { INGRESS_TYPES, rulesOf } from "./security-group-rules";

export const openAdminPort = guardrail({
  id: "network/open-admin-port",
  title: "No port for administration is open to everyone",
  severity: "high",
  why: "Ports such as SSH and Remote Desktop are tried by strangers within minutes, and one weak login is the whole machine.",
  fix: "close the port and administer through Session Manager, as a ClusterAccess does",
  controls: {
    soc2: ["CC6.6"],
    iso27001: ["A.8.20", "A.8.21", "A.8.22"],
    pci: ["1.2.5", "1.2.8", "1.4.2", "1.5.1", "2.2.5"],
    nist: ["SC-7", "AC-17"],
    cisAws: ["6.3", "6.4"],
  },
  aliases: ["CKV_AWS_24", "CKV_AWS_25", "AWS-0107", "AwsSolutions-EC23"],
  subject: "resource",
  types: INGRESS_TYPES,
  check: (resource) => judgeOpenings(rulesOf(resource, "ingress"), ADMIN_PORTS),
  examples: () => ({
    pass: [
      exampleIngress("SSH from one network", { from: 22, source: "10.0.0.0/8" }),
      exampleIngress("HTTPS from everyone", { from: 443 }),
    ],
    fail: [
      exampleIngress("SSH from everyone", { from: 22 }),
      exampleIngress("SSH from everyone over IPv6", { from: 22, source: "::/0" }),
      exampleIngress("SSH from half of the internet", { from: 22, source: "128.0.0.0/1" }),
      exampleIngress("a range with Remote Desktop in it", { from: 3000, to: 4000 }),
      exampleGroup("SSH among the blocks of a group", { from: 22 }),
      exampleRule("SSH in the older form of a rule", { from: 22 }),
    ],
    unknown: [exampleIngress("SSH from addresses that are given later", { from: 22, source: "$" + "{var.office}" })],
    notApplicable: [
      exampleIngress("every port, which is another rule's business", { from: 0, to: 65_535 }),
      exampleRule("SSH to everyone", { from: 22, more: { type: "egress" } }),
      exampleIngress("ICMP", { from: 8, to: 0, protocol: "icmp" }),
    ],
  }),
});
