import type { ChartSpec } from "./chart-spec";

const DNS = {
  ports: [
    { protocol: "UDP", port: 53 },
    { protocol: "TCP", port: 53 },
  ],
} as const;
/**
 * The Service's port and the one most API servers listen on. Which of the two a policy sees depends on the network
 * plug-in: some judge what leaves before a Service's address is translated, as the one of EKS does, others after it.
 */
const KUBERNETES_API = {
  ports: [
    { protocol: "TCP", port: 443 },
    { protocol: "TCP", port: 6443 },
  ],
} as const;
/** Vault's own port (vault chart 0.34.1, `server.service.port`). */
const VAULT_PORT = 8200;

/** Egress rules of the operator, as its chart's `networkPolicy.egress` takes them, for a store behind this port. */
export function externalSecretsEgress(storePort: number) {
  return [DNS, KUBERNETES_API, { ports: [{ protocol: "TCP", port: storePort }] }];
}

/**
 * External Secrets Operator: fetches secrets inside the cluster, so that no value passes through Terraform. It logs in
 * as the service account of each reader, for which its cluster role may create tokens
 * (`rbac.serviceAccountTokenCreate`, on by default).
 */
export const EXTERNAL_SECRETS_CHART = {
  name: "external-secrets",
  repository: "https://charts.external-secrets.io",
  version: "2.9.0",
  source: "external-secrets/external-secrets v2.9.0 @ cc5bfbc2234a, values and templates read 2026-08-08",
  values: {
    // By default there is one replica, and no election when there are more.
    replicaCount: 2,
    leaderElect: true,
    podDisruptionBudget: { enabled: true, minAvailable: 1 },
    livenessProbe: { enabled: true },
    readinessProbe: { enabled: true },
    // Stores belong to one namespace and one reader each. Kinds that reach over namespaces, and those that write to
    // stores, are not acted upon, and the operator loses the rights they need.
    processClusterExternalSecret: false,
    processClusterStore: false,
    processClusterPushSecret: false,
    processClusterGenerator: false,
    processPushSecret: false,
    rbac: {
      serviceAccountTokenCreate: true,
      servicebindings: { create: false },
      // Whoever may edit a namespace could otherwise have any secret delivered that a workload in it may read.
      aggregateToEdit: false,
      aggregateToAdmin: false,
    },
    networkPolicy: { enabled: true, egress: externalSecretsEgress(VAULT_PORT) },
    resources: { requests: { cpu: "50m", memory: "128Mi" }, limits: { memory: "256Mi" } },
    webhook: {
      replicaCount: 2,
      podDisruptionBudget: { enabled: true, minAvailable: 1 },
      livenessProbe: { enabled: true },
      networkPolicy: { enabled: true, egress: [DNS, KUBERNETES_API] },
      resources: { requests: { cpu: "20m", memory: "64Mi" }, limits: { memory: "128Mi" } },
    },
    certController: {
      livenessProbe: { enabled: true },
      networkPolicy: { enabled: true, egress: [DNS, KUBERNETES_API] },
      resources: { requests: { cpu: "20m", memory: "128Mi" }, limits: { memory: "256Mi" } },
    },
  },
} as const satisfies ChartSpec;
