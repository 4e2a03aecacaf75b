import { DATABASE_PORTS } from "../../ports";
import { guardrail } from "../../rule";
import { exampleGroup, exampleIngress } from "./example-ingress";
import { judgeOpenings } from "./judge-openings";
import { INGRESS_TYPES, rulesOf } from "./security-group-rules";

export const openDatabasePort = guardrail({
  id: "network/open-database-port",
  title: "No port of a database, cache or queue is open to everyone",
  severity: "high",
  why: "A database that everyone reaches is guarded by its passwords alone, and many caches have none.",
  fix: "let in the groups of the programs that use the database, and nobody by address",
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
  check: (resource) => judgeOpenings(rulesOf(resource, "ingress"), DATABASE_PORTS),
  examples: () => ({
    pass: [
      exampleIngress("PostgreSQL from one network", { from: 5432, source: "10.64.0.0/16" }),
      exampleIngress("Ethereum's discovery over UDP, under the number of OpenSearch", { from: 9200, protocol: "udp" }),
    ],
    fail: [
      exampleIngress("PostgreSQL from everyone", { from: 5432 }),
      exampleGroup("Redis from everyone", { from: 6379 }),
      exampleIngress("a broad range", { from: 27_000, to: 28_000 }),
    ],
    unknown: [exampleIngress("MySQL from addresses given later", { from: 3306, source: "$" + "{var.block}" })],
  }),
});
