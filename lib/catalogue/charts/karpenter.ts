import type { ChartSpec } from "./chart-spec";

/**
 * Karpenter: adds and removes nodes as pods need them. `settings.clusterName` and `settings.interruptionQueue` are empty
 * in the chart and are set by the construct, which knows them.
 */
export const KARPENTER_CHART = {
  name: "karpenter",
  repository: "oci://public.ecr.aws/karpenter",
  version: "1.14.1",
  source: "aws/karpenter-provider-aws v1.14.1, values read 2026-08-22; resources from its getting-started guide",
  values: {
    replicas: 2,
    podDisruptionBudget: { name: "karpenter", maxUnavailable: 1 },
    controller: {
      resources: { requests: { cpu: "1", memory: "1Gi" }, limits: { memory: "1Gi" } },
    },
  },
} as const satisfies ChartSpec;
