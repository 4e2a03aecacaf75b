import { CONTROL_PORTS } from "../../ports";
import { guardrail } from "../../rule";
import { exampleGroup, exampleIngress } from "./example-ingress";
import { judgeOpenings } from "./judge-openings";
import { INGRESS_TYPES, rulesOf } from "./security-group-rules";

export const openControlPort = guardrail({
  id: "network/open-control-port",
  title: "No port that controls hosts, clusters or secrets is open to everyone",
  severity: "critical",
  why: "Whoever reaches a Docker daemon, a kubelet, etcd or Vault is one step from every key on the machines behind them.",
  fix: "let in the groups of the programs that need the port, and nobody by address",
  controls: {
    soc2: ["CC6.6"],
    iso27001: ["A.8.20", "A.8.21", "A.8.22"],
    pci: ["1.2.5", "1.2.8", "1.4.2", "1.5.1", "2.2.5"],
    nist: ["SC-7", "AC-17"],
    cisAws: ["6.3", "6.4"],
  },
  aliases: ["AwsSolutions-EC23"],
  subject: "resource",
  types: INGRESS_TYPES,
  check: (resource) => judgeOpenings(rulesOf(resource, "ingress"), CONTROL_PORTS),
  examples: () => ({
    pass: [
      exampleIngress("a kubelet that the network reaches", { from: 10_250, source: "10.64.0.0/16" }),
      exampleIngress("a port between those of etcd and the Kubernetes API", { from: 2381, to: 6442 }),
    ],
    fail: [
      exampleIngress("a kubelet that everyone reaches", { from: 10_250 }),
      exampleGroup("the Docker daemon, open to everyone", { from: 2375 }),
      exampleGroup("Vault, open to everyone over IPv6", { from: 8200, source: "::/0" }),
    ],
    unknown: [exampleIngress("etcd, open to addresses given later", { from: 2379, source: "$" + "{var.block}" })],
  }),
});
