import type { JsonRecord } from "../../../core/json";
import { exampleObjects } from "../../example";
import { isPeerRange, speaksOfPeers } from "../../ports";
import { labelledKind, programOf } from "../../recognise";
import { guardrail } from "../../rule";
import type { PodView } from "../../subjects/pod-view";
import { fail, on, PASS } from "../../verdict";
import { exampleSet, IMAGES } from "./examples";
import { type PublishedPort, publishedPorts } from "./published-ports";

export const publishedSigner = guardrail({
  id: "chain/published-signer",
  title: "No validator or signer is reached from outside of its cluster, save by peers",
  severity: "critical",
  why: "Whatever gets to a signer's port may ask it to sign, and whatever gets to a validator's may take it off its duties.",
  fix: "leave the Service at ClusterIP, and let in the one client that needs it with allowFrom",
  controls: { soc2: ["CC6.1", "CC6.6", "CC7.2"], nist: ["SC-7"] },
  source: "Web3Signer, best practices for keys; CometBFT, validators; 0xPolygon, validator best practices",
  subject: "pod",
  check: (pod) => {
    if (!signs(pod)) return undefined;
    const published = publishedPorts(pod).filter((each) => !isForPeers(each));
    if (published.length === 0) return PASS;
    return published.map(({ by, at, port, name }) =>
      on(by, fail(at, "nothing that publishes what signs", port ?? name)),
    );
  },
  examples: () => {
    const service = (type: string, ...ports: readonly JsonRecord[]) => ({
      apiVersion: "v1",
      kind: "Service",
      metadata: { name: "it", namespace: "apps" },
      spec: { type, selector: { app: "it" }, ports },
    });
    const route = (backend: JsonRecord) => ({
      apiVersion: "gateway.networking.k8s.io/v1",
      kind: "HTTPRoute",
      metadata: { name: "it", namespace: "apps" },
      spec: { rules: [{ backendRefs: [backend] }] },
    });
    const signer = exampleSet({ image: IMAGES.web3signer, args: ["eth1"] });
    const validator = exampleSet({ image: "it:1" }, {}, {}, { "palisade.dev/kind": "validator" });
    return {
      pass: [
        exampleObjects("a Service inside of the cluster", signer, service("ClusterIP", { port: 9000 })),
        exampleObjects("no Service", signer),
        exampleObjects("peers by number", validator, service("LoadBalancer", { port: 26_656 })),
        exampleObjects("peers by name", validator, service("NodePort", { name: "p2p", port: 31_000 })),
        exampleObjects("a Service of something else", signer, {
          ...service("LoadBalancer", { port: 9000 }),
          spec: { type: "LoadBalancer", selector: { app: "other" }, ports: [{ port: 9000 }] },
        }),
        exampleObjects(
          "a route to something else",
          signer,
          service("ClusterIP", { port: 9000 }),
          route({ name: "other" }),
        ),
      ],
      fail: [
        exampleObjects("a load balancer", signer, service("LoadBalancer", { port: 9000 })),
        exampleObjects("a port on every node", signer, service("NodePort", { port: 443, targetPort: 9000 })),
        exampleObjects(
          "a port by a name that no container has",
          signer,
          service("NodePort", { port: 1, targetPort: "x" }),
        ),
        exampleObjects("a route", signer, service("ClusterIP", { port: 9000 }), route({ name: "it", port: 9000 })),
        exampleObjects(
          "an RPC port beside that of peers",
          validator,
          service("NodePort", { port: 26_656 }, { port: 26_657 }),
        ),
        exampleObjects("a number of peers, over the other transport", validator, service("NodePort", { port: 12_000 })),
        exampleObjects(
          "one that says it is a signer",
          exampleSet({ image: "it:1" }, {}, {}, { "palisade.dev/kind": "signer" }),
          service("NodePort", { port: 9000 }),
        ),
        exampleObjects(
          "a validator by its program",
          exampleSet({ image: IMAGES.teku, args: ["vc"] }),
          service("NodePort", { port: 5052 }),
        ),
      ],
      notApplicable: [
        exampleObjects("a node", exampleSet({ image: IMAGES.geth }), service("NodePort", { port: 8545 })),
      ],
    };
  },
});

function signs(pod: PodView): boolean {
  const kinds = [labelledKind(pod), ...pod.containers.map((container) => programOf(container)?.kind)];
  return kinds.some((kind) => kind === "validator" || kind === "signer");
}

function isForPeers({ name, port }: PublishedPort): boolean {
  return (
    speaksOfPeers(name) ||
    (port !== undefined && isPeerRange({ first: port, last: port }, "tcp") && port !== SIGNER_PORT)
  );
}

/** Web3Signer answers at a number that is one of peers elsewhere. */
const SIGNER_PORT = 9000;
