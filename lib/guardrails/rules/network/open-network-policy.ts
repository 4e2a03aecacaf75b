import { asList, isJsonRecord, type JsonRecord, recordAt } from "../../../core/json";
import { reachOf } from "../../addresses";
import { exampleObjects } from "../../example";
import { ADMIN_PORTS, ALL_PORTS, CHAIN_PORTS, DATABASE_PORTS, knownIn, transportOf } from "../../ports";
import { guardrail } from "../../rule";
import { type FieldPath, fail, type Judgement, PASS } from "../../verdict";

const PRIVATE_PORTS = [...CHAIN_PORTS, ...DATABASE_PORTS, ...ADMIN_PORTS];

export const openNetworkPolicy = guardrail({
  id: "network/open-network-policy",
  title: "No NetworkPolicy lets everyone in at a private port",
  severity: "medium",
  why: "Then any pod of the cluster that is taken over reaches the RPC, the engine or the database behind the policy.",
  fix: "say who may come in; a Workload does it for those that are allowed to it, and only for them",
  controls: { soc2: ["CC6.1", "CC6.6", "CC7.2"], iso27001: ["A.8.20", "A.8.22"], nist: ["SC-7"] },
  aliases: ["KSV-0038"],
  subject: "object",
  kinds: ["NetworkPolicy"],
  check: ({ manifest }) =>
    asList(recordAt(manifest, "spec")["ingress"]).flatMap((rule, index) =>
      isJsonRecord(rule) ? judge(rule, ["spec", "ingress", index]) : [],
    ),
  examples: () => {
    const policy = (says: string, ...ingress: readonly JsonRecord[]) =>
      exampleObjects(says, {
        apiVersion: "networking.k8s.io/v1",
        kind: "NetworkPolicy",
        metadata: { name: "it", namespace: "apps" },
        spec: { podSelector: {}, ingress },
      });
    const rpc = { ports: [{ port: 8545, protocol: "TCP" }] };
    return {
      pass: [
        policy("RPC for one program", { from: [{ podSelector: { matchLabels: { app: "x" } } }], ...rpc }),
        policy("RPC for one namespace", {
          from: [{ namespaceSelector: { matchLabels: { team: "x" } } }],
          ...rpc,
        }),
        policy("RPC for one program wherever it runs", {
          from: [{ namespaceSelector: {}, podSelector: { matchLabels: { app: "x" } } }],
          ...rpc,
        }),
        policy("RPC for one network", { from: [{ ipBlock: { cidr: "10.0.0.0/8" } }], ...rpc }),
        policy("everything inside the namespace", { from: [{ podSelector: {} }] }),
        policy("peers", { ports: [{ port: 30_303, protocol: "UDP" }] }),
        policy("the web", { ports: [{ port: 8080 }] }),
        policy("discovery under the number of OpenSearch", { ports: [{ port: 9200, protocol: "UDP" }] }),
        policy("a port by name", { ports: [{ port: "http" }] }),
      ],
      fail: [
        policy("RPC for everyone", rpc),
        policy("RPC for everyone, in quotes", { from: [], ports: [{ port: "8545" }] }),
        policy("RPC for one program and everyone", {
          from: [{ podSelector: { matchLabels: { a: "b" } } }, { namespaceSelector: {} }],
          ...rpc,
        }),
        policy("RPC for the internet", { from: [{ ipBlock: { cidr: "0.0.0.0/0" } }], ...rpc }),
        policy("RPC for every namespace", { from: [{ namespaceSelector: {} }], ...rpc }),
        policy("RPC for every pod of every namespace", { from: [{ namespaceSelector: {}, podSelector: {} }], ...rpc }),
        policy("RPC beside peers", { ports: [{ port: 30_303 }, { port: 8545 }] }),
        policy("a range with a database in it", { ports: [{ port: 5000, endPort: 6000 }] }),
        policy("SSH", { ports: [{ port: 22 }] }),
        policy("everything for everyone", {}),
        policy("everything for everyone, as empty lists", { from: [], ports: [] }),
      ],
      notApplicable: [policy("nothing")],
    };
  },
});

function judge(rule: JsonRecord, at: FieldPath): readonly Judgement[] {
  const from = asList(rule["from"]);
  if (from.length > 0 && !from.some(isEveryone)) return [PASS];
  const ports = asList(rule["ports"]);
  if (ports.length === 0) return [fail(at, "who may come in, and at which port", "everyone, at every port")];
  return ports.map((port, index) => {
    const reached = privateIn(recordAt(port));
    const expected = `who may come in, since ${reached} answers there`;
    return reached === undefined ? PASS : fail([...at, "ports", index], expected, port);
  });
}

function isEveryone(source: unknown): boolean {
  const { ipBlock, namespaceSelector, podSelector } = recordAt(source);
  if (isJsonRecord(ipBlock)) return reachOf(ipBlock["cidr"]) === "everyone";
  return isEmpty(namespaceSelector) && (podSelector === undefined || isEmpty(podSelector));
}

function isEmpty(selector: unknown): boolean {
  return isJsonRecord(selector) && Object.keys(selector).length === 0;
}

function privateIn({ port, endPort, protocol }: JsonRecord): string | undefined {
  const first = Number(port ?? ALL_PORTS.first);
  const last = port === undefined ? ALL_PORTS.last : Number(endPort ?? port);
  const [known] = knownIn({ first, last }, transportOf(protocol), PRIVATE_PORTS);
  return known?.of;
}
