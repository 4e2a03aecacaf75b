import { mkdtempSync, rmSync } from "node:fs";
import { request } from "node:http";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { CHAINS, CLIENTS } from "../../lib/catalogue";
import { ruleContext, SUBJECTS } from "../../lib/catalogue/alerts";
import { flagList } from "../../lib/catalogue/clients/flag-list";
import { metricList } from "../../lib/catalogue/clients/metric-list";
import type { Fact } from "../../lib/truth";
import { expectEvidence } from "./evidence";
import { LOOPBACK_HEX, listeningAddresses, outsideAddress } from "./geth/listeners";
import {
  bearer,
  call,
  initialise,
  type NodePorts,
  nodePorts,
  PORTS_PER_NODE,
  PRIVATE_CHAIN_ID,
  renderedFlags,
  startGeth,
  substituted,
  substitutions,
  writeSecret,
} from "./geth/private-network";
import { LOOPBACK, PortTakenError, withFreePorts } from "./harness/free-ports";
import type { Server } from "./harness/server";
import { describeWithTool } from "./tools";

const { geth: CLIENT } = CLIENTS;
const LIST = flagList("geth");
const OF = `geth ${LIST.version}`;
const NETWORKS = ["mainnet", "hoodi", "sepolia"] as const;
const GENESIS_TIMESTAMP_STEP = 12;
const ZERO = `0x${"0".repeat(64)}`;

/** Flags and metrics that the real program took, for the report. */
const accepted = new Map<string, Fact>();
function accept(kind: "client flag" | "metric", name: string): void {
  accepted.set(`${kind} ${name}`, { kind, of: OF, name });
}

describeWithTool("geth", "the real geth", (program, version) => {
  let scratch = "";
  beforeAll(() => {
    scratch = mkdtempSync(join(tmpdir(), "palisade-geth-"));
  });
  afterAll(() => rmSync(scratch, { recursive: true, force: true }));

  it("is the release that the catalogue pins and whose flags it lists", () => {
    expect([`v${version}`, LIST.version]).toEqual([CLIENT.image.tag, CLIENT.image.tag]);
  });

  describe("on a private network", () => {
    let ports: NodePorts;
    let secret = "";
    let server: Server;
    let folder = "";

    beforeAll(async () => {
      folder = join(scratch, "private");
      secret = writeSecret(folder);
      initialise(program, folder);
      server = await withFreePorts(PORTS_PER_NODE, (found) => {
        ports = nodePorts(found);
        const flags = renderedFlags("hoodi", folder, ports);
        return startGeth(program, folder, substituted(flags, substitutions(ports, "private")), ports);
      });
    });
    afterAll(() => server?.stop());

    it("took every flag but the network's as Palisade renders it", () => {
      for (const flag of renderedFlags("hoodi", folder, ports)) {
        const [name = ""] = flag.split("=");
        if (name !== "--hoodi") accept("client flag", name);
      }
      expect(server.hasEnded()).toBe(false);
    });

    it("follows its own chain", async () => {
      expect((await call(ports.http, "eth_chainId")).result).toBe(`0x${PRIVATE_CHAIN_ID.toString(16)}`);
    });

    it("takes engine orders from who shows a fresh token of the right secret, and from nobody else", async () => {
      const ask = (headers?: Readonly<Record<string, string>>) =>
        call(ports.engine, "engine_exchangeCapabilities", {
          params: [["engine_newPayloadV4"]],
          ...(headers === undefined ? {} : { headers }),
        });
      const refused = [
        await ask(),
        await ask(bearer("00".repeat(32))),
        await ask(bearer(secret, 600)),
        await ask(bearer(secret, -600)),
      ];
      expect(refused.map(({ status, text }) => [status, text.trim()])).toEqual([
        [401, "missing token"],
        [401, "signature is invalid"],
        [401, "stale token"],
        [401, "future token"],
      ]);
      const allowed = await ask(bearer(secret));
      expect(allowed.status).toBe(200);
      expect(allowed.result).toContain("engine_newPayloadV4");
    });

    it("takes engine orders on the loopback address alone", async () => {
      expect(listeningAddresses(ports.engine)).toEqual([LOOPBACK_HEX]);
      // The same look at a port that is open to all, so that this test would see it.
      expect(listeningAddresses(ports.http)).not.toEqual([LOOPBACK_HEX]);
      expect(listeningAddresses(ports.http)).toHaveLength(1);
      const address = outsideAddress();
      if (address === undefined) return;
      await expect(
        call(ports.engine, "engine_exchangeCapabilities", { address, headers: bearer(secret) }),
      ).rejects.toThrow("ECONNREFUSED");
      expect((await call(ports.http, "eth_chainId", { address })).status).toBe(200);
    });

    it("listens on every port that Palisade declares", () => {
      for (const port of [ports.http, ports.websocket, ports.metrics, ports.peers]) {
        expect(listeningAddresses(port)).toHaveLength(1);
      }
    });

    it("answers to the name of its Service", async () => {
      const headers = { host: "eth-0.nodes.svc.cluster.local:8545" };
      expect((await call(ports.http, "eth_blockNumber", { headers })).result).toBe("0x0");
      // The engine API answers to addresses and to localhost alone.
      const { status, text } = await call(ports.engine, "eth_blockNumber", {
        headers: { ...headers, ...bearer(secret) },
      });
      expect([status, text.trim()]).toEqual([403, "invalid host specified"]);
    });

    it.each([
      "admin_nodeInfo",
      "admin_stopHTTP",
      "debug_setHead",
      "debug_traceBlockByNumber",
      "engine_forkchoiceUpdatedV3",
      "miner_setGasPrice",
      "personal_listAccounts",
      "personal_unlockAccount",
      "txpool_content",
    ])("offers no %s over HTTP", async (method) => {
      const { result, fault } = await call(ports.http, method);
      expect([result, fault]).toEqual([undefined, `the method ${method} does not exist/is not available`]);
    });

    it("offers eth, net and web3 over HTTP, and lets subscribers in over WebSockets", async () => {
      const modules = (await call(ports.http, "rpc_modules")).result;
      expect(Object.keys(modules).sort()).toEqual(["eth", "net", "rpc", "web3"]);
      await expect(upgrade(ports.websocket)).resolves.toBe(101);
    });

    it("moves its head when the consensus side says so, and the metric of the head shows it", async () => {
      const engine = (method: string, ...params: unknown[]) =>
        call(ports.engine, method, { params, headers: bearer(secret) }).then(({ result, text }) => result ?? text);
      const genesis = (await call(ports.http, "eth_getBlockByNumber", { params: ["0x0", false] })).result.hash;
      const state = (head: string) => ({ headBlockHash: head, safeBlockHash: genesis, finalizedBlockHash: genesis });
      const attributes = {
        timestamp: `0x${GENESIS_TIMESTAMP_STEP.toString(16)}`,
        prevRandao: ZERO,
        suggestedFeeRecipient: `0x${"1".repeat(40)}`,
        withdrawals: [],
        parentBeaconBlockRoot: ZERO,
      };
      const { payloadId } = await engine("engine_forkchoiceUpdatedV3", state(genesis), attributes);
      const { executionPayload } = await engine("engine_getPayloadV3", payloadId);
      expect(await engine("engine_newPayloadV3", executionPayload, [], ZERO)).toMatchObject({ status: "VALID" });
      const moved = await engine("engine_forkchoiceUpdatedV3", state(executionPayload.blockHash), null);
      expect(moved.payloadStatus.status).toBe("VALID");
      expect((await call(ports.http, "eth_blockNumber")).result).toBe("0x1");
      expect((await scrape(ports)).get("chain_head_block")).toBe(1);
    });

    it("shows every metric that alerts and panels read, and all that the catalogue lists", async () => {
      const shown = await scrape(ports);
      const { alerts, panels } = SUBJECTS.geth;
      const read = [...alerts, ...panels].flatMap(({ metrics }) => metrics.map(({ name }) => name));
      expect(read.filter((name) => !shown.has(name))).toEqual([]);
      expect(metricList("geth").names.filter((name) => !shown.has(name))).toEqual([]);
      for (const name of read) accept("metric", name);
      expect(CLIENT.metrics.path).toBe("/debug/metrics/prometheus");
      // Nothing else is behind the expressions.
      const context = ruleContext(SUBJECTS.geth, { namespace: "nodes", workload: "eth-0" });
      expect(alerts.map(({ expression }) => expression(context)).join(" ")).toContain("chain_head_block");
    });

    it("says clearly that a port is taken", async () => {
      const other = join(scratch, "second");
      writeSecret(other);
      initialise(program, other);
      const flags = substituted(renderedFlags("hoodi", other, ports), substitutions(ports, "private"));
      const start = startGeth(program, other, flags, { ...ports, http: 1 });
      await expect(start).rejects.toThrow(PortTakenError);
      await expect(start).rejects.toThrow(
        /^geth ended before it was ready\. The end of its log:\n[\s\S]*address already in use/,
      );
    });

    it("stops on TERM within the time it is given, with code 0", async () => {
      const { code, seconds } = await server.stop(CLIENT.stopGraceSeconds);
      expect(code).toBe(0);
      expect(seconds).toBeLessThan(CLIENT.stopGraceSeconds);
      expect(server.log()).toContain("Blockchain stopped");
      await expect(call(ports.http, "eth_chainId")).rejects.toThrow("ECONNREFUSED");
    });
  });

  describe.each(NETWORKS)("with the flags of %s, kept from the network", (network) => {
    it("takes them all and follows the chain that the catalogue says", async () => {
      const folder = join(scratch, network);
      writeSecret(folder);
      let ports = nodePorts([]);
      const server = await withFreePorts(PORTS_PER_NODE, (found) => {
        ports = nodePorts(found);
        const flags = substituted(renderedFlags(network, folder, ports), substitutions(ports, "public"));
        return startGeth(program, folder, flags, ports);
      });
      try {
        const { chainId } = CHAINS.ethereum.networks[network];
        expect((await call(ports.http, "eth_chainId")).result).toBe(`0x${chainId.toString(16)}`);
        expect((await call(ports.http, "net_peerCount")).result).toBe("0x0");
        for (const flag of renderedFlags(network, folder, ports)) accept("client flag", flag.split("=")[0] ?? "");
      } finally {
        expect((await server.stop(CLIENT.stopGraceSeconds)).code).toBe(0);
      }
    });
  });

  it("took what is recorded", () => {
    expectEvidence("geth", { program: "geth", version, facts: [...accepted.values()] });
  });
});

/** Every metric with its value. */
async function scrape({ metrics }: NodePorts): Promise<ReadonlyMap<string, number>> {
  const response = await fetch(`http://${LOOPBACK}:${metrics}${CLIENT.metrics.path}`);
  const lines = (await response.text()).split("\n").filter((line) => line !== "" && !line.startsWith("#"));
  return new Map(
    lines.map((line) => {
      const [, name = "", value = ""] = /^([a-zA-Z0-9_:]+)\s*(?:\{[^}]*\})?\s+(\S+)/.exec(line) ?? [];
      return [name, Number(value)];
    }),
  );
}

/** Status of the answer to a WebSocket handshake. */
function upgrade(port: number): Promise<number> {
  return new Promise((resolve, reject) => {
    const sent = request({
      host: LOOPBACK,
      port,
      headers: {
        connection: "Upgrade",
        upgrade: "websocket",
        "sec-websocket-version": "13",
        "sec-websocket-key": Buffer.alloc(16).toString("base64"),
      },
    });
    sent.on("upgrade", (response, socket) => {
      socket.destroy();
      resolve(response.statusCode ?? 0);
    });
    sent.on("response", (response) => resolve(response.statusCode ?? 0));
    sent.on("error", reject);
    sent.end();
  });
}
