import type { KnownProgram, ListenOption, WatchedOption } from "./known-program";
import { isOff, isOn, isZeroAddress } from "./option-values";

function feeRecipient(names: readonly string[], unless: readonly string[]): WatchedOption {
  const expected = "an address of your own that gets the tips";
  return { concern: "fee-recipient", names, isWrong: isZeroAddress, isNeeded: true, expected, unless };
}

function doppelganger(names: readonly string[], unless: readonly string[]): WatchedOption {
  const expected = "a start that waits until nobody else signs with the keys";
  return { concern: "doppelganger", names, isWrong: isOff, isNeeded: true, expected, unless };
}

function keyManager(names: readonly string[], listen: ListenOption): WatchedOption {
  return { concern: "key-manager", names, isWrong: isOn, expected: "no API that adds and takes keys", listen };
}

function loopback(...names: readonly string[]): ListenOption {
  return { names, isLoopbackByDefault: true };
}

/** A file that says it for each key. */
const PROPOSERS = ["--proposer-settings-file", "--proposer-settings-url"];

/** Clients that sign for validators of Ethereum. */
export const VALIDATOR_CLIENTS: readonly KnownProgram[] = [
  {
    name: "Lighthouse's validator client",
    kind: "validator",
    repositories: ["sigp/lighthouse"],
    words: ["vc", "validator_client", "validator"],
    commands: ["lighthouse"],
    source: "Lighthouse, validator_client/src/cli.rs and its book (slashing protection, doppelganger protection)",
    options: [
      {
        concern: "slashing-protection",
        names: ["--init-slashing-protection"],
        isWrong: isOn,
        expected: "a database that is there: a new one knows of nothing that was signed",
      },
      {
        concern: "slashing-protection",
        names: ["--disable-slashing-protection-web3signer"],
        isWrong: isOn,
        expected: "its own protection, or a signer with a database",
        isRightWithProtectedSigner: true,
      },
      doppelganger(["--enable-doppelganger-protection"], ["--distributed"]),
      feeRecipient(["--suggested-fee-recipient"], []),
      keyManager(["--http"], loopback("--http-address")),
    ],
    protection: {},
    floors: [{ version: "8.3.1", because: "it trusts certificate authorities that were taken over" }],
  },
  {
    name: "Prysm's validator client",
    kind: "validator",
    repositories: ["offchainlabs/prysm/validator", "prysmaticlabs/prysm/validator"],
    source: "OffchainLabs/prysm, cmd/validator/flags and its documentation (doppelganger protection)",
    configurationOptions: ["--config-file"],
    options: [
      doppelganger(["--enable-doppelganger"], ["--distributed"]),
      feeRecipient(["--suggested-fee-recipient"], PROPOSERS),
      keyManager(["--rpc"], loopback("--http-host")),
    ],
    protection: { remoteSignerOptions: ["--validators-external-signer-url"] },
    keyOptions: ["--validators-external-signer-public-keys"],
  },
  {
    name: "Teku's validator client",
    kind: "validator",
    repositories: ["consensys/teku"],
    words: ["validator-client", "vc"],
    commands: ["teku"],
    source: "Teku, validator client options; CHANGELOG (external signers); how-to on doppelgangers: exit code 2",
    environmentPrefixes: ["TEKU_"],
    configurationOptions: ["--config-file", "-c"],
    options: [
      {
        concern: "slashing-protection",
        names: ["--validators-external-signer-slashing-protection-enabled"],
        isWrong: isOff,
        expected: "its own protection, or a signer with a database",
        isRightWithProtectedSigner: true,
      },
      {
        concern: "slashing-protection",
        names: ["--validators-keystore-locking-enabled"],
        isWrong: isOff,
        expected: "locks that keep a second client off the same keystores",
        unless: ["--Xobol-dvt-integration-enabled"],
      },
      doppelganger(["--doppelganger-detection-enabled"], ["--Xobol-dvt-integration-enabled"]),
      feeRecipient(["--validators-proposer-default-fee-recipient"], ["--validators-proposer-config"]),
      keyManager(["--validator-api-enabled"], loopback("--validator-api-interface")),
    ],
    protection: { remoteSignerOptions: ["--validators-external-signer-url"] },
    stayDown: { exitCodes: [2] },
    keyOptions: ["--validators-external-signer-public-keys"],
  },
  {
    name: "Nimbus' validator client",
    kind: "validator",
    repositories: ["statusim/nimbus-validator-client"],
    commands: ["nimbus_validator_client"],
    source: "status-im/nimbus-eth2, help text; release v22.12.0: exit code 129",
    configurationOptions: ["--config-file"],
    options: [
      {
        concern: "doppelganger",
        names: ["--doppelganger-detection"],
        isWrong: isOff,
        expected: "a start that waits until nobody else signs with the keys",
        unless: ["--distributed"],
      },
      feeRecipient(["--suggested-fee-recipient"], []),
      keyManager(["--keymanager"], loopback("--keymanager-address")),
    ],
    protection: { remoteSignerOptions: ["--web3-signer-url"] },
    stayDown: { exitCodes: [129] },
  },
  {
    name: "Lodestar's validator client",
    kind: "validator",
    repositories: ["chainsafe/lodestar"],
    words: ["validator"],
    commands: ["lodestar"],
    source: "Lodestar, validator command line reference",
    configurationOptions: ["--rcConfig"],
    options: [
      doppelganger(["--doppelgangerProtection"], ["--distributed"]),
      feeRecipient(["--suggestedFeeRecipient"], ["--proposerSettingsFile"]),
      keyManager(["--keymanager"], loopback("--keymanager.address")),
    ],
    protection: { remoteSignerOptions: ["--externalSigner.url"] },
    keyOptions: ["--externalSigner.pubkeys"],
  },
  {
    name: "Vouch",
    kind: "validator",
    repositories: ["attestant/vouch"],
    commands: ["vouch"],
    source: "attestantio/vouch, README; ethpandaops/ansible-collection-general",
    protection: {},
  },
  {
    name: "Vero",
    kind: "validator",
    repositories: ["serenita-org/vero"],
    commands: ["vero"],
    source: "serenita-org/vero, docs: keys by a remote signer only",
    protection: { remoteSignerOptions: ["--remote-signer-url"] },
  },
];
