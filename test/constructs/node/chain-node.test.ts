import type { ChainNode } from "../../../constructs/node";
import { CHAINS, CLIENTS, clientsFor } from "../../../lib/catalogue";
import { type Json, only } from "../../support/synth";
import { containerOf, podOf, synthNode } from "./chain-node-fixtures";

describe("every row of the catalogue of nodes", () => {
  const rows = (["mainnet", "hoodi", "sepolia"] as const).flatMap((network) =>
    (["reth", "geth"] as const).map((execution) => ({ network, execution })),
  );

  test("is here", () => {
    expect(new Set(rows.map(({ network }) => network))).toEqual(new Set(Object.keys(CHAINS.ethereum.networks)));
    expect(new Set(rows.map(({ execution }) => execution))).toEqual(new Set(clientsFor("ethereum", "execution")));
  });

  test.each(rows)("$execution and lighthouse on ethereum/$network synthesize", ({ network, execution }) => {
    const stack = synthNode({ network, clients: { execution, consensus: "lighthouse" } });
    for (const name of [execution, "lighthouse"] as const) {
      const { image, chains } = CLIENTS[name];
      const container = containerOf(stack, name);
      expect(container.image).toBe(`${image.repository}:${image.tag}`);
      expect(container.command.join(" ")).toContain(network);
      expect(Object.keys(chains.ethereum)).toContain(network);
    }
  });
});

describe("the pod of a node", () => {
  const stack = synthNode();
  const set = only(stack.resource["kubernetes_stateful_set_v1"]);

  test("is one, holds both clients, and stops as patiently as the slower one needs", () => {
    expect(set.spec.replicas).toBe("1");
    expect(podOf(stack).container.map(({ name }: Json) => name)).toEqual(["reth", "lighthouse"]);
    expect(podOf(stack).termination_grace_period_seconds).toBe(900);
  });

  test("stands on nodes that peers can reach", () => {
    expect(podOf(stack).node_selector).toEqual({ "example.org/nodes": "peers" });
  });

  test("has a kept volume per client, as large as the catalogue says", () => {
    const claims = set.spec.volume_claim_template.map(({ metadata, spec }: Json) => [
      metadata.name,
      spec.resources.requests.storage,
    ]);
    expect(claims).toEqual([
      ["execution", "2500Gi"],
      ["consensus", "200Gi"],
    ]);
    expect(set.spec.persistent_volume_claim_retention_policy[0].when_deleted).toBe("Retain");
  });

  test("is ready only when the consensus client is synced, and starts patiently", () => {
    const lighthouse = containerOf(stack, "lighthouse");
    expect(lighthouse.readiness_probe.exec.command.join(" ")).toContain("/eth/v1/node/health");
    expect(lighthouse.readiness_probe.exec.command.join(" ")).toContain("= 200");
    const { period_seconds, failure_threshold } = containerOf(stack, "reth").startup_probe;
    expect(period_seconds * failure_threshold).toBeGreaterThanOrEqual(3600);
  });

  test("says what it is", () => {
    expect(set.spec.template.metadata.labels).toMatchObject({
      "palisade.dev/kind": "node",
      "palisade.dev/name": "eth-0",
      "palisade.dev/chain": "ethereum",
      "palisade.dev/network": "mainnet",
      "palisade.dev/client": "reth-lighthouse",
    });
  });
});

describe("the engine secret", () => {
  const stack = synthNode();
  const [maker] = podOf(stack).init_container;

  test("is made in memory by an image that is pulled anyway", () => {
    expect(maker.image).toBe(containerOf(stack, "reth").image);
    const volume = podOf(stack).volume.find(({ name }: Json) => name === "engine");
    expect(volume.empty_dir).toMatchObject({ medium: "Memory" });
  });

  test("is 32 bytes from the kernel, checked before a client starts", () => {
    const script = maker.command.at(-1);
    expect(script).toContain("-N32 /dev/urandom");
    expect(script).toContain("[0-9a-f]{64}");
    expect(script).toContain("umask 077");
  });

  test("is readable to both clients and writable to none", () => {
    for (const name of ["reth", "lighthouse"]) {
      const mount = containerOf(stack, name).volume_mount.find((candidate: Json) => candidate.name === "engine");
      expect(mount).toMatchObject({ mount_path: "/engine", read_only: true });
      expect(containerOf(stack, name).command.join(" ")).toContain("/engine/jwt.hex");
    }
  });

  test("stands in no Kubernetes Secret and no configuration object", () => {
    expect(Object.keys(stack.resource)).not.toContain("kubernetes_secret_v1");
    expect(Object.keys(stack.resource)).not.toContain("kubernetes_config_map_v1");
    expect(JSON.stringify(stack)).not.toMatch(/[0-9a-f]{64}/);
  });
});

describe("what others need of a node", () => {
  test("addresses inside the cluster", () => {
    let urls: (string | undefined)[] = [];
    synthNode({}, (node) => {
      urls = [node.rpcUrl, node.wsUrl, node.beaconUrl];
    });
    expect(urls).toEqual([
      "http://eth-0.apps.svc.cluster.local:8545",
      "ws://eth-0.apps.svc.cluster.local:8546",
      "http://eth-0.apps.svc.cluster.local:5052",
    ]);
  });

  test("each client is watched by itself", () => {
    let watched: ChainNode["watched"] = [];
    synthNode({}, (node) => {
      watched = node.watched;
    });
    expect(watched.map(({ subject, metrics }) => [subject, metrics?.port])).toEqual([
      ["reth", "el-metrics"],
      ["lighthouse", "cl-metrics"],
    ]);
  });
});

describe("a node with geth", () => {
  const stack = synthNode({ clients: { execution: "geth", consensus: "lighthouse" } });

  test("shows its metrics where geth has them", () => {
    let watched: ChainNode["watched"] = [];
    synthNode({ clients: { execution: "geth", consensus: "lighthouse" } }, (node) => {
      watched = node.watched;
    });
    expect(watched.map(({ subject, metrics }) => [subject, metrics])).toEqual([
      ["geth", { port: "el-metrics", path: "/debug/metrics/prometheus" }],
      ["lighthouse", { port: "cl-metrics", path: "/metrics" }],
    ]);
  });

  test("opens one port less to its peers: both of its discovery protocols share one", () => {
    const services: Json[] = Object.values(stack.resource["kubernetes_service_v1"] ?? {});
    const open = services.find(({ spec }) => spec.type === "NodePort");
    expect(open.spec.port.map(({ name, port }: Json) => [name, port])).toEqual([
      ["el-p2p", 30303],
      ["el-discovery", 30303],
      ["cl-p2p", 30900],
      ["cl-discovery", 30900],
      ["cl-quic", 30901],
    ]);
  });

  test("gives geth no variable that it would read as a flag, not even those of Services", () => {
    expect(podOf(stack).enable_service_links).toBe(false);
    const names = (containerOf(stack, "geth").env ?? []).map(({ name }: Json) => name);
    expect(names.filter((name: string) => name.startsWith("GETH_"))).toEqual([]);
  });
});
