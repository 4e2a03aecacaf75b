import type { Rule } from "../../rule";
import { certManagerCrds } from "./cert-manager-crds";
import { chaosMeshDashboard } from "./chaos-mesh-dashboard";
import { chaosMeshRuntime } from "./chaos-mesh-runtime";
import { chaosMeshScope } from "./chaos-mesh-scope";
import { ciliumEncryption } from "./cilium-encryption";
import { ciliumEnforcement } from "./cilium-enforcement";
import { collectorPorts } from "./collector-ports";
import { dataServiceTls } from "./data-service-tls";
import { externalDnsDomains } from "./external-dns-domains";
import { externalDnsOwner } from "./external-dns-owner";
import { kagentAuthentication } from "./kagent-authentication";
import { kagentDatabase } from "./kagent-database";
import { karpenterInterruptions } from "./karpenter-interruptions";
import { kedaScope } from "./keda-scope";
import { keptMessages } from "./kept-messages";
import { leaderElection } from "./leader-election";
import { linkerdDefaultPolicy } from "./linkerd-default-policy";
import { lokiDeployment } from "./loki-deployment";
import { metricsServerTls } from "./metrics-server-tls";
import { objectStore } from "./object-store";
import { openInjector } from "./open-injector";
import { openPolicyEngine } from "./open-policy-engine";
import { requiredValue } from "./required-value";
import { singleReplica } from "./single-replica";
import { valkeyPassword } from "./valkey-password";
import { vaultAuditStorage } from "./vault-audit-storage";
import { vaultDevMode } from "./vault-dev-mode";
import { vaultHighAvailability } from "./vault-high-availability";
import { vaultTls } from "./vault-tls";
import { veleroAdministrator } from "./velero-administrator";
import { veleroVolumes } from "./velero-volumes";

/** Rules on what charts do where nothing is said. */
export const CHARTS_RULES: readonly Rule[] = [
  certManagerCrds,
  chaosMeshDashboard,
  chaosMeshRuntime,
  chaosMeshScope,
  ciliumEncryption,
  ciliumEnforcement,
  collectorPorts,
  dataServiceTls,
  externalDnsDomains,
  externalDnsOwner,
  kagentAuthentication,
  kagentDatabase,
  karpenterInterruptions,
  kedaScope,
  keptMessages,
  leaderElection,
  linkerdDefaultPolicy,
  lokiDeployment,
  metricsServerTls,
  objectStore,
  openInjector,
  openPolicyEngine,
  requiredValue,
  singleReplica,
  valkeyPassword,
  vaultAuditStorage,
  vaultDevMode,
  vaultHighAvailability,
  vaultTls,
  veleroAdministrator,
  veleroVolumes,
];
