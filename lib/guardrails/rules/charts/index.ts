import type { Rule } from "../../rule";
import { vaultAuditStorage } from "./vault-audit-storage";
import { vaultDevMode } from "./vault-dev-mode";
import { vaultHighAvailability } from "./vault-high-availability";
import { vaultTls } from "./vault-tls";

/** Rules on what charts do where nothing is said. */
export const CHARTS_RULES: readonly Rule[] = [vaultAuditStorage, vaultDevMode, vaultHighAvailability, vaultTls];
