import type { ChartSpec } from "./chart-spec";

/**
 * How a server answers its probes. It is ready when it can serve, as the active one or behind it. It is alive as long as
 * it answers at all: one that is sealed or was never initialized waits for something that a restart does not bring.
 */
export const SERVER_PROBES = {
  readinessProbe: { enabled: true, path: "/v1/sys/health?standbyok=true" },
  livenessProbe: { enabled: true, path: "/v1/sys/health?standbyok=true&sealedcode=204&uninitcode=204" },
} as const;

/** What the containers of a server may do: nothing that a program on port 8200 with two folders does not need. */
export const SERVER_SECURITY = {
  pod: {
    runAsNonRoot: true,
    runAsUser: 100,
    runAsGroup: 1000,
    fsGroup: 1000,
    seccompProfile: { type: "RuntimeDefault" },
  },
  container: {
    allowPrivilegeEscalation: false,
    readOnlyRootFilesystem: true,
    capabilities: { drop: ["ALL"] },
  },
} as const;

/** What several servers with Raft are, in the values of either chart. Names and sizes are the construct's. */
export const RAFT_SERVERS = {
  enabled: true,
  replicas: 3,
  raft: { enabled: true, setNodeId: true },
  // One at a time, however many there are: the chart's own formula lets two of five go at once.
  disruptionBudget: { enabled: true, maxUnavailable: 1 },
} as const;

/**
 * HashiCorp Vault, several servers with Raft. As it comes the chart speaks plain HTTP, runs one server, keeps no audit
 * log, and installs a webhook that lets pods start without their secrets.
 */
export const VAULT_CHART = {
  name: "vault",
  repository: "https://helm.releases.hashicorp.com",
  version: "0.34.1",
  source: "hashicorp/vault-helm v0.34.1 @ aa1c92e4addd, values and templates read 2026-11-21",
  values: {
    global: { tlsDisable: false },
    // Secrets come through the External Secrets Operator. Whoever switches the injector on gets one that fails closed.
    injector: { enabled: false, replicas: 2, webhook: { failurePolicy: "Fail" } },
    csi: { enabled: false },
    ui: { enabled: false },
    server: {
      ...SERVER_PROBES,
      // A person restarts the servers one by one, the active one last. The annotation shows which run on old settings.
      updateStrategyType: "OnDelete",
      includeConfigAnnotation: true,
      auditStorage: { enabled: true },
      // Only those that can serve stand behind the main Service; servers find each other through the headless one.
      service: { publishNotReadyAddresses: false },
      statefulSet: { securityContext: SERVER_SECURITY },
      resources: { requests: { cpu: "500m", memory: "1Gi" }, limits: { memory: "1Gi" } },
      ha: RAFT_SERVERS,
    },
  },
} as const satisfies ChartSpec;
