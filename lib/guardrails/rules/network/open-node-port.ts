import { asList, isJsonRecord, type JsonRecord, recordAt } from "../../../core/json";
import { exampleObjects } from "../../example";
import { CHAIN_PORTS, CONTROL_PORTS, DATABASE_PORTS, knownIn, transportOf } from "../../ports";
import { guardrail } from "../../rule";
import { fail, PASS } from "../../verdict";

const PRIVATE_PORTS = [...CHAIN_PORTS, ...DATABASE_PORTS, ...CONTROL_PORTS];

export const openNodePort = guardrail({
  id: "network/open-node-port",
  title: "No private port of chain software, a database or a store is opened on every node",
  severity: "medium",
  why: "A node port answers on every address of every node, past the policies of its namespace where the nodes are public.",
  fix: "use Exposure.cluster or Exposure.privateNetwork; only ports for peers belong on nodes",
  controls: { soc2: ["CC6.1", "CC6.6"], nist: ["SC-7"] },
  source: "Kubernetes, Service: type NodePort; ports of the clients in the catalogue",
  subject: "object",
  kinds: ["Service"],
  check: ({ manifest }) => {
    const spec = recordAt(manifest, "spec");
    if (spec["type"] !== "NodePort") return undefined;
    return asList(spec["ports"]).map((port, index) => {
      const reached = isJsonRecord(port) ? privateTarget(port) : undefined;
      const at = ["spec", "ports", index];
      return reached === undefined ? PASS : fail(at, `a port for peers, since ${reached} answers there`, port);
    });
  },
  examples: () => {
    const service = (says: string, type: string, ...ports: readonly JsonRecord[]) =>
      exampleObjects(says, {
        apiVersion: "v1",
        kind: "Service",
        metadata: { name: "it", namespace: "apps" },
        spec: { type, ports },
      });
    return {
      pass: [
        service("peers", "NodePort", { port: 30_303, nodePort: 30_303 }),
        service("what a load balancer asks for", "NodePort", { port: 80, targetPort: 8080 }),
        service("a port by name", "NodePort", { port: 80, targetPort: "http" }),
        service("discovery under the number of OpenSearch", "NodePort", { port: 9200, protocol: "UDP" }),
      ],
      fail: [
        service("RPC", "NodePort", { port: 8545, nodePort: 30_545 }),
        service("RPC behind another number", "NodePort", { port: 30_303 }, { port: 80, targetPort: 8545 }),
        service("a database", "NodePort", { port: 5432 }),
        service("Vault", "NodePort", { port: 8200 }),
      ],
      notApplicable: [service("RPC inside", "ClusterIP", { port: 8545 })],
    };
  },
});

function privateTarget({ port, targetPort, protocol }: JsonRecord): string | undefined {
  const [known] = [port, targetPort].flatMap((each) =>
    knownIn({ first: Number(each), last: Number(each) }, transportOf(protocol), PRIVATE_PORTS),
  );
  return known?.of;
}
