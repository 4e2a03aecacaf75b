import type { Rule } from "../../rule";
import { adminApi } from "./admin-api";
import { doppelgangerProtection } from "./doppelganger-protection";
import { engineSecret } from "./engine-secret";
import { feeRecipient } from "./fee-recipient";
import { keyManager } from "./key-manager";
import { nodeKey } from "./node-key";
import { signerClients } from "./signer-clients";
import { signerHosts } from "./signer-hosts";
import { signerTls } from "./signer-tls";
import { slashingProtection } from "./slashing-protection";

/** Rules on chain software: what slashes, what gives keys and nodes away. */
export const CHAIN_RULES: readonly Rule[] = [
  adminApi,
  doppelgangerProtection,
  engineSecret,
  feeRecipient,
  keyManager,
  nodeKey,
  signerClients,
  signerHosts,
  signerTls,
  slashingProtection,
];
