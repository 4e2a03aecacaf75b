import { spawnSync } from "node:child_process";
import { createHmac, randomBytes } from "node:crypto";
import { mkdirSync, writeFileSync } from "node:fs";
import { request } from "node:http";
import { join } from "node:path";
import { CLIENTS, type FlagContext, type NetworkName } from "../../../lib/catalogue";
import { renderCommand } from "../../../lib/render/flags";
import { LOOPBACK } from "../harness/free-ports";
import { type Server, startServer } from "../harness/server";

/** Number that no public network has. */
export const PRIVATE_CHAIN_ID = 1_337_421;

/** Every fork up to Cancun from the first block on, so that the engine API of today applies. */
const GENESIS = {
  config: {
    chainId: PRIVATE_CHAIN_ID,
    ...Object.fromEntries(
      ["homestead", "eip150", "eip155", "eip158", "byzantium", "constantinople", "petersburg", "istanbul", "berlin"]
        .concat("london")
        .map((fork) => [`${fork}Block`, 0]),
    ),
    terminalTotalDifficulty: 0,
    shanghaiTime: 0,
    cancunTime: 0,
    blobSchedule: { cancun: { target: 3, max: 6, baseFeeUpdateFraction: 3_338_477 } },
  },
  difficulty: "0x0",
  gasLimit: "0x1c9c380",
  timestamp: "0x0",
  alloc: {},
};

/** Ports a node needs, in this order. */
export const PORTS_PER_NODE = 5;

/** What a node listens on. */
export interface NodePorts {
  readonly http: number;
  readonly websocket: number;
  readonly engine: number;
  readonly metrics: number;
  readonly peers: number;
}

/** Names for free ports. */
export function nodePorts([http = 0, websocket = 0, engine = 0, metrics = 0, peers = 0]: readonly number[]): NodePorts {
  return { http, websocket, engine, metrics, peers };
}

/** What stands on the command line in place of what Palisade renders, and what is added. Everything else is unchanged. */
export interface Substitutions {
  /** By the argument as it is rendered. */
  readonly replaced: Readonly<Record<string, string>>;
  /** Arguments after all others. */
  readonly added: readonly string[];
}

/** Keeps the node from everybody else: no bootstrap nodes, no list of nodes by DNS, peers on this machine alone. */
const ALONE = ["--bootnodes=", "--discovery.dns=", `--netrestrict=${LOOPBACK}/8`];

/** geth stops itself where a disk has under 2 GiB left. An empty test chain needs a few MiB, so a full machine fails no test. */
const ON_ANY_DISK = "--datadir.minfreedisk=0";

/** Which arguments differ, for a public network's rules or a private network. */
export function substitutions(ports: NodePorts, network: "private" | "public"): Substitutions {
  return {
    replaced: {
      "--http.port=8545": `--http.port=${ports.http}`,
      "--ws.port=8546": `--ws.port=${ports.websocket}`,
      "--metrics.port=6060": `--metrics.port=${ports.metrics}`,
      ...(network === "private" ? { "--hoodi": `--networkid=${PRIVATE_CHAIN_ID}` } : {}),
    },
    added: [...ALONE, ON_ANY_DISK],
  };
}

/** The command line that Palisade renders, without the program. Folders, engine port and peer ports are its inputs. */
export function renderedFlags(network: NetworkName<"ethereum">, folder: string, ports: NodePorts): readonly string[] {
  const context: FlagContext = {
    network,
    dataDirectory: join(folder, "data"),
    peerPorts: { "el-p2p": ports.peers, "el-discovery": ports.peers },
    engine: { port: ports.engine, secretFile: join(folder, "jwt.hex") },
    announcedAddress: "203.0.113.7",
  };
  return renderCommand(CLIENTS.geth, context).slice(CLIENTS.geth.command.length);
}

/** The arguments with what differs. @throws Error when a replaced argument is not rendered any more */
export function substituted(flags: readonly string[], { replaced, added }: Substitutions): readonly string[] {
  const missing = Object.keys(replaced).filter((flag) => !flags.includes(flag));
  if (missing.length > 0) throw new Error(`Palisade does not render ${missing.join(", ")} any more`);
  return [...flags.map((flag) => replaced[flag] ?? flag), ...added];
}

/** A secret for the engine API, as the pod's init container makes it. */
export function writeSecret(folder: string): string {
  const secret = randomBytes(32).toString("hex");
  mkdirSync(folder, { recursive: true });
  writeFileSync(join(folder, "jwt.hex"), secret, { mode: 0o600 });
  return secret;
}

/** Writes the first block of the private network, and says where it is. */
export function privateGenesis(folder: string): string {
  const genesis = join(folder, "genesis.json");
  writeFileSync(genesis, JSON.stringify(GENESIS));
  return genesis;
}

/** Fills an empty data folder with the first block of the private network. */
export function initialise(program: string, folder: string): void {
  const genesis = privateGenesis(folder);
  const { status, stderr } = spawnSync(program, ["init", `--datadir=${join(folder, "data")}`, genesis], {
    encoding: "utf8",
    env: { PATH: process.env["PATH"], HOME: folder },
  });
  if (status !== 0) throw new Error(`geth init: ${stderr}`);
}

/** Starts geth and waits until it answers. */
export function startGeth(
  program: string,
  folder: string,
  flags: readonly string[],
  ports: NodePorts,
): Promise<Server> {
  return startServer({
    program,
    arguments: flags,
    folder,
    isReady: async () => (await call(ports.http, "web3_clientVersion")).status === 200,
  });
}

/** An answer of JSON-RPC. */
export interface Answer {
  readonly status: number;
  readonly text: string;
  /** `result` of the answer; undefined where it has none. */
  // biome-ignore lint/suspicious/noExplicitAny: each test states the shape it expects
  readonly result: any;
  /** `error.message` of the answer; undefined where it has none. */
  readonly fault: string | undefined;
}

/** Options of one call. */
export interface CallOptions {
  readonly params?: readonly unknown[];
  readonly headers?: Readonly<Record<string, string>>;
  /** @default - the loopback address */
  readonly address?: string;
}

/** Calls a method over HTTP. Fails when nobody listens. */
export function call(port: number, method: string, options: CallOptions = {}): Promise<Answer> {
  const { params = [], headers = {}, address = LOOPBACK } = options;
  const body = JSON.stringify({ jsonrpc: "2.0", id: 1, method, params });
  return new Promise((resolve, reject) => {
    const sent = request(
      {
        host: address,
        port,
        method: "POST",
        headers: { "content-type": "application/json", ...headers },
        timeout: 5000,
      },
      (response) => {
        let text = "";
        response.setEncoding("utf8");
        response.on("data", (part: string) => {
          text += part;
        });
        response.on("end", () => {
          const answer = text.startsWith("{") ? JSON.parse(text) : {};
          resolve({ status: response.statusCode ?? 0, text, result: answer.result, fault: answer.error?.message });
        });
      },
    );
    sent.on("timeout", () => sent.destroy(new Error("no answer")));
    sent.on("error", reject);
    sent.end(body);
  });
}

const part = (value: unknown) => Buffer.from(JSON.stringify(value)).toString("base64url");

/** A token for the engine API (execution-apis, "authentication": HS256, issued within 60 seconds). */
export function bearer(secret: string, ageSeconds = 0): Readonly<Record<string, string>> {
  const head = `${part({ alg: "HS256", typ: "JWT" })}.${part({ iat: Math.floor(Date.now() / 1000) - ageSeconds })}`;
  const signature = createHmac("sha256", Buffer.from(secret, "hex")).update(head).digest("base64url");
  return { authorization: `Bearer ${head}.${signature}` };
}
