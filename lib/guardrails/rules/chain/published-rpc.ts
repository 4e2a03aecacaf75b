import type { JsonRecord } from "../../../core/json";
import { exampleObjects } from "../../example";
import { asFarAsKnown, guessOf } from "../../recognise";
import { guardrail } from "../../rule";
import { fail, on, PASS } from "../../verdict";
import { exampleSet, IMAGES } from "./examples";
import { publishedPorts } from "./published-ports";

export const publishedRpc = guardrail({
  id: "chain/published-rpc",
  title: "No node answers calls from outside of its cluster without a gateway before it",
  severity: "high",
  why: "A node knows no limits and no callers: a handful of heavy calls takes it off the chain's head for everybody.",
  fix: "publish an RpcTier, which limits, authenticates and caches, and keep the nodes behind it",
  controls: { soc2: ["CC6.1", "CC6.6", "CC7.2"], nist: ["SC-7"] },
  source: "documentation of go-ethereum (security) and Lighthouse (beacon API); eRPC, rate limits and authentication",
  subject: "container",
  check: (container) => {
    const guess = container.isInit ? undefined : guessOf(container);
    if (guess?.program.kind !== "node" || guess.program.callPorts === undefined) return undefined;
    const { name, callPorts } = guess.program;
    const open = publishedPorts(container.pod).filter(({ port }) => port !== undefined && callPorts.includes(port));
    if (open.length === 0) return PASS;
    return open.map(({ by, at, port }) =>
      asFarAsKnown(guess, on(by, fail(at, `a gateway, since ${name} answers there itself`, port))),
    );
  },
  examples: () => {
    const service = (type: string, ...ports: readonly JsonRecord[]) => ({
      apiVersion: "v1",
      kind: "Service",
      metadata: { name: "it", namespace: "apps" },
      spec: { type, selector: { app: "it" }, ports },
    });
    const node = exampleSet({ image: IMAGES.geth });
    return {
      pass: [
        exampleObjects("a Service inside of the cluster", node, service("ClusterIP", { port: 8545 })),
        exampleObjects("the port of peers", node, service("NodePort", { port: 30_303 })),
        exampleObjects("no Service", node),
      ],
      fail: [
        exampleObjects("a load balancer", node, service("LoadBalancer", { port: 443, targetPort: 8545 })),
        exampleObjects(
          "a port on every node",
          exampleSet({ image: IMAGES.lighthouse }),
          service("NodePort", { port: 5052 }),
        ),
        exampleObjects(
          "a node of Solana",
          exampleSet({ image: "registry.example.org/agave-validator:4", command: ["agave-validator"] }),
          service("LoadBalancer", { port: 8899 }),
        ),
        exampleObjects("beside that of peers", node, service("NodePort", { port: 30_303 }, { port: 8546 })),
      ],
      unknown: [
        exampleObjects(
          "an image of which only the name tells",
          exampleSet({ image: "registry.example.org/reth:2" }),
          service("LoadBalancer", { port: 8545 }),
        ),
      ],
      notApplicable: [
        exampleObjects(
          "a gateway",
          exampleSet({ image: "ghcr.io/erpc/erpc:0.1.2" }),
          service("LoadBalancer", { port: 8545 }),
        ),
        exampleObjects("another program", exampleSet({ image: "it:1" }), service("LoadBalancer", { port: 8545 })),
        exampleObjects(
          "a container before the others",
          exampleSet({ image: "it:1" }, {}, { initContainers: [{ name: "first", image: IMAGES.geth }] }),
          service("LoadBalancer", { port: 8545 }),
        ),
      ],
    };
  },
});
