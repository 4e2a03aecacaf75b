import type { ChartSpec } from "./chart-spec";

/** Labels of the pods that answer the API server. Source: chart 3.23.0, gatekeeper-controller-manager-deployment.yaml. */
const WEBHOOK_PODS = { "gatekeeper.sh/operation": "webhook" } as const;

/** Spreads pods over what a label of nodes names, as far as it goes: where it does not, they start all the same. */
function spreadOver(topologyKey: string) {
  return {
    maxSkew: 1,
    topologyKey,
    whenUnsatisfiable: "ScheduleAnyway",
    labelSelector: { matchLabels: WEBHOOK_PODS },
  } as const;
}

/**
 * OPA Gatekeeper: asks every pod what the guardrails ask of a stack, as Kyverno does. It knows no exception that ends, and
 * verifies no signatures of images.
 */
export const GATEKEEPER_CHART = {
  name: "gatekeeper",
  repository: "https://open-policy-agent.github.io/gatekeeper/charts",
  version: "3.23.0",
  source: "open-policy-agent/gatekeeper v3.23.0 @ cdf332c3f276, values and templates read 2026-11-21",
  values: {
    replicas: 3,
    pdb: { controllerManager: { minAvailable: 2 } },
    // By default everything is let in while it is away.
    validatingWebhookFailurePolicy: "Fail",
    // It changes no object, so nothing waits for it to.
    disableMutation: true,
    // Data from elsewhere decides nothing here, and would be asked for with every pod.
    enableExternalData: false,
    enableK8sNativeValidation: true,
    // Nothing of the cluster itself waits for it; the chart adds its own namespace.
    validatingWebhookExemptNamespacesLabels: { "kubernetes.io/metadata.name": ["kube-system"] },
    // Only what is asked waits for it. By default every object does: with a webhook that refuses when it is away, no node
    // could say that it lives.
    validatingWebhookCustomRules: [
      rule([""], ["pods", "pods/ephemeralcontainers"]),
      rule(["apps"], ["daemonsets", "deployments", "statefulsets"]),
      rule(["batch"], ["cronjobs", "jobs"]),
      rule(["templates.gatekeeper.sh", "constraints.gatekeeper.sh", "config.gatekeeper.sh"], ["*"]),
    ],
    controllerManager: {
      topologySpreadConstraints: [spreadOver("topology.kubernetes.io/zone"), spreadOver("kubernetes.io/hostname")],
    },
    // The namespace is Terraform's, with its labels.
    postInstall: { labelNamespace: { enabled: false } },
  },
} as const satisfies ChartSpec;

function rule(apiGroups: readonly string[], resources: readonly string[]) {
  return { apiGroups, apiVersions: ["*"], operations: ["CREATE", "UPDATE"], resources, scope: "*" };
}
