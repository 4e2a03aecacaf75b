import { asText, isJsonRecord, type JsonRecord, textAt } from "../../../core/json";
import { exampleContainer, examplePod } from "../../example";
import { CHAIN_PORTS, isPeerRange, knownIn, speaksOfPeers } from "../../ports";
import { recognise } from "../../recognise";
import { guardrail } from "../../rule";
import type { ContainerView } from "../../subjects/container-view";
import { read } from "../../values";
import { fail, type Judgement, PASS, unknown } from "../../verdict";
import { itemsAt } from "./lists";
import { OF_NODE } from "./node-agents";

const PORTS = ["ports"];
const FIELD = "hostPort";

export const hostPort = guardrail({
  id: "kubernetes/host-port",
  title: "No container takes a port of its node, save for the peers of a chain",
  severity: "high",
  why: "The port is open on the node's own address, around every Service, and keeps a second pod off the node.",
  fix: `remove hostPort and publish the port with a Service; of a ChainNode only the peer ports are published; ${OF_NODE}`,
  aliases: ["CKV_K8S_26", "KSV-0024", "C-0044"],
  subject: "container",
  check: (container) => {
    // Every port of a pod in the network of its node is one of the node's; another rule speaks of it.
    if (container.pod.spec["hostNetwork"] === true) return undefined;
    const ports = itemsAt(container.spec, PORTS)?.flatMap((port, index) =>
      isJsonRecord(port) ? judgePort(container, port, index) : [],
    );
    if (ports === undefined) return unknown(PORTS);
    return ports.length === 0 ? PASS : ports;
  },
  examples: () => ({
    pass: [
      exampleContainer("a port of its own", { ports: [{ containerPort: 8080 }] }),
      exampleContainer("no port", {}),
      exampleContainer("a number that asks for none", { ports: [{ containerPort: 8080, hostPort: 0 }] }),
      exampleContainer("a port that says it is for peers", {
        ports: [{ name: "p2p", containerPort: 30_400, hostPort: 30_400 }],
      }),
      examplePod(
        "the peer port of a node",
        { containers: [{ name: "main", ports: [{ containerPort: 9007, hostPort: 9007, protocol: "UDP" }] }] },
        { "palisade.dev/kind": "node" },
      ),
    ],
    fail: [
      exampleContainer("a port of the node", { ports: [{ containerPort: 8080, hostPort: 80 }] }),
      exampleContainer("a peer port of something that is no node", {
        ports: [{ containerPort: 9000, hostPort: 9000 }],
      }),
      exampleContainer("a port with a name", { ports: [{ name: "http", containerPort: 80, hostPort: 80 }] }),
      examplePod(
        "a port of a node that is for peers with the other protocol",
        { containers: [{ name: "main", ports: [{ containerPort: 9007, hostPort: 9007 }] }] },
        { "palisade.dev/kind": "node" },
      ),
      exampleContainer("an RPC port that is called one for peers", {
        ports: [{ name: "p2p", containerPort: 8545, hostPort: 8545 }],
      }),
      examplePod(
        "the RPC port of a node",
        { containers: [{ name: "main", ports: [{ containerPort: 8545, hostPort: 8545 }] }] },
        { "palisade.dev/kind": "node" },
      ),
    ],
    unknown: [
      exampleContainer("ports from elsewhere", { ports: "$" + "{var.ports}" }),
      exampleContainer("a port from elsewhere", { ports: [{ containerPort: 80, hostPort: "$" + "{var.port}" }] }),
    ],
    notApplicable: [
      exampleContainer(
        "a pod in the network of its node",
        { ports: [{ containerPort: 9100, hostPort: 9100 }] },
        { hostNetwork: true },
      ),
    ],
  }),
});

function judgePort({ pod }: ContainerView, port: JsonRecord, index: number): Judgement {
  const at = [...PORTS, index, FIELD];
  const found = read(port, [FIELD]);
  if (found.state === "unknown") return unknown(at);
  const number = found.state === "known" ? Number(asText(found.value)) : 0;
  if (number === 0) return PASS;
  const protocol = (textAt(port, "protocol") ?? "TCP").toLowerCase();
  const range = { first: number, last: number };
  const isForPeers =
    speaksOfPeers(asText(port["name"])) || (isPeerRange(range, protocol) && recognise(pod)?.kind === "node");
  if (isForPeers && knownIn(range, protocol, CHAIN_PORTS).length === 0) return PASS;
  return fail(at, "no port of the node", number);
}
