import type { ClientSpec, FlagContext, SizingSpec } from "../types";

const MAINNET: SizingSpec = {
  disk: {
    storageGiB: 2000,
    source: "about 1.2 TiB full (eth-docker, 2026-04), growing by about 50 GB a month (AWS node runners, 2026-08)",
  },
  // 8 GiB in use at the head (eth-docker, 2026-04); its project recommends 8 cores and 16 GB for the whole machine.
  resources: { cpuMillicores: 4000, memoryMiB: 10_240, memoryLimitMiB: 16_384 },
};

/** Own proposal: nobody published what geth needs on a test network. */
const TEST_RESOURCES = { cpuMillicores: 2000, memoryMiB: 8192, memoryLimitMiB: 12_288 } as const;

/**
 * Loopback only: the consensus client shares the pod, and nobody else may give orders to this client. The engine API
 * cannot be switched off; without a secret file geth makes one of its own that nobody knows.
 */
function engineFlags({ engine }: FlagContext) {
  if (engine === undefined) return [["--authrpc.addr", "127.0.0.1"]] as const;
  return [
    ["--authrpc.addr", "127.0.0.1"],
    ["--authrpc.port", engine.port],
    ["--authrpc.jwtsecret", engine.secretFile],
  ] as const;
}

/**
 * geth, an execution client. Flags, metrics and behaviour: geth v1.17.8 itself, run by the tests of this repository.
 * Every flag can also come from an environment variable GETH_…; Palisade sets none, and pods get none from Services.
 */
export const GETH = {
  name: "geth",
  title: "Geth",
  role: "execution",
  image: {
    repository: "ethereum/client-go",
    tag: "v1.17.8",
    source:
      "release v1.17.8, 2026-10-08: the newest that can be built and run here; knows the fork of Sepolia of 2026-10-06. Rocket Pool v1.25.1 pins v1.17.10, 2026-10-23",
  },
  chains: {
    ethereum: {
      mainnet: MAINNET,
      hoodi: { disk: { storageGiB: 500, source: "own proposal: no figure published" }, resources: TEST_RESOURCES },
      sepolia: { disk: { storageGiB: 1000, source: "own proposal: no figure published" }, resources: TEST_RESOURCES },
    },
  },
  command: ["/usr/local/bin/geth"],
  ports: [
    { name: "rpc", port: 8545, use: "rpc" },
    { name: "websocket", port: 8546, use: "websocket" },
    { name: "el-metrics", port: 6060, use: "metrics" },
  ],
  // Both versions of the discovery protocol share one port.
  peerPorts: [
    { name: "el-p2p", offset: 0, protocol: "TCP" },
    { name: "el-discovery", offset: 0, protocol: "UDP" },
  ],
  firstPeerPort: 30_303,
  flagList: "geth",
  flags: (context) => [
    // The network is a switch of its own name: --mainnet, --hoodi, --sepolia.
    [`--${context.network}`],
    ["--datadir", context.dataDirectory],
    ["--http"],
    ["--http.addr", "0.0.0.0"],
    ["--http.port", 8545],
    // Never admin, debug or engine: whoever reaches the port could stop or unwind the node.
    ["--http.api", "eth,net,web3"],
    // By default it answers to the name localhost alone, and callers use the name of the Service. Who may call is for
    // the network policy; a check of names protects browsers, which reach nodes through a gateway.
    ["--http.vhosts", "*"],
    ["--ws"],
    ["--ws.addr", "0.0.0.0"],
    ["--ws.port", 8546],
    ["--ws.api", "eth,net,web3"],
    ["--ipcdisable"],
    ...engineFlags(context),
    ["--port", context.peerPorts["el-p2p"] ?? 30_303],
    ["--discovery.port", context.peerPorts["el-discovery"] ?? 30_303],
    ...(context.announcedAddress === undefined ? [] : ([["--nat", `extip:${context.announcedAddress}`]] as const)),
    ["--metrics"],
    ["--metrics.addr", "0.0.0.0"],
    ["--metrics.port", 6060],
    ["--log.format", "json"],
  ],
  refusedFlags: {
    "--dev": "it leaves the network and mines a chain of its own",
    "--networkid": "it leaves the network and keeps its data",
    "--override.genesis": "it leaves the network and keeps its data",
    "--config": "a file would set flags that nobody checks",
    "--authrpc.vhosts": "the engine API belongs to the consensus client of the pod",
    "--beacon.api": "it would follow the chain without the consensus client of the pod",
    "--nodekeyhex": "a key on the command line is in the state and in every process list",
    "--password": "a node keeps no keys; a signer does",
    "--signer": "a node keeps no keys; a signer does",
    "--usb": "a node keeps no keys; a signer does",
    "--ethstats": "its address holds a password",
    "--metrics.influxdb.password": "a secret belongs in a store",
    "--metrics.influxdb.token": "a secret belongs in a store",
    "--pyroscope.password": "a secret belongs in a store",
    "--rpc.telemetry.password": "a secret belongs in a store",
    "--http.corsdomain": "web pages reach nodes through a gateway",
    "--ws.origins": "web pages reach nodes through a gateway",
    "--graphql": "it answers whoever reaches the port, and nothing limits what is asked",
    "--pprof": "its page tells whoever reaches it what the program does, and slows it down",
    "--exitwhensynced": "the node would never serve anyone",
    "--state.scheme": "the storage format is fixed when a volume is first used",
    "--db.engine": "the storage format is fixed when a volume is first used",
  },
  metrics: { port: "el-metrics", path: "/debug/metrics/prometheus", subject: "geth" },
  probes: {
    // It has no health endpoint. An hour covers the healing of files after a kill; own proposal.
    startup: { question: { kind: "tcp", port: "rpc" }, periodSeconds: 10, failureThreshold: 360 },
    liveness: { question: { kind: "tcp", port: "rpc" }, periodSeconds: 30, failureThreshold: 10 },
    readiness: { question: { kind: "tcp", port: "rpc" }, periodSeconds: 10, failureThreshold: 3 },
  },
  // Peers give execution clients 5 to 15 minutes; a kill in the middle means hours of syncing.
  stopGraceSeconds: 900,
  // Its image is made from alpine (Dockerfile of v1.17.8), whose busybox has od, tr and grep.
  shell: "/bin/sh",
} as const satisfies ClientSpec;
