import type { KnownProgram } from "./known-program";
import { anyValue, origins } from "./option-values";

/** October 2026: authorities that it trusted were taken over. Source: Lighthouse v8.3.1, release notes. */
const RENEWED_TRUST = { version: "8.3.1", because: "it trusts certificate authorities that were taken over" };

/** Beacon nodes, and other programs that follow a rollup. */
export const CONSENSUS_CLIENTS: readonly KnownProgram[] = [
  {
    name: "Lighthouse",
    kind: "node",
    repositories: ["sigp/lighthouse"],
    commands: ["lighthouse"],
    source: "Lighthouse v8.1.3, `bn --help`; release notes of v8.3.1; Rocket Pool v1.25.2",
    options: [
      origins("--http-allow-origin"),
      {
        concern: "engine-secret",
        names: ["--execution-jwt-secret-key"],
        isWrong: anyValue,
        expected: "a file, by --execution-jwt",
      },
    ],
    callPorts: [5052],
    floors: [RENEWED_TRUST],
  },
  {
    name: "Prysm",
    kind: "node",
    repositories: ["offchainlabs/prysm/beacon-chain", "prysmaticlabs/prysm/beacon-chain"],
    commands: ["beacon-chain"],
    source: "OffchainLabs/prysm, tools/prysm_image.bzl and cmd/beacon-chain/flags; Rocket Pool v1.25.1",
    configurationOptions: ["--config-file"],
    options: [origins("--http-cors-domain")],
    callPorts: [3500, 4000],
  },
  {
    name: "Teku",
    kind: "node",
    repositories: ["consensys/teku"],
    commands: ["teku"],
    source: "Teku, command line options; Rocket Pool v1.25.2",
    environmentPrefixes: ["TEKU_"],
    configurationOptions: ["--config-file", "-c"],
    options: [origins("--rest-api-cors-origins")],
    callPorts: [5051],
    // With these it is its own validator client (Teku 26.8.0, options of its beacon node).
    protection: { remoteSignerOptions: ["--validators-external-signer-url"] },
    signsWith: { options: ["--validator-keys", "--validators-external-signer-public-keys"] },
  },
  {
    name: "Nimbus",
    kind: "node",
    repositories: ["statusim/nimbus-eth2"],
    commands: ["nimbus_beacon_node"],
    source: "status-im/nimbus-eth2; Rocket Pool v1.25.1",
    configurationOptions: ["--config-file"],
    options: [origins("--rest-allow-origin")],
    callPorts: [5052],
  },
  {
    name: "Lodestar",
    kind: "node",
    repositories: ["chainsafe/lodestar"],
    commands: ["lodestar"],
    source: "Lodestar, beacon and validator command line reference; Rocket Pool v1.25.1",
    configurationOptions: ["--rcConfig"],
    callPorts: [9596],
  },
  {
    name: "Grandine",
    kind: "node",
    repositories: ["sifrai/grandine"],
    commands: ["grandine"],
    source: "ethstaker/eth-docker v26.8.1, default.env",
    callPorts: [5052],
  },
  {
    name: "op-node",
    kind: "node",
    repositories: ["oplabs-tools-artifacts/images/op-node"],
    commands: ["op-node"],
    source: "ethereum-optimism/optimism, op-node flags",
    environmentPrefixes: ["OP_NODE_"],
    options: [
      {
        concern: "admin-api",
        names: ["--rpc.enable-admin"],
        isWrong: anyValue,
        expected: "no interface for administration",
        listen: { names: ["--rpc.addr"], isLoopbackByDefault: true },
      },
    ],
    callPorts: [9545],
  },
];
