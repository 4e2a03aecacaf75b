import type { ChartSpec } from "./chart-spec";

/** Namespace that neither engine asks about: what keeps the cluster itself alive starts there. */
const OF_THE_CLUSTER = "kube-system";

/** Labels of the pods that answer the API server. Source: chart 3.9.0, admission-controller/deployment.yaml. */
const ADMISSION_PODS = { "app.kubernetes.io/component": "admission-controller" } as const;

/** Spreads pods over what a label of nodes names, as far as it goes: where it does not, they start all the same. */
function spreadOver(topologyKey: string) {
  return {
    maxSkew: 1,
    topologyKey,
    whenUnsatisfiable: "ScheduleAnyway",
    labelSelector: { matchLabels: ADMISSION_PODS },
  } as const;
}

/**
 * Kyverno: asks every pod what the guardrails ask of a stack. While none of its pods answers, the API server takes none
 * of what its policies are about, so that several run, spread, and not drained together.
 */
export const KYVERNO_CHART = {
  name: "kyverno",
  repository: "https://kyverno.github.io/kyverno/",
  version: "3.9.0",
  source: "kyverno/kyverno v1.19.0 @ ee97ce09538b, chart 3.9.0, values and templates read 2026-11-21",
  values: {
    admissionController: {
      // By default there is one.
      replicas: 3,
      podDisruptionBudget: { enabled: true, minAvailable: 2 },
      topologySpreadConstraints: [spreadOver("topology.kubernetes.io/zone"), spreadOver("kubernetes.io/hostname")],
      // It goes last: what is evicted after it could not come back without it.
      priorityClassName: "system-cluster-critical",
      container: { resources: { requests: { cpu: "100m", memory: "256Mi" }, limits: { memory: "512Mi" } } },
    },
    // It makes and changes objects on behalf of policies that do so, and the one after it deletes: Palisade has none.
    backgroundController: { enabled: false },
    cleanupController: { enabled: false },
    reportsController: {
      replicas: 2,
      podDisruptionBudget: { enabled: true, minAvailable: 1 },
      resources: { requests: { cpu: "50m", memory: "128Mi" }, limits: { memory: "256Mi" } },
    },
    features: {
      // Otherwise a policy is asked by the API server itself, which knows nothing of exceptions that end.
      generateValidatingAdmissionPolicy: { enabled: false },
      // With it every webhook lets in what it cannot judge. It is the default; it is here to be seen.
      forceFailurePolicyIgnore: { enabled: false },
      policyExceptions: { enabled: true },
    },
    config: {
      // Beside its own namespace, which the chart adds: nothing there could start while it is away.
      excludeKyvernoNamespace: true,
      // By default nothing is asked in these either, whatever a policy says: whoever may make pods there is let off.
      resourceFiltersExcludeNamespaces: ["kube-public", "kube-node-lease"],
      webhooks: {
        namespaceSelector: {
          matchExpressions: [{ key: "kubernetes.io/metadata.name", operator: "NotIn", values: [OF_THE_CLUSTER] }],
        },
      },
    },
  },
} as const satisfies ChartSpec;
