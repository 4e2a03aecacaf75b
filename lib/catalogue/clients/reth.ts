import type { ClientSpec, FlagContext, SizingSpec } from "../types";

const MAINNET: SizingSpec = {
  disk: {
    storageGiB: 2500,
    source: "about 1.8 TiB full (eth-docker, 2026-04), growing by about 50 GB a month (AWS node runners, 2026-08)",
  },
  // 14 GiB in use at the head (eth-docker, 2026-04); 8 cores for the whole node (AWS node runners, 2026-08).
  resources: { cpuMillicores: 4000, memoryMiB: 16_384, memoryLimitMiB: 24_576 },
};

/** Own proposal: nobody published what reth needs on a test network. */
const TEST_RESOURCES = { cpuMillicores: 2000, memoryMiB: 8192, memoryLimitMiB: 14_336 } as const;

function engineFlags({ engine }: FlagContext) {
  if (engine === undefined) return [["--disable-auth-server"]] as const;
  return [
    // Loopback only: the consensus client shares the pod, and nobody else may give orders to this client.
    ["--authrpc.addr", "127.0.0.1"],
    ["--authrpc.port", engine.port],
    ["--authrpc.jwtsecret", engine.secretFile],
  ] as const;
}

/** reth, an execution client. Flags: reth v2.5.1 command line reference; ports and guards: its documentation, 2026-08. */
export const RETH = {
  name: "reth",
  title: "Reth",
  role: "execution",
  image: {
    repository: "ghcr.io/paradigmxyz/reth",
    tag: "v2.10.1",
    source: "pinned by Rocket Pool v1.25.2, 2026-11-10. Sepolia needs v2.7.0 or newer since 2026-10-06 (its notes)",
  },
  chains: {
    ethereum: {
      mainnet: MAINNET,
      hoodi: { disk: { storageGiB: 500, source: "own proposal: no figure published" }, resources: TEST_RESOURCES },
      sepolia: { disk: { storageGiB: 1000, source: "own proposal: no figure published" }, resources: TEST_RESOURCES },
    },
  },
  command: ["/usr/local/bin/reth", "node"],
  ports: [
    { name: "rpc", port: 8545, use: "rpc" },
    { name: "websocket", port: 8546, use: "websocket" },
    { name: "el-metrics", port: 9001, use: "metrics" },
  ],
  peerPorts: [
    { name: "el-p2p", offset: 0, protocol: "TCP" },
    { name: "el-discovery", offset: 0, protocol: "UDP" },
    { name: "el-discovery5", offset: 1, protocol: "UDP" },
  ],
  firstPeerPort: 30_303,
  flagList: "reth",
  flags: (context) => [
    ["--chain", context.network],
    ["--datadir", context.dataDirectory],
    // Keeps 10,064 blocks of state. Without a prune flag reth is an archive.
    ["--full"],
    ["--http"],
    ["--http.addr", "0.0.0.0"],
    ["--http.port", 8545],
    // Never admin, debug or engine: whoever reaches the port could stop or unwind the node.
    ["--http.api", "eth,net,web3"],
    ["--ws"],
    ["--ws.addr", "0.0.0.0"],
    ["--ws.port", 8546],
    ["--ws.api", "eth,net,web3"],
    ["--ipcdisable"],
    ...engineFlags(context),
    ["--port", context.peerPorts["el-p2p"] ?? 30_303],
    ["--discovery.port", context.peerPorts["el-discovery"] ?? 30_303],
    ["--discovery.v5.port", context.peerPorts["el-discovery5"] ?? 30_304],
    ...(context.announcedAddress === undefined ? [] : ([["--nat", `extip:${context.announcedAddress}`]] as const)),
    ["--metrics", "0.0.0.0:9001"],
    ["--log.stdout.format", "json"],
    // The root file system is read-only and the container's output is the log.
    ["--log.file.max-files", 0],
    ["--color", "never"],
  ],
  refusedFlags: {
    "--dev": "it leaves the network and mines a chain of its own",
    "--disable-auth-server": "the consensus client could not reach it",
    "--auth-ipc": "the engine API belongs to the consensus client of the pod",
    "--rpc.jwtsecret": "a secret belongs in a store",
    "--p2p-secret-key-hex": "a key on the command line is in the state and in every process list",
    "--http.corsdomain": "web pages reach nodes through a gateway",
    "--ws.origins": "web pages reach nodes through a gateway",
    "--instance": "it shifts every port away from the ones that are declared",
    "--with-unused-ports": "it shifts every port away from the ones that are declared",
    "--storage.v2": "the storage format is fixed when a volume is first used",
  },
  metrics: { port: "el-metrics", path: "/metrics", subject: "reth" },
  probes: {
    // It has no health endpoint. An hour covers the healing of files after a kill; own proposal.
    startup: { question: { kind: "tcp", port: "rpc" }, periodSeconds: 10, failureThreshold: 360 },
    liveness: { question: { kind: "tcp", port: "rpc" }, periodSeconds: 30, failureThreshold: 10 },
    readiness: { question: { kind: "tcp", port: "rpc" }, periodSeconds: 10, failureThreshold: 3 },
  },
  // Rocket Pool gives execution clients 15 minutes; a kill in the middle means hours of syncing.
  stopGraceSeconds: 900,
  // Its image is made from ubuntu:24.04 (Dockerfile, read 2026-11).
  shell: "/bin/sh",
} as const satisfies ClientSpec;
