import { CHAIN_PORTS } from "../../ports";
import { guardrail } from "../../rule";
import { exampleGroup, exampleIngress, exampleRule } from "./example-ingress";
import { judgeOpenings } from "./judge-openings";
import { INGRESS_TYPES, rulesOf } from "./security-group-rules";

export const openChainPort = guardrail({
  id: "network/open-chain-port",
  title: "No RPC, engine, key manager or signer port of chain software is open to everyone",
  severity: "critical",
  why: "Whoever reaches the engine or admin side of a node can stop it, unwind it or make it sign; an open RPC is drained and spied on.",
  fix: "keep the port inside the network, and publish an RpcTier with Exposure.publicTls instead",
  controls: {
    soc2: ["CC6.6"],
    iso27001: ["A.8.20", "A.8.21", "A.8.22"],
    pci: ["1.2.5", "1.2.8", "1.4.2", "1.5.1", "2.2.5"],
    nist: ["SC-7", "AC-17"],
    cisAws: ["6.3", "6.4"],
  },
  source: "ports of the clients in the catalogue, and their projects' documentation",
  subject: "resource",
  types: INGRESS_TYPES,
  check: (resource) => judgeOpenings(rulesOf(resource, "ingress"), CHAIN_PORTS),
  examples: () => ({
    pass: [
      exampleIngress("RPC from the network", { from: 8545, source: "10.64.0.0/16" }),
      exampleIngress("peers of Ethereum", { from: 30_303 }),
      exampleIngress("peers of Solana", { from: 8000, to: 8030, protocol: "udp" }),
    ],
    fail: [
      exampleIngress("RPC from everyone", { from: 8545 }),
      exampleIngress("the engine API from everyone over IPv6", { from: 8551, source: "::/0" }),
      exampleGroup("the RPC of CometBFT from everyone", { from: 26_657 }),
      exampleRule("the RPC of Solana from everyone", { from: 8899 }),
      exampleIngress("a range for peers that holds the RPC", { from: 8000, to: 10_000, more: { description: "P2P" } }),
    ],
    unknown: [exampleIngress("RPC from addresses given later", { from: 8545, source: "$" + "{var.block}" })],
    notApplicable: [exampleIngress("a port that is given later", { from: "$" + "{var.port}" })],
  }),
});
