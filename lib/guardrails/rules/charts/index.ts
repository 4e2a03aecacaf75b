import type { Rule } from "../../rule";
import { certManagerCrds } from "./cert-manager-crds";
import { ciliumEncryption } from "./cilium-encryption";
import { ciliumEnforcement } from "./cilium-enforcement";
import { externalDnsDomains } from "./external-dns-domains";
import { externalDnsOwner } from "./external-dns-owner";
import { leaderElection } from "./leader-election";
import { linkerdDefaultPolicy } from "./linkerd-default-policy";
import { metricsServerTls } from "./metrics-server-tls";
import { openInjector } from "./open-injector";
import { openPolicyEngine } from "./open-policy-engine";
import { singleReplica } from "./single-replica";
import { vaultAuditStorage } from "./vault-audit-storage";
import { vaultDevMode } from "./vault-dev-mode";
import { vaultHighAvailability } from "./vault-high-availability";
import { vaultTls } from "./vault-tls";
import { veleroAdministrator } from "./velero-administrator";
import { veleroVolumes } from "./velero-volumes";

/** Rules on what charts do where nothing is said. */
export const CHARTS_RULES: readonly Rule[] = [
  certManagerCrds,
  ciliumEncryption,
  ciliumEnforcement,
  externalDnsDomains,
  externalDnsOwner,
  leaderElection,
  linkerdDefaultPolicy,
  metricsServerTls,
  openInjector,
  openPolicyEngine,
  singleReplica,
  vaultAuditStorage,
  vaultDevMode,
  vaultHighAvailability,
  vaultTls,
  veleroAdministrator,
  veleroVolumes,
];
