import type { Rule } from "../../rule";
import { adminApi } from "./admin-api";
import { autoscaledSigner } from "./autoscaled-signer";
import { doppelgangerProtection } from "./doppelganger-protection";
import { engineSecret } from "./engine-secret";
import { ephemeralProtection } from "./ephemeral-protection";
import { feeRecipient } from "./fee-recipient";
import { keyManager } from "./key-manager";
import { nodeKey } from "./node-key";
import { oneKeyOnePlace } from "./one-key-one-place";
import { oneReplica } from "./one-replica";
import { overlappingUpdate } from "./overlapping-update";
import { signerClients } from "./signer-clients";
import { signerHosts } from "./signer-hosts";
import { signerTls } from "./signer-tls";
import { slashingProtection } from "./slashing-protection";
import { stayDown } from "./stay-down";

/** Rules on chain software: what slashes, what gives keys and nodes away. */
export const CHAIN_RULES: readonly Rule[] = [
  adminApi,
  autoscaledSigner,
  doppelgangerProtection,
  engineSecret,
  ephemeralProtection,
  feeRecipient,
  keyManager,
  nodeKey,
  oneKeyOnePlace,
  oneReplica,
  overlappingUpdate,
  signerClients,
  signerHosts,
  signerTls,
  slashingProtection,
  stayDown,
];
