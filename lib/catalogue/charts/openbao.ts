import type { ChartSpec } from "./chart-spec";
import { RAFT_SERVERS, SERVER_PROBES, SERVER_SECURITY } from "./vault";

/**
 * OpenBao, the free fork of Vault. Its chart kept the values of Vault's, and their defaults. Up to 2.6 the seal in AWS KMS is
 * part of the program; from 2.7 on it is a plugin that somebody has to bring (openbao/openbao v2.6.2,
 * website/content/docs/configuration/seal/awskms.mdx), so a newer chart needs more than a new number here.
 */
export const OPENBAO_CHART = {
  name: "openbao",
  repository: "https://openbao.github.io/openbao-helm",
  version: "0.29.2",
  source: "openbao/openbao-helm 0.29.2 @ 6b4437be33d7, values and templates read 2026-11-21",
  values: {
    global: { tlsDisable: false },
    injector: { enabled: false, replicas: 2, webhook: { failurePolicy: "Fail" } },
    csi: { enabled: false },
    ui: { enabled: false },
    // The chart's own snapshots go to a bucket with keys that stand in a Secret for ever.
    snapshotAgent: { enabled: false },
    server: {
      ...SERVER_PROBES,
      updateStrategyType: "OnDelete",
      // Joining servers wait for the first one to be initialized, so none of them may wait for another to be ready.
      podManagementPolicy: "Parallel",
      configAnnotation: true,
      auditStorage: { enabled: true },
      service: { publishNotReadyAddresses: false },
      statefulSet: { securityContext: SERVER_SECURITY },
      resources: { requests: { cpu: "500m", memory: "1Gi" }, limits: { memory: "1Gi" } },
      ha: RAFT_SERVERS,
    },
  },
} as const satisfies ChartSpec;
