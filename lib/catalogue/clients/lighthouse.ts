import type { ClientSpec, SizingSpec } from "../types";

/** eth-docker measured a database of about 20 GiB and 14 GiB of memory (v8.1.3, 2026-04); blobs come on top. */
const MAINNET: SizingSpec = {
  disk: { storageGiB: 200, source: "about 20 GiB (eth-docker, 2026-04); room for blobs and a resync: own proposal" },
  resources: { cpuMillicores: 2000, memoryMiB: 14_336, memoryLimitMiB: 18_432 },
};

const TEST_NETWORK: SizingSpec = {
  disk: { storageGiB: 150, source: "own proposal: no figure published" },
  // Own proposal: nobody published what lighthouse needs on a test network.
  resources: { cpuMillicores: 1000, memoryMiB: 6144, memoryLimitMiB: 12_288 },
};

/**
 * Exits with 0 only when the beacon API says 200: synced, and its execution client with it. While it syncs it says 206,
 * which an HTTP probe would take for healthy. The image has no HTTP client, but its bash can open connections.
 */
const SYNCED = [
  "exec 3<>/dev/tcp/127.0.0.1/5052",
  "printf 'GET /eth/v1/node/health HTTP/1.0\\r\\nHost: localhost\\r\\n\\r\\n' >&3",
  "read -r -t 4 _ status _ <&3",
  '[ "$status" = 200 ]',
].join(" && ");

/** lighthouse, a consensus client. Flags: lighthouse v8.1.3 `bn --help`; health paths: the Beacon API standard. */
export const LIGHTHOUSE = {
  name: "lighthouse",
  title: "Lighthouse",
  role: "consensus",
  image: {
    repository: "sigp/lighthouse",
    tag: "v8.3.3",
    source: "pinned by Rocket Pool v1.25.2, 2026-11-10. v8.3.1 renewed its trusted certificates (its notes)",
  },
  chains: { ethereum: { mainnet: MAINNET, hoodi: TEST_NETWORK, sepolia: TEST_NETWORK } },
  command: ["lighthouse", "bn"],
  ports: [
    { name: "beacon", port: 5052, use: "beacon" },
    { name: "cl-metrics", port: 5054, use: "metrics" },
  ],
  peerPorts: [
    { name: "cl-p2p", offset: 0, protocol: "TCP" },
    { name: "cl-discovery", offset: 0, protocol: "UDP" },
    { name: "cl-quic", offset: 1, protocol: "UDP" },
  ],
  firstPeerPort: 30_900,
  flagList: "lighthouse-bn",
  flags: (context) => {
    const { engine, announcedAddress, checkpointSyncUrl } = context;
    const port = context.peerPorts["cl-p2p"] ?? 30_900;
    const quicPort = context.peerPorts["cl-quic"] ?? 30_901;
    return [
      ["--network", context.network],
      ["--datadir", context.dataDirectory],
      ...(engine === undefined
        ? []
        : ([
            ["--execution-endpoint", `http://127.0.0.1:${engine.port}`],
            ["--execution-jwt", engine.secretFile],
          ] as const)),
      // Read on an empty volume alone; afterwards the node starts from its own database.
      ...(checkpointSyncUrl === undefined ? [] : ([["--checkpoint-sync-url", checkpointSyncUrl]] as const)),
      ["--http"],
      ["--http-address", "0.0.0.0"],
      ["--http-port", 5052],
      ["--listen-address", "0.0.0.0"],
      ["--port", port],
      ["--quic-port", quicPort],
      // What it announces must be what the node opens, not what an address translation made of it.
      ["--enr-tcp-port", port],
      ["--enr-udp-port", port],
      ["--enr-quic-port", quicPort],
      ...(announcedAddress === undefined
        ? []
        : ([["--enr-address", announcedAddress], ["--disable-enr-auto-update"]] as const)),
      ["--disable-upnp"],
      ["--metrics"],
      ["--metrics-address", "0.0.0.0"],
      ["--metrics-port", 5054],
      ["--log-format", "JSON"],
      // The container's output is the log.
      ["--logfile-max-number", 0],
    ];
  },
  refusedFlags: {
    "--execution-jwt-secret-key": "a key on the command line is in the state and in every process list",
    "--purge-db": "it deletes the database at every start",
    "--purge-db-force": "it deletes the database at every start",
    "--http-allow-origin": "web pages reach nodes through a gateway",
    "--metrics-allow-origin": "metrics are for the monitoring of the cluster",
    "--allow-insecure-genesis-sync": "a node that syncs from genesis can be led onto a false chain",
    "--zero-ports": "it shifts every port away from the ones that are declared",
    "--immediate-shutdown": "the node would stop before it has written down its state",
    "--shutdown-after-sync": "the node would never serve anyone",
  },
  metrics: { port: "cl-metrics", path: "/metrics", subject: "lighthouse" },
  probes: {
    // It listens after the checkpoint is loaded and the database is migrated. An hour: own proposal.
    startup: { question: { kind: "tcp", port: "beacon" }, periodSeconds: 10, failureThreshold: 360 },
    liveness: { question: { kind: "tcp", port: "beacon" }, periodSeconds: 30, failureThreshold: 10 },
    readiness: {
      question: { kind: "command", command: ["/bin/bash", "-c", SYNCED] },
      periodSeconds: 10,
      failureThreshold: 3,
    },
  },
  // Peers give beacon nodes 1 to 5 minutes (Rocket Pool 3, ethpandaops 5).
  stopGraceSeconds: 300,
  // Its image is made from ubuntu:22.04 (Dockerfile.cross; the newest copy that could be read is of 2024).
  shell: "/bin/sh",
  checkpointSync: true,
} as const satisfies ClientSpec;
