import {
  CHAINS,
  type ChainSpec,
  CLIENTS,
  type ClientFor,
  type ClientSpec,
  catalogueImages,
  clientsFor,
  GATEWAYS,
  type NetworkPath,
  type NodeSelection,
  networkPaths,
  resolveNetwork,
  resolveNode,
} from "../../../lib/catalogue";
import { SUBJECT_IDS } from "../../../lib/catalogue/alerts/subjects";
import { parseImage } from "../../../lib/core/image";
import { problemsOf } from "../../support/refusals";

const chains: readonly ChainSpec[] = Object.values(CHAINS);
const clients: readonly ClientSpec[] = Object.values(CLIENTS);
const programs = [...clients, ...Object.values(GATEWAYS)];

const mainnet: NodeSelection = {
  chain: "ethereum",
  network: "mainnet",
  clients: { execution: "reth", consensus: "lighthouse" },
};

describe("the catalogue", () => {
  test.each(Object.entries({ ...CHAINS, ...CLIENTS, ...GATEWAYS }))(
    "%s is registered under its own name",
    (key, spec) => {
      expect(spec.name).toBe(key);
    },
  );

  test.each(catalogueImages())("%s is an exact release", (image) => {
    expect(parseImage(image).tag).toMatch(/^v?\d+\.\d+\.\d+$/);
  });

  test.each(programs)("$name has ports of its own, and its metrics and probes use them", (program) => {
    const names = program.ports.map(({ name }) => name);
    expect(new Set(names).size).toBe(names.length);
    expect(new Set(program.ports.map(({ port }) => port)).size).toBe(names.length);
    expect(names).toContain(program.metrics.port);
    expect(SUBJECT_IDS).toContain(program.metrics.subject);
    for (const { question } of Object.values(program.probes)) {
      if (question.kind !== "command") expect(names).toContain(question.port);
    }
  });

  test.each(clients)("$name has peer ports that every node of a cluster can open", (client) => {
    const last = client.firstPeerPort + Math.max(...client.peerPorts.map(({ offset }) => offset));
    expect(client.firstPeerPort).toBeGreaterThanOrEqual(30_000);
    expect(last).toBeLessThanOrEqual(32_767);
    expect(client.stopGraceSeconds).toBeGreaterThanOrEqual(60);
  });

  test.each(chains)("no two clients of a $title node share a port or a port name", (chain) => {
    const used = chain.roles.map((role) =>
      clients
        .filter((client) => client.role === role)
        .flatMap((client) => [
          ...client.ports.flatMap(({ name, port }) => [name, port]),
          ...client.peerPorts.flatMap(({ name, offset }) => [name, client.firstPeerPort + offset]),
        ]),
    );
    for (const [index, mine] of used.entries()) {
      const others = used.filter((_, other) => other !== index).flat();
      expect(mine.filter((item) => others.includes(item))).toEqual([]);
      expect(mine).not.toContain(chain.enginePort);
    }
  });

  test.each(chains)("every client named for $title knows its networks, and every role has a client", (chain) => {
    for (const role of chain.roles) expect(clientsFor(chain.name, role).length).toBeGreaterThan(0);
    for (const client of clients) {
      for (const network of Object.keys(client.chains[chain.name] ?? {})) {
        expect(Object.keys(chain.networks)).toContain(network);
      }
    }
  });

  test.each(chains)("the first role of $title answers RPC calls", (chain) => {
    const [first] = chain.roles;
    for (const client of clients.filter(({ role }) => role === first)) {
      expect(client.ports.map(({ use }) => use)).toContain("rpc");
    }
  });

  test("chain ids are unique, and Ethereum's are the published ones", () => {
    const ids = chains.flatMap((chain) => Object.values(chain.networks).map(({ chainId }) => chainId));
    expect(new Set(ids).size).toBe(ids.length);
    expect(CHAINS.ethereum.networks.mainnet.chainId).toBe(1);
    expect(CHAINS.ethereum.networks.hoodi.chainId).toBe(560048);
    expect(CHAINS.ethereum.networks.sepolia.chainId).toBe(11155111);
  });

  test("checkpoint addresses are https, and the host that vanished is not among them", () => {
    for (const chain of chains) {
      for (const url of Object.values(chain.networks).flatMap(({ checkpointSyncUrls }) => checkpointSyncUrls)) {
        expect(new URL(url).protocol).toBe("https:");
        expect(new URL(url).hostname).not.toMatch(/beaconstate\.info$/);
      }
    }
  });
});

describe("resolveNode", () => {
  test("finds the network and the clients in the order of the roles", () => {
    const node = resolveNode(mainnet);
    expect(node.network.spec.chainId).toBe(1);
    expect(node.clients.map(({ spec }) => spec.name)).toEqual(["reth", "lighthouse"]);
    expect(node.clients[0]?.sizing.disk.storageGiB).toBeGreaterThan(1800);
  });

  test("says which chains there are", () => {
    const [problem] = problemsOf(() => resolveNode({ ...mainnet, chain: "etherium" }, "prod/eth-0"));
    expect(problem).toMatchObject({ got: "etherium", allowed: "ethereum", where: "prod/eth-0" });
  });

  test.each(["toString", "__proto__", "constructor", ""])("does not take %p for a chain, network or client", (name) => {
    expect(problemsOf(() => resolveNode({ ...mainnet, chain: name }))).toHaveLength(1);
    expect(problemsOf(() => resolveNode({ ...mainnet, network: name }))).toHaveLength(1);
    expect(
      problemsOf(() => resolveNode({ ...mainnet, clients: { execution: name, consensus: "lighthouse" } })),
    ).toHaveLength(1);
  });

  test("names the clients that fit when one does not", () => {
    const [problem] = problemsOf(() =>
      resolveNode({ ...mainnet, clients: { execution: "lighthouse", consensus: "lighthouse" } }),
    );
    expect(problem?.what).toContain("lighthouse is the consensus client of ethereum");
    expect(problem?.allowed).toBe("reth, geth");
  });

  test("reports an unknown network, a misspelt client, a missing one and a strange role at once", () => {
    const problems = problemsOf(() =>
      resolveNode({ chain: "ethereum", network: "goerli", clients: { execution: "geht", validator: "reth" } }),
    );
    expect(problems.map(({ got }) => got)).toEqual(["goerli", "validator", "geht", undefined]);
    expect(problems[0]?.allowed).toBe("mainnet, hoodi, sepolia");
    expect(problems[3]?.doThis).toBe("set clients.consensus");
  });
});

describe("resolveNetwork", () => {
  test.each(networkPaths())("%s resolves", (path) => {
    const { chain, name } = resolveNetwork(path);
    expect(`${chain.name}/${name}`).toBe(path);
  });

  test.each(["ethereum", "mainnet", "ethereum/", "/mainnet", "ethereum/goerli", "ethereum/mainnet/x"])(
    "%p is refused with the paths there are",
    (path) => {
      expect(problemsOf(() => resolveNetwork(path))[0]?.allowed).toContain("ethereum/mainnet");
    },
  );
});

describe("types", () => {
  test("a client that does not fit its role does not compile", () => {
    const fits: readonly ClientFor<"ethereum", "execution">[] = ["reth", "geth"];
    // @ts-expect-error lighthouse is a consensus client
    const wrongRole: ClientFor<"ethereum", "execution"> = "lighthouse";
    // @ts-expect-error no such client
    const misspelt: ClientFor<"ethereum", "execution"> = "geht";
    // @ts-expect-error no such network
    const network: NetworkPath = "ethereum/goerli";
    expect([fits, wrongRole, misspelt, network]).toHaveLength(4);
  });
});
