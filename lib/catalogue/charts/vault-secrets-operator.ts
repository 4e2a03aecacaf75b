import type { ChartSpec } from "./chart-spec";

/**
 * Vault Secrets Operator: fetches secrets of Vault inside the cluster, renews what is leased, and restarts who reads a
 * value that changed, where that is asked for. It logs in as the service account of each reader.
 */
export const VAULT_SECRETS_OPERATOR_CHART = {
  name: "vault-secrets-operator",
  repository: "https://helm.releases.hashicorp.com",
  version: "1.4.1",
  source: "hashicorp/vault-secrets-operator v1.4.1 @ 9b840a5a0c34, values and templates read 2026-11-21",
  values: {
    controller: {
      // By default there is one replica and no budget; the election is on. A budget takes one of its numbers: the chart
      // writes both unless one is empty, and its default of none at all would stop every drain of a node.
      replicas: 2,
      podDisruptionBudget: { enabled: true, maxUnavailable: "1", minAvailable: "" },
      manager: {
        // A reader says itself how it logs in: nothing is taken from another namespace in silence.
        globalVaultAuthOptions: { allowDefaultGlobals: false },
        // Everything a Secret is filled with stands in it once more otherwise, under the key _raw.
        globalTransformationOptions: { excludeRaw: true },
        resources: { requests: { cpu: "50m", memory: "128Mi" }, limits: { memory: "256Mi" } },
      },
    },
    // A pod that runs at `helm test` alone, and is installed with the rest.
    tests: { enabled: false },
  },
} as const satisfies ChartSpec;
