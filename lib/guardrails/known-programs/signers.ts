import type { KnownProgram, ListenOption, WatchedOption } from "./known-program";
import { holdsEverybody, isOff, isOn } from "./option-values";

/** It listens at `localhost` where nothing is said. Source: Web3Signer, command line options. */
const WEB3SIGNER: ListenOption = { names: ["--http-listen-host"], isLoopbackByDefault: true };

/** Options of both of its modes. */
const WEB3SIGNER_OPTIONS: readonly WatchedOption[] = [
  {
    concern: "signer-clients",
    names: ["--tls-allow-any-client"],
    isWrong: isOn,
    expected: "clients that are named, by --tls-known-clients-file",
  },
  {
    concern: "signer-tls",
    names: ["--tls-keystore-file"],
    isNeeded: true,
    expected: "a certificate, and --tls-known-clients-file with those of its clients",
    listen: WEB3SIGNER,
  },
  {
    concern: "signer-hosts",
    names: ["--http-host-allowlist"],
    isWrong: holdsEverybody,
    expected: "the names by which its clients call it",
  },
];

const WEB3SIGNER_SOURCE = "Web3Signer 26.7.0, command line options and key best practices";

/** Programs that sign for others. */
export const SIGNERS: readonly KnownProgram[] = [
  {
    name: "Web3Signer for transactions",
    kind: "signer",
    repositories: ["consensys/web3signer"],
    words: ["eth1"],
    commands: ["web3signer"],
    source: WEB3SIGNER_SOURCE,
    environmentPrefixes: ["WEB3SIGNER_", "WEB3SIGNER_ETH1_"],
    configurationOptions: ["--config-file"],
    options: WEB3SIGNER_OPTIONS,
  },
  {
    name: "Web3Signer",
    kind: "signer",
    repositories: ["consensys/web3signer"],
    commands: ["web3signer"],
    source: WEB3SIGNER_SOURCE,
    environmentPrefixes: ["WEB3SIGNER_", "WEB3SIGNER_ETH2_"],
    configurationOptions: ["--config-file"],
    options: [
      ...WEB3SIGNER_OPTIONS,
      {
        concern: "slashing-protection",
        names: ["--slashing-protection-enabled"],
        isWrong: isOff,
        expected: "a database of what was signed, by --slashing-protection-db-url",
      },
      {
        concern: "key-manager",
        names: ["--key-manager-api-enabled", "--enable-key-manager-api"],
        isWrong: isOn,
        expected: "no API that adds and takes keys",
      },
    ],
    protection: { databaseOption: ["--slashing-protection-db-url"] },
  },
  {
    name: "Dirk",
    kind: "signer",
    repositories: ["attestant/dirk"],
    commands: ["dirk"],
    source: "attestantio/dirk 1.2.1, docs/configuration.md and docs/distributed_key_generation.md",
    protection: { sharesKeys: true },
  },
  {
    name: "Horcrux",
    kind: "signer",
    repositories: ["strangelove-ventures/horcrux"],
    commands: ["horcrux"],
    source: "strangelove-ventures/horcrux v3.3.2, docs/signing.md",
    protection: { sharesKeys: true },
  },
  {
    name: "TMKMS",
    kind: "signer",
    repositories: ["iqlusioninc/tmkms"],
    commands: ["tmkms"],
    source: "iqlusioninc/tmkms v0.15.0, README: no defence when several instances run at once",
    protection: {},
  },
  {
    name: "tofnd",
    kind: "signer",
    repositories: ["axelarnet/tofnd"],
    source: "axelarnet/axelar-core, Axelar's documentation for validators",
  },
];
