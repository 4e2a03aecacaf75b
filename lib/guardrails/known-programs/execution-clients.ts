import type { KnownProgram, ListenOption, WatchedOption } from "./known-program";
import { anyValue, holdsAny, isOn, origins } from "./option-values";

/** Parts of the RPC that stop, unwind or drive a node, or that sign. Sources: documentation of go-ethereum, Reth, Erigon. */
const ADMIN_APIS = ["admin", "personal", "debug", "engine", "miner", "clique", "all"];

const HTTP: ListenOption = { names: ["--http.addr"], isLoopbackByDefault: true };
const WEBSOCKET: ListenOption = { names: ["--ws.addr"], isLoopbackByDefault: true };
const ENGINE: ListenOption = { names: ["--authrpc.addr"], isLoopbackByDefault: true };

const WITHOUT_ADMIN = "a list without admin, personal, debug, engine and miner";

function adminApis(names: readonly string[], listen: ListenOption): WatchedOption {
  return { concern: "admin-api", names, isWrong: holdsAny(ADMIN_APIS), expected: WITHOUT_ADMIN, listen };
}

/** Options that geth has and its descendants kept. Source: go-ethereum v1.17.8, `cmd/utils/flags.go`. */
const GETH_OPTIONS: readonly WatchedOption[] = [
  adminApis(["--http.api"], HTTP),
  adminApis(["--ws.api"], WEBSOCKET),
  origins("--http.corsdomain"),
  origins("--ws.origins"),
  { concern: "node-key", names: ["--nodekeyhex"], isWrong: anyValue, expected: "a file, by --nodekey" },
  { concern: "admin-api", names: ["--allow-insecure-unlock"], isWrong: isOn, expected: "no unlocked account" },
];

/** Source: Reth v2.5.1, command line reference. */
const RETH_OPTIONS: readonly WatchedOption[] = [
  adminApis(["--http.api"], HTTP),
  adminApis(["--ws.api"], WEBSOCKET),
  origins("--http.corsdomain"),
  origins("--ws.origins"),
  {
    concern: "node-key",
    names: ["--p2p-secret-key-hex"],
    isWrong: anyValue,
    expected: "a file, by --p2p-secret-key",
  },
];

const GETH_ENGINE = { port: 8551, options: ["--authrpc.port"], listen: ENGINE };
const GETH_CALLS = [8545, 8546];

/** Execution clients of Ethereum and of the chains built on it. */
export const EXECUTION_CLIENTS: readonly KnownProgram[] = [
  {
    name: "Geth",
    kind: "node",
    repositories: ["ethereum/client-go"],
    commands: ["geth"],
    source: "go-ethereum, README and cmd/utils/flags.go; Rocket Pool v1.25.1",
    environmentPrefixes: ["GETH_"],
    configurationOptions: ["--config"],
    options: GETH_OPTIONS,
    engine: GETH_ENGINE,
    callPorts: GETH_CALLS,
  },
  {
    name: "Reth",
    kind: "node",
    repositories: ["paradigmxyz/reth"],
    commands: ["reth"],
    source: "Reth, command line reference; Rocket Pool v1.25.2",
    options: RETH_OPTIONS,
    engine: GETH_ENGINE,
    callPorts: GETH_CALLS,
  },
  {
    name: "Erigon",
    kind: "node",
    repositories: ["erigontech/erigon"],
    commands: ["erigon"],
    source: "Erigon, README; Rocket Pool v1.25.1",
    configurationOptions: ["--config"],
    options: [
      // Its engine API is part of the HTTP list of old releases, and never one that anybody calls.
      adminApis(["--http.api"], HTTP),
      origins("--http.corsdomain"),
      {
        concern: "admin-api",
        names: ["--private.api.addr"],
        isWrong: (value) => /^(0\.0\.0\.0|\[?::\]?|)(:\d+)$/.test(value),
        expected: "an address that its own RPC daemons alone reach",
      },
    ],
    engine: GETH_ENGINE,
    callPorts: GETH_CALLS,
  },
  {
    name: "Nethermind",
    kind: "node",
    repositories: ["nethermind/nethermind"],
    commands: ["nethermind"],
    source: "Nethermind, configuration (JsonRpc) and IJsonRpcConfig.cs; Rocket Pool v1.25.2",
    environmentPrefixes: ["NETHERMIND_"],
    configurationOptions: ["--config", "-c"],
    options: [
      adminApis(["--JsonRpc.EnabledModules"], { names: ["--JsonRpc.Host"], isLoopbackByDefault: true }),
      {
        concern: "engine-secret",
        names: ["--JsonRpc.UnsecureDevNoRpcAuthentication"],
        isWrong: isOn,
        expected: "an engine API that asks for its secret",
      },
    ],
    engine: {
      port: 8551,
      options: ["--JsonRpc.EnginePort"],
      listen: { names: ["--JsonRpc.EngineHost"], isLoopbackByDefault: true },
    },
    callPorts: GETH_CALLS,
  },
  {
    name: "Besu",
    kind: "node",
    repositories: ["hyperledger/besu"],
    commands: ["besu"],
    source: "Besu, command line options; Rocket Pool v1.25.2",
    environmentPrefixes: ["BESU_"],
    configurationOptions: ["--config-file"],
    options: [
      adminApis(["--rpc-http-api", "--rpc-http-apis"], { names: ["--rpc-http-host"], isLoopbackByDefault: true }),
      adminApis(["--rpc-ws-api", "--rpc-ws-apis"], { names: ["--rpc-ws-host"], isLoopbackByDefault: true }),
      origins("--rpc-http-cors-origins"),
      {
        concern: "engine-secret",
        names: ["--engine-jwt-disabled"],
        isWrong: isOn,
        expected: "an engine API that asks for its secret",
      },
    ],
    engine: {
      port: 8551,
      options: ["--engine-rpc-port"],
      listen: { names: ["--rpc-http-host"], isLoopbackByDefault: true },
    },
    callPorts: GETH_CALLS,
  },
  {
    name: "op-geth",
    kind: "node",
    repositories: ["oplabs-tools-artifacts/images/op-geth"],
    source: "release pages of ethereum-optimism/optimism: support ended 2026-05-31",
    environmentPrefixes: ["GETH_"],
    options: GETH_OPTIONS,
    engine: GETH_ENGINE,
    callPorts: GETH_CALLS,
    floors: [{ because: "its support ended on 2026-05-31, and it does not follow the forks after that" }],
  },
  {
    name: "op-reth",
    kind: "node",
    repositories: ["oplabs-tools-artifacts/images/op-reth"],
    commands: ["op-reth"],
    source: "CryptoManufaktur-io/optimism-docker, op-reth.yml",
    options: RETH_OPTIONS,
    engine: GETH_ENGINE,
    callPorts: GETH_CALLS,
  },
  {
    name: "Base",
    kind: "node",
    repositories: ["base/node"],
    source: "base/node, repository and release v1.2.0",
    callPorts: GETH_CALLS,
  },
  {
    name: "Bor",
    kind: "node",
    repositories: ["0xpolygon/bor"],
    commands: ["bor"],
    source: "0xPolygon/bor, command line reference",
    configurationOptions: ["--config", "-config"],
    options: [adminApis(["--http.api"], HTTP), adminApis(["--ws.api"], WEBSOCKET), origins("--http.corsdomain")],
    callPorts: GETH_CALLS,
  },
  {
    name: "Nitro",
    kind: "node",
    repositories: ["offchainlabs/nitro-node"],
    commands: ["nitro"],
    source: "OffchainLabs/nitro and its documentation",
    configurationOptions: ["--conf.file"],
    options: [adminApis(["--http.api"], HTTP), adminApis(["--ws.api"], WEBSOCKET), origins("--http.corsdomain")],
    callPorts: [8547, 8548],
  },
];
