import type { TerraformStack } from "cdktf";
import { Controller } from "../../../constructs/core/controller";
import { ImageRef } from "../../../constructs/core/image-ref";
import { Peer } from "../../../constructs/core/peer";
import { Workload } from "../../../constructs/core/workload";
import { ChainNode, type ChainNodeProps } from "../../../constructs/node";
import { CHAINS, CLIENTS, clientsFor } from "../../../lib/catalogue";
import { flagList } from "../../../lib/catalogue/clients/flag-list";
import { type JsonRecord, recordAt } from "../../../lib/core/json";
import { examineStack } from "../../../lib/truth";
import { appsNamespace, plainCluster, webContainer } from "../../support/fixtures";
import { type Json, only, type SynthesizedJson, synthStack } from "../../support/synth";
import { thrownMessage } from "../../support/thrown-message";

const props: ChainNodeProps = {
  cluster: plainCluster,
  namespace: appsNamespace,
  chain: "ethereum",
  network: "mainnet",
  clients: { execution: "reth", consensus: "lighthouse" },
};

function synthNode(
  overrides: Partial<ChainNodeProps> = {},
  also: (node: ChainNode, stack: TerraformStack) => void = () => {},
) {
  return synthStack((stack) => also(new ChainNode(stack, "eth-0", { ...props, ...overrides }), stack));
}

function podOf(stack: SynthesizedJson): Json {
  return only(stack.resource["kubernetes_stateful_set_v1"]).spec.template.spec;
}

function containerOf(stack: SynthesizedJson, name: string): Json {
  return podOf(stack).container.find((container: Json) => container.name === name);
}

function client(stack: TerraformStack): Workload {
  return new Workload(stack, "client", {
    cluster: plainCluster,
    namespace: appsNamespace,
    identity: { kind: "workload", name: "client" },
    controller: Controller.deployment({ replicas: 1 }),
    containers: [webContainer],
  });
}

describe("every row of the catalogue", () => {
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

describe("who reaches a node", () => {
  test("nobody reaches the engine API: it is in no Service, no policy and no list of ports", () => {
    const stack = synthNode({}, (node, scope) => {
      node.grantRpc(client(scope));
      node.grantWs(Peer.namespace("apps"));
      node.grantBeacon(Peer.namespace("apps"));
    });
    for (const type of ["kubernetes_service_v1", "kubernetes_network_policy_v1"]) {
      expect(JSON.stringify(stack.resource[type])).not.toContain("8551");
    }
    const ports = podOf(stack).container.flatMap(({ port }: Json) => port.map((one: Json) => one.container_port));
    expect(ports).not.toContain(8551);
    expect(containerOf(stack, "reth").command).toContain("--authrpc.addr=127.0.0.1");
  });

  test("peers reach exactly its peer ports, under the numbers the clients announce", () => {
    const stack = synthNode();
    const services: Json[] = Object.values(stack.resource["kubernetes_service_v1"] ?? {});
    const open = services.filter(({ spec }) => spec.type === "NodePort");
    expect(open).toHaveLength(1);
    expect(
      open[0].spec.port.map(({ name, port, node_port, protocol }: Json) => [name, port, node_port, protocol]),
    ).toEqual([
      ["el-p2p", 30303, 30303, "TCP"],
      ["el-discovery", 30303, 30303, "UDP"],
      ["el-discovery5", 30304, 30304, "UDP"],
      ["cl-p2p", 30900, 30900, "TCP"],
      ["cl-discovery", 30900, 30900, "UDP"],
      ["cl-quic", 30901, 30901, "UDP"],
    ]);
    expect(containerOf(stack, "reth").command).toContain("--port=30303");
    expect(containerOf(stack, "lighthouse").command).toContain("--enr-quic-port=30901");
    expect(services.filter(({ spec }) => spec.type === "LoadBalancer")).toEqual([]);
  });

  test("without a grant, the policy lets in peers alone", () => {
    const { ingress } = only(synthNode().resource["kubernetes_network_policy_v1"]).spec;
    const ports = ingress.flatMap((rule: Json) => rule.ports.map(({ port }: Json) => Number(port)));
    expect([...new Set(ports)].sort()).toEqual([30303, 30304, 30900, 30901]);
  });

  test("a grant opens its one port, on both sides", () => {
    const stack = synthNode({}, (node, scope) => node.grantRpc(client(scope)));
    const policies: Json[] = Object.values(stack.resource["kubernetes_network_policy_v1"] ?? {});
    const [mine, theirs] = ["reth-lighthouse", "workload"].map(
      (name) => policies.find(({ spec }) => spec.pod_selector.match_labels["app.kubernetes.io/name"] === name)?.spec,
    );
    const granted = mine.ingress.filter((rule: Json) => rule.ports.some(({ port }: Json) => port === "8545"));
    expect(granted).toHaveLength(1);
    expect(granted[0].from[0].pod_selector.match_labels["app.kubernetes.io/instance"]).toBe("client");
    expect(theirs.egress.at(-1).ports).toEqual([{ port: "8545", protocol: "TCP" }]);
  });

  test("it may reach the internet, but no private address", () => {
    const { egress } = only(synthNode().resource["kubernetes_network_policy_v1"]).spec;
    const block = egress.flatMap((rule: Json) => rule.to).find((to: Json) => to.ip_block !== undefined).ip_block;
    expect(block.cidr).toBe("0.0.0.0/0");
    expect(block.except).toEqual(expect.arrayContaining(["10.0.0.0/8", "169.254.0.0/16"]));
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

describe("what a user may say", () => {
  test("ports, sizes, images, flags, a checkpoint and an address of their own", () => {
    const stack = synthNode({
      options: {
        execution: { firstPeerPort: 31000, storageGiB: 3000, extraFlags: [["--max-peers", 50]] },
        consensus: { image: ImageRef.parse("sigp/lighthouse:v8.3.2"), firstPeerPort: 31010 },
      },
      checkpointSyncUrl: "https://checkpoint.example.org",
      announcedAddress: "203.0.113.7",
      storageClassName: "fast",
    });
    expect(containerOf(stack, "reth").command).toEqual(
      expect.arrayContaining([
        "--port=31000",
        "--discovery.v5.port=31001",
        "--max-peers=50",
        "--nat=extip:203.0.113.7",
      ]),
    );
    expect(containerOf(stack, "lighthouse").image).toBe("sigp/lighthouse:v8.3.2");
    expect(containerOf(stack, "lighthouse").command).toEqual(
      expect.arrayContaining(["--port=31010", "--checkpoint-sync-url=https://checkpoint.example.org"]),
    );
    const [claim] = only(stack.resource["kubernetes_stateful_set_v1"]).spec.volume_claim_template;
    expect(claim.spec).toMatchObject({ storage_class_name: "fast", resources: { requests: { storage: "3000Gi" } } });
  });

  test("a flag that the list does not have is written down as theirs, and the stack is accepted", () => {
    const own = { extraFlags: [["--new-in-2.10", 1]], ownFlags: ["--new-in-2.10"] } as const;
    let written: JsonRecord = {};
    const stack = synthNode({ options: { execution: own } }, (_node, scope) => {
      written = JSON.parse(JSON.stringify(scope.toTerraform()));
    });
    expect(containerOf(stack, "reth").command.at(-1)).toBe("--new-in-2.10=1");
    const [set] = Object.values(recordAt(written, "resource", "kubernetes_stateful_set_v1"));
    expect(recordAt(set, "//", "palisade")).toEqual({ ownFlags: { reth: ["--new-in-2.10"] } });
    const { problems, facts } = examineStack(written);
    expect(problems).toEqual([]);
    expect(facts.filter(({ kind, checked }) => kind === "client flag" && !checked).map(({ name }) => name)).toEqual([
      "--new-in-2.10",
    ]);
    // Without the mark the examination refuses it.
    expect(examineStack(stack).problems.map(({ what }) => what)).toEqual([
      "reth has no flag --new-in-2.10 in v2.5.1, the newest release whose flags were read; v2.10.1 runs",
    ]);
  });

  test("two nodes of one cluster need peer ports of their own", () => {
    const pair = (second: Partial<ChainNodeProps>) => () =>
      synthStack((stack) => {
        new ChainNode(stack, "eth-0", props);
        new ChainNode(stack, "eth-1", { ...props, ...second });
      });
    expect(pair({})).toThrow(/test\/eth-1: peer port 30303 of Reth is already used by test\/eth-0/);
    expect(pair({})).toThrow(/peer port 30901 of Lighthouse/);
    expect(
      pair({ options: { execution: { firstPeerPort: 30310 }, consensus: { firstPeerPort: 30910 } } }),
    ).not.toThrow();
    expect(pair({ cluster: { ...plainCluster, clusterName: "other" } })).not.toThrow();
  });

  test("the same node may stand in two apps", () => {
    expect(() => [synthNode(), synthNode()]).not.toThrow();
  });
});

describe("bad input", () => {
  test("is reported at once, with the construct path", () => {
    const run = () =>
      synthNode({
        options: {
          execution: { storageGiB: -1, firstPeerPort: 80, extraFlags: [["--dev"]] },
          consensus: { storageGiB: 1.5, firstPeerPort: 32767 },
        },
        checkpointSyncUrl: "http://user:key@checkpoint.example.org",
        announcedAddress: "example.org",
      });
    expect(run).toThrow(/test\/eth-0: the volume of Reth has no usable size\n {2}got: -1/);
    expect(run).toThrow(/the volume of Lighthouse has no usable size/);
    expect(run).toThrow(/Reth has peer ports that the nodes of a cluster cannot open/);
    expect(run).toThrow(/a first port from 30000 to 32766; it takes 2 in a row/);
    expect(run).toThrow(/may not be given --dev/);
    expect(run).toThrow(/checkpoint address/);
    expect(run).toThrow(/not an IPv4 address/);
  });

  test("a flag that the client does not have names the construct, the flag, the version and the closest names", () => {
    const options = { execution: { extraFlags: [["--max-pears", 50]] } } as const;
    expect(thrownMessage(() => synthNode({ options }))).toBe(
      [
        "test/eth-0 reth --max-pears: reth has no flag --max-pears in v2.5.1, the newest release whose flags were read; v2.10.1 runs",
        '  got: "--max-pears=50"',
        "  allowed: --max-peers, --max-tx-reqs, --db.max-readers",
        "  do this: correct the name, or name it in options.execution.ownFlags when v2.10.1 has it",
        `  source: ${flagList("reth").source}`,
      ].join("\n"),
    );
  });

  test("an unknown chain, network or client from outside names what there is", () => {
    const from = (text: string) => () =>
      synthStack((stack) => {
        new ChainNode(stack, "eth-0", { ...props, ...JSON.parse(text) });
      });
    expect(from('{"chain":"solana"}')).toThrow(/test\/eth-0: the catalogue has no such chain[\s\S]*allowed: ethereum/);
    expect(from('{"network":"goerli"}')).toThrow(/allowed: mainnet, hoodi, sepolia/);
    expect(from('{"clients":{"execution":"lighthouse","consensus":"lighthouse"}}')).toThrow(
      /cannot be the execution client[\s\S]*allowed: reth, geth/,
    );
  });

  test("names that Kubernetes does not take are refused", () => {
    expect(() => synthNode({ name: "Eth_0" })).toThrow(/a workload's name is not a name Kubernetes takes/);
  });

  test("wrong words do not compile", () => {
    // @ts-expect-error no such network
    const network: ChainNodeProps = { ...props, network: "goerli" };
    // @ts-expect-error lighthouse is no execution client
    const role: ChainNodeProps = { ...props, clients: { execution: "lighthouse", consensus: "lighthouse" } };
    // @ts-expect-error a node needs a consensus client
    const missing: ChainNodeProps = { ...props, clients: { execution: "reth" } };
    expect([network, role, missing]).toHaveLength(3);
  });
});
