import type { ProgramImageSpec, SignerSpec } from "../types";

/** The release of both modes, and of the migrations of the slashing-protection database, which the image holds. */
const IMAGE = {
  repository: "consensys/web3signer",
  tag: "26.7.0",
  source: "Consensys/web3signer release 26.7.0, 2026-08-11: the first that logs in to Vault by Kubernetes (PR 1195)",
} as const;

const PORTS = [
  { name: "signing", port: 9000, use: "signing" },
  { name: "metrics", port: 9001, use: "metrics" },
] as const;

/**
 * Signing asks for a client's certificate, which the kubelet has none of: only the connection can be tried. `/upcheck` and
 * `/healthcheck` are answered on the same port. That it is open says that loading ended, and not that it went well: keys
 * that are missing are an alert's (`SignerKeysMissing`). Source: Consensys/web3signer 3522fc8, Runner.java.
 */
const PROBES = {
  // Keys are fetched one by one before the port opens, a thousand of them in minutes.
  startup: { question: { kind: "tcp", port: "signing" }, periodSeconds: 5, failureThreshold: 120 },
  liveness: { question: { kind: "tcp", port: "signing" }, periodSeconds: 10, failureThreshold: 6 },
  readiness: { question: { kind: "tcp", port: "signing" }, periodSeconds: 5, failureThreshold: 2 },
} as const;

const SHARED = {
  image: IMAGE,
  ports: PORTS,
  probes: PROBES,
  command: ["/opt/web3signer/bin/web3signer"],
  folder: "/etc/web3signer",
  // Own proposal: nobody publishes how long it needs; a signature takes milliseconds.
  stopGraceSeconds: 60,
} as const;

/** Web3Signer for the duties of Ethereum's validators. Facts: Consensys/web3signer 26.4.2 and 3522fc8, command line. */
export const WEB3SIGNER_ETH2 = {
  ...SHARED,
  name: "web3signer-eth2",
  title: "Web3Signer for validators",
  subcommand: "eth2",
  flagList: "web3signer-eth2",
  metrics: { port: "metrics", path: "/metrics", subject: "web3signer" },
  // Own proposal. eth-docker gives Java 6 GB for thousands of keys.
  resources: { cpuMillicores: 1000, memoryMiB: 4096, memoryLimitMiB: 4096 },
} as const satisfies SignerSpec;

/** Web3Signer for transactions. */
export const WEB3SIGNER_ETH1 = {
  ...SHARED,
  name: "web3signer-eth1",
  title: "Web3Signer for transactions",
  subcommand: "eth1",
  flagList: "web3signer-eth1",
  metrics: { port: "metrics", path: "/metrics", subject: "web3signer-transactions" },
  // Own proposal.
  resources: { cpuMillicores: 500, memoryMiB: 1536, memoryLimitMiB: 1536 },
} as const satisfies SignerSpec;

/** What brings the schema of the slashing-protection database up to date: Web3Signer does not do it itself. */
export const FLYWAY = {
  name: "flyway",
  title: "Flyway",
  image: {
    repository: "flyway/flyway",
    tag: "12.4.0",
    source: "the tag as public repositories pin it, read 2026-11-21; Web3Signer's own tests migrate with Flyway",
  },
} as const satisfies ProgramImageSpec;

/** Where the image of Web3Signer holds the migrations. Source: Consensys/web3signer 3522fc8, build.gradle and docker/Dockerfile. */
export const WEB3SIGNER_MIGRATIONS = "/opt/web3signer/migrations/postgresql";
