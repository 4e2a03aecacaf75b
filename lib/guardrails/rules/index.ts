import type { Rule } from "../rule";
import { AGENTS_RULES } from "./agents";
import { BACKUP_RULES } from "./backup";
import { CHAIN_RULES } from "./chain";
import { CHARTS_RULES } from "./charts";
import { COST_RULES } from "./cost";
import { ENCRYPTION_RULES } from "./encryption";
import { IDENTITY_RULES } from "./identity";
import { KUBERNETES_RULES } from "./kubernetes";
import { LOGGING_RULES } from "./logging";
import { MONITORING_RULES } from "./monitoring";
import { NETWORK_RULES } from "./network";
import { SECRETS_RULES } from "./secrets";
import { STATE_RULES } from "./state";
import { SUPPLY_CHAIN_RULES } from "./supply-chain";

/** Every rule of Palisade. */
export const GUARDRAILS: readonly Rule[] = [
  ...AGENTS_RULES,
  ...BACKUP_RULES,
  ...CHAIN_RULES,
  ...CHARTS_RULES,
  ...COST_RULES,
  ...ENCRYPTION_RULES,
  ...IDENTITY_RULES,
  ...KUBERNETES_RULES,
  ...LOGGING_RULES,
  ...MONITORING_RULES,
  ...NETWORK_RULES,
  ...SECRETS_RULES,
  ...STATE_RULES,
  ...SUPPLY_CHAIN_RULES,
];
