import { refuses } from "./support/mistakes";

describe("roles and bindings that Kubernetes refuses", () => {
  refuses([
    ["ClusterRoleBinding", "roleRef", undefined, "roleRef.kind: this value does not exist"],
    ["Role", "rules/0/verbs", [], "rules[0].verbs: a rule has no verbs"],
    ["Role", "rules/0/apiGroups", undefined, "rules[0].apiGroups: a rule has no apiGroups"],
    [
      "Role",
      "rules/0",
      { nonResourceURLs: ["/metrics"], verbs: ["get"] },
      "rules[0].nonResourceURLs: a role of a namespace is not about paths",
    ],
    ["ClusterRoleBinding", "roleRef/kind", "Role", "roleRef.kind: this value does not exist"],
    ["ClusterRoleBinding", "roleRef/apiGroup", "rbac", "roleRef.apiGroup: this value does not exist"],
    ["ClusterRoleBinding", "subjects/0/kind", "Serviceaccount", "subjects[0].kind: this value does not exist"],
    [
      "ClusterRoleBinding",
      "subjects/0/namespace",
      undefined,
      "subjects[0].namespace: a service account has no namespace",
    ],
    ["ClusterRoleBinding", "subjects/0/apiGroup", "rbac", "subjects[0].apiGroup: this value does not exist"],
  ]);
});

describe("budgets, priorities, limits and autoscalers that Kubernetes refuses", () => {
  refuses([
    ["PodDisruptionBudget", "spec/maxUnavailable", 1, "spec: a disruption budget counts in two ways at once"],
    ["PodDisruptionBudget", "spec/minAvailable", "101%", "spec.minAvailable: this is neither a number nor a share"],
    ["PriorityClass", "value", 1_000_000_001, "value: this number is out of bounds"],
    ["PriorityClass", "metadata/name", "system-mine", "metadata.name: a priority has a name of the system's"],
    [
      "LimitRange",
      "spec/limits/0/default/memory",
      "2Gi",
      "spec.limits[0].default.memory: a limit is above its own maximum",
    ],
    [
      "HorizontalPodAutoscaler",
      "spec/minReplicas",
      4,
      "spec.maxReplicas: the greatest number of replicas is below the least",
    ],
    [
      "HorizontalPodAutoscaler",
      "spec/maxReplicas",
      0,
      "spec.maxReplicas: this number is out of bounds",
      "spec.maxReplicas: the greatest number of replicas is below the least",
    ],
  ]);
});
