import type { Rule } from "../../rule";
import { adminApi } from "./admin-api";
import { autoscaledMachine } from "./autoscaled-machine";
import { autoscaledSigner } from "./autoscaled-signer";
import { coldKey } from "./cold-key";
import { doppelgangerProtection } from "./doppelganger-protection";
import { drilledColdKey } from "./drilled-cold-key";
import { engineSecret } from "./engine-secret";
import { ephemeralProtection } from "./ephemeral-protection";
import { feeRecipient } from "./fee-recipient";
import { keyManager } from "./key-manager";
import { machineOptions } from "./machine-options";
import { movableSigner } from "./movable-signer";
import { multisigThreshold } from "./multisig-threshold";
import { nodeKey } from "./node-key";
import { offlineKey } from "./offline-key";
import { oneKeyOnePlace } from "./one-key-one-place";
import { oneReplica } from "./one-replica";
import { openOrigins } from "./open-origins";
import { outdatedClient } from "./outdated-client";
import { overlappingUpdate } from "./overlapping-update";
import { publishedEngineApi } from "./published-engine-api";
import { publishedRpc } from "./published-rpc";
import { publishedSigner } from "./published-signer";
import { restoredProtection } from "./restored-protection";
import { signerClients } from "./signer-clients";
import { signerHosts } from "./signer-hosts";
import { signerTls } from "./signer-tls";
import { slashingDatabase } from "./slashing-database";
import { slashingProtection } from "./slashing-protection";
import { stayDown } from "./stay-down";
import { validatorSentry } from "./validator-sentry";

/** Rules on chain software: what slashes, what gives keys and nodes away. */
export const CHAIN_RULES: readonly Rule[] = [
  adminApi,
  autoscaledMachine,
  autoscaledSigner,
  coldKey,
  doppelgangerProtection,
  drilledColdKey,
  engineSecret,
  ephemeralProtection,
  feeRecipient,
  keyManager,
  machineOptions,
  movableSigner,
  multisigThreshold,
  nodeKey,
  offlineKey,
  oneKeyOnePlace,
  oneReplica,
  openOrigins,
  outdatedClient,
  overlappingUpdate,
  publishedEngineApi,
  publishedRpc,
  publishedSigner,
  restoredProtection,
  signerClients,
  signerHosts,
  signerTls,
  slashingDatabase,
  slashingProtection,
  stayDown,
  validatorSentry,
];
