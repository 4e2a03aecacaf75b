import type { Rule } from "../../rule";
import { argoCdAccess } from "./argo-cd-access";
import { argoCdAdministrator } from "./argo-cd-administrator";
import { argoCdNetworkPolicies } from "./argo-cd-network-policies";
import { argoCdTls } from "./argo-cd-tls";
import { certManagerCrds } from "./cert-manager-crds";
import { chaosMeshDashboard } from "./chaos-mesh-dashboard";
import { chaosMeshRuntime } from "./chaos-mesh-runtime";
import { chaosMeshScope } from "./chaos-mesh-scope";
import { ciliumEncryption } from "./cilium-encryption";
import { ciliumEnforcement } from "./cilium-enforcement";
import { collectorPorts } from "./collector-ports";
import { dataServiceTls } from "./data-service-tls";
import { droppedValue } from "./dropped-value";
import { externalDnsDomains } from "./external-dns-domains";
import { externalDnsOwner } from "./external-dns-owner";
import { grafanaAnonymous } from "./grafana-anonymous";
import { grafanaPassword } from "./grafana-password";
import { ignoredMonitors } from "./ignored-monitors";
import { kagentAuthentication } from "./kagent-authentication";
import { kagentDatabase } from "./kagent-database";
import { karpenterInterruptions } from "./karpenter-interruptions";
import { kedaScope } from "./keda-scope";
import { keptMessages } from "./kept-messages";
import { kyvernoExceptions } from "./kyverno-exceptions";
import { leaderElection } from "./leader-election";
import { linkerdDefaultPolicy } from "./linkerd-default-policy";
import { lokiDeployment } from "./loki-deployment";
import { metricsServerTls } from "./metrics-server-tls";
import { objectStore } from "./object-store";
import { openInjector } from "./open-injector";
import { openPolicyEngine } from "./open-policy-engine";
import { plainSecret } from "./plain-secret";
import { requiredValue } from "./required-value";
import { retiredChart } from "./retired-chart";
import { singleReplica } from "./single-replica";
import { trivyOperatorSecrets } from "./trivy-operator-secrets";
import { unenforcedPolicies } from "./unenforced-policies";
import { valkeyPassword } from "./valkey-password";
import { vaultAuditStorage } from "./vault-audit-storage";
import { vaultDevMode } from "./vault-dev-mode";
import { vaultHighAvailability } from "./vault-high-availability";
import { vaultTls } from "./vault-tls";
import { veleroAdministrator } from "./velero-administrator";
import { veleroVolumes } from "./velero-volumes";

/** Rules on what charts do where nothing is said. */
export const CHARTS_RULES: readonly Rule[] = [
  argoCdAccess,
  argoCdAdministrator,
  argoCdNetworkPolicies,
  argoCdTls,
  certManagerCrds,
  chaosMeshDashboard,
  chaosMeshRuntime,
  chaosMeshScope,
  ciliumEncryption,
  ciliumEnforcement,
  collectorPorts,
  dataServiceTls,
  droppedValue,
  externalDnsDomains,
  externalDnsOwner,
  grafanaAnonymous,
  grafanaPassword,
  ignoredMonitors,
  kagentAuthentication,
  kagentDatabase,
  karpenterInterruptions,
  kedaScope,
  keptMessages,
  kyvernoExceptions,
  leaderElection,
  linkerdDefaultPolicy,
  lokiDeployment,
  metricsServerTls,
  objectStore,
  openInjector,
  openPolicyEngine,
  plainSecret,
  requiredValue,
  retiredChart,
  singleReplica,
  trivyOperatorSecrets,
  unenforcedPolicies,
  valkeyPassword,
  vaultAuditStorage,
  vaultDevMode,
  vaultHighAvailability,
  vaultTls,
  veleroAdministrator,
  veleroVolumes,
];
