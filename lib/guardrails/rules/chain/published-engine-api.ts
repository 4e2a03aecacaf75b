import type { JsonRecord } from "../../../core/json";
import { isJsonRecord, listAt } from "../../../core/json";
import { exampleObjects } from "../../example";
import { listensAt, optionsOf } from "../../judge-options";
import { asFarAsKnown, guessOf } from "../../recognise";
import { guardrail } from "../../rule";
import type { ContainerView } from "../../subjects/container-view";
import { fail, type Judgement, on, PASS, unknown } from "../../verdict";
import { exampleSet, IMAGES } from "./examples";
import { publishedPorts } from "./published-ports";

export const publishedEngineApi = guardrail({
  id: "chain/published-engine-api",
  title: "The engine API of a node is reached by its own consensus client alone",
  severity: "critical",
  why: "It decides which chain the node follows; one shared secret is all that stands between it and whoever reaches the port.",
  fix: "bind it to the loopback address and run both clients in one pod, as a ChainNode does",
  controls: { soc2: ["CC6.1", "CC6.6", "CC7.2"], nist: ["SC-7"] },
  source: "Ethereum's engine API, authentication; documentation of go-ethereum and Reth on --authrpc",
  subject: "container",
  check: (container) => {
    const guess = container.isInit ? undefined : guessOf(container);
    if (guess?.program.engine === undefined) return undefined;
    const { program } = guess;
    const { engine } = guess.program;
    const listens = listensAt(container, program, engine.listen);
    if (listens === "loopback") return PASS;
    const [moved] = optionsOf(container, program, engine.options);
    if (moved !== undefined && moved.value === undefined) return unknown(moved.at);
    const port = Number(moved?.value ?? engine.port);
    const found = judge(container, port);
    if (found === undefined) return PASS;
    const doubt = "whether it listens beyond its pod is not seen here";
    return listens === "unknown" ? unknown([], doubt) : asFarAsKnown(guess, found);
  },
  examples: () => {
    const open = ["--authrpc.addr=0.0.0.0"];
    const node = (args: readonly string[], more: JsonRecord = {}, pod: JsonRecord = {}) =>
      exampleSet({ image: IMAGES.geth, args, ...more }, {}, pod);
    const service = (type: string, ...ports: readonly JsonRecord[]) => ({
      apiVersion: "v1",
      kind: "Service",
      metadata: { name: "it", namespace: "apps" },
      spec: { type, selector: { app: "it" }, ports },
    });
    const ingress = {
      apiVersion: "networking.k8s.io/v1",
      kind: "Ingress",
      metadata: { name: "it", namespace: "apps" },
      spec: { rules: [{ http: { paths: [{ backend: { service: { name: "it", port: { number: 80 } } } }] } }] },
    };
    return {
      pass: [
        exampleObjects(
          "an address of its own pod",
          node(["--authrpc.addr=127.0.0.1"]),
          service("NodePort", { port: 8551 }),
        ),
        exampleObjects("its default", node(["--http"]), service("NodePort", { port: 8551 })),
        exampleObjects("a Service inside of the cluster", node(open), service("ClusterIP", { port: 8551 })),
        exampleObjects("another port that is published", node(open), service("LoadBalancer", { port: 30_303 })),
        exampleObjects(
          "a port of the node for peers",
          node(open, { ports: [{ containerPort: 30_303, hostPort: 30_303 }] }),
        ),
      ],
      fail: [
        exampleObjects("a load balancer", node(open), service("LoadBalancer", { port: 8551 })),
        exampleObjects("a port on every node", node(open), service("NodePort", { port: 80, targetPort: 8551 })),
        exampleObjects(
          "a port by its name",
          node(open, { ports: [{ name: "engine", containerPort: 8551 }] }),
          service("NodePort", { port: 80, targetPort: "engine" }),
        ),
        exampleObjects("another number", node([...open, "--authrpc.port=9551"]), service("NodePort", { port: 9551 })),
        exampleObjects("an Ingress", node(open), service("ClusterIP", { port: 80, targetPort: 8551 }), ingress),
        exampleObjects("the network of the node", node(open, {}, { hostNetwork: true })),
        exampleObjects("a port of the node", node(open, { ports: [{ containerPort: 8551, hostPort: 8551 }] })),
      ],
      unknown: [
        exampleObjects(
          "an image of which only the name tells",
          exampleSet({ image: "registry.example.org/reth:2", args: open }),
          service("NodePort", { port: 8551 }),
        ),
        exampleObjects("a number from elsewhere", node([...open, "--authrpc.port=$" + "{var.port}"])),
        exampleObjects("an address in a file", node(["--config=/etc/geth.toml"]), service("NodePort", { port: 8551 })),
      ],
      notApplicable: [
        exampleObjects(
          "a beacon node",
          exampleSet({ image: IMAGES.lighthouse, args: ["bn"] }),
          service("NodePort", { port: 8551 }),
        ),
        exampleObjects(
          "a container before the others",
          exampleSet({ image: "it:1" }, {}, { initContainers: [{ name: "first", image: IMAGES.geth, args: open }] }),
        ),
      ],
    };
  },
});

function judge({ pod, spec }: ContainerView, port: number): Judgement | undefined {
  const published = publishedPorts(pod).find((each) => each.port === port);
  if (published !== undefined)
    return on(published.by, fail(published.at, "a port other than that of the engine API", port));
  if (pod.spec["hostNetwork"] === true) return fail([], "127.0.0.1, since the pod shares its node's network", port);
  const place = listAt(spec, "ports").findIndex(
    (each) => isJsonRecord(each) && Number(each["containerPort"]) === port && each["hostPort"] !== undefined,
  );
  return place < 0 ? undefined : fail(["ports", place, "hostPort"], "no port of the node", port);
}
