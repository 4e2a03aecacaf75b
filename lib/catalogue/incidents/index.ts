import { INTRUSION } from "./intrusion";
import { KEY_COMPROMISE } from "./key-compromise";
import { SECRET_LEAK } from "./secret-leak";
import { SIGNER_ANOMALY } from "./signer-anomaly";
import { SUPPLY_CHAIN } from "./supply-chain";
import type { IncidentId, IncidentSpec } from "./types";

export * from "./types";

/** What people do, by the class of the incident. */
export const INCIDENTS: Readonly<Record<IncidentId, IncidentSpec>> = {
  "key-compromise": KEY_COMPROMISE,
  "signer-anomaly": SIGNER_ANOMALY,
  "secret-leak": SECRET_LEAK,
  "supply-chain": SUPPLY_CHAIN,
  intrusion: INTRUSION,
};
