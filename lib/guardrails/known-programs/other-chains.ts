import type { KnownProgram, WatchedOption } from "./known-program";
import { anyValue, holdsEverybody, isOn } from "./option-values";

/** Options that every program built on CometBFT has. Source: the flags of its command that runs a node. */
const COMETBFT_OPTIONS: readonly WatchedOption[] = [
  { concern: "admin-api", names: ["--rpc.unsafe"], isWrong: isOn, expected: "an RPC without unsafe calls" },
  { concern: "sentry", names: ["--p2p.pex"], isWrong: isOn, isNeeded: true, expected: "false" },
];

/** Source: command lines of public nodes built on the Polkadot SDK, and the help text they quote. */
const POLKADOT_OPTIONS: readonly WatchedOption[] = [
  {
    concern: "admin-api",
    names: ["--rpc-methods"],
    isWrong: (value) => value.toLowerCase() === "unsafe",
    expected: "Safe, or Auto",
    onlyWith: ["--rpc-external", "--unsafe-rpc-external"],
  },
  { concern: "origins", names: ["--rpc-cors"], isWrong: holdsEverybody, expected: "the origins of your own pages" },
  { concern: "node-key", names: ["--node-key"], isWrong: anyValue, expected: "a file, by --node-key-file" },
];

/** Nodes of other chains. */
export const OTHER_CHAINS: readonly KnownProgram[] = [
  {
    name: "Agave",
    kind: "node",
    // Anza publishes no image of it; Jito's is started by the same word.
    repositories: [],
    commands: ["agave-validator"],
    source: "Agave v4.2.1, flags of agave-validator; docs.anza.xyz, operations/requirements",
    callPorts: [8899, 8900],
    // What it voted for stands in its tower file.
    protection: {},
    signsWith: { options: ["--vote-account"], unless: ["--no-voting"] },
  },
  {
    name: "Gaia",
    kind: "node",
    repositories: ["cosmos/gaia"],
    commands: ["gaiad"],
    source: "cosmos/gaia v28.0.0, Dockerfile; cometbft/cometbft, docs/core",
    environmentPrefixes: ["GAIAD_"],
    options: COMETBFT_OPTIONS,
    callPorts: [26_657, 1317, 9090],
  },
  {
    name: "Heimdall",
    kind: "node",
    repositories: ["0xpolygon/heimdall-v2", "0xpolygon/heimdall"],
    commands: ["heimdalld"],
    source: "0xPolygon/heimdall-v2; graphops/launchpad-charts, charts/heimdall-v2",
    options: COMETBFT_OPTIONS,
    callPorts: [26_657, 1317],
  },
  {
    name: "AvalancheGo",
    kind: "node",
    repositories: ["avaplatform/avalanchego"],
    commands: ["avalanchego"],
    source: "ava-labs/avalanchego, config/config.md; releases to v1.15.3",
    environmentPrefixes: ["AVAGO_"],
    configurationOptions: ["--config-file", "--config-file-content"],
    options: [
      {
        concern: "admin-api",
        names: ["--api-admin-enabled"],
        isWrong: isOn,
        expected: "no interface for administration",
        listen: { names: ["--http-host"], isLoopbackByDefault: true },
      },
      {
        concern: "origins",
        names: ["--http-allowed-origins"],
        isWrong: holdsEverybody,
        expected: "the origins of your own pages",
      },
    ],
    callPorts: [9650],
    floors: [{ version: "1.15.0", because: "it does not know the rules of mainnet since 2026-09-22" }],
  },
  {
    name: "nearcore",
    kind: "node",
    repositories: ["nearprotocol/nearcore"],
    commands: ["neard"],
    source: "near/nearcore, release 2.13.4: marked CODE_RED",
    callPorts: [3030],
    floors: [{ version: "2.13.4", because: "2.13.4 mended a fault in security" }],
  },
  {
    name: "Sui",
    kind: "node",
    repositories: ["mysten/sui-node"],
    commands: ["sui-node"],
    source: "MystenLabs/sui, docs/content/operators",
    callPorts: [9000],
  },
  {
    name: "Aptos",
    kind: "node",
    repositories: ["aptoslabs/validator"],
    commands: ["aptos-node"],
    source: "aptos-labs/aptos-core, terraform/helm/aptos-node",
    callPorts: [8080, 9101, 9102],
  },
  {
    name: "Polkadot",
    kind: "node",
    repositories: ["parity/polkadot", "parity/polkadot-parachain"],
    commands: ["polkadot"],
    source: "polkadot-developers/polkadot-docs; paritytech/helm-charts, charts/node 5.17.0",
    options: POLKADOT_OPTIONS,
    callPorts: [9944],
  },
  {
    name: "Bitcoin Core",
    kind: "node",
    repositories: ["bitcoin/bitcoin", "lncm/bitcoind"],
    commands: ["bitcoind"],
    source: "willcl-ark/bitcoin-core-docker, README; bitcoin/bitcoin, doc",
    callPorts: [8332, 18_332, 38_332, 48_332],
  },
  {
    name: "LND",
    kind: "node",
    repositories: ["lightninglabs/lnd"],
    commands: ["lnd"],
    source: "lightningnetwork/lnd, docs/DOCKER.md and sample-lnd.conf",
    callPorts: [10_009, 8080],
  },
  {
    name: "Core Lightning",
    kind: "node",
    repositories: ["elementsproject/lightningd"],
    commands: ["lightningd"],
    source: "ElementsProject/lightning, Dockerfile and doc",
    callPorts: [9736, 9835],
  },
  {
    name: "zkSync's external node",
    kind: "node",
    repositories: ["matterlabs/external-node"],
    source: "matter-labs/zksync-era, docs of the external node",
    callPorts: [3060, 3061],
  },
];
