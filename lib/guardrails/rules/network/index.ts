import type { Rule } from "../../rule";
import { openAdminPort } from "./open-admin-port";
import { openChainPort } from "./open-chain-port";
import { openControlPort } from "./open-control-port";
import { openDatabasePort } from "./open-database-port";
import { openPort } from "./open-port";
import { openToEverything } from "./open-to-everything";

/** Rules on what can be reached, and by whom. */
export const NETWORK_RULES: readonly Rule[] = [
  openAdminPort,
  openChainPort,
  openControlPort,
  openDatabasePort,
  openPort,
  openToEverything,
];
