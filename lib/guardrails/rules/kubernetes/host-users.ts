import { asText } from "../../../core/json";
import { appliedInCel } from "../../admission/cel";
import { exampleContainer, exampleOf } from "../../example";
import { guardrail } from "../../rule";
import { expectAt } from "../../values";
import { appliedField } from "./security-context";
import { isWrittenByProvider } from "./workloads";

export const hostUsers = guardrail({
  id: "kubernetes/host-users",
  title: "What runs as root is not root on its node",
  severity: "low",
  why: "Root of a pod that shares the node's users is the node's own root to the kernel, and only walls around it make the difference.",
  fix: "set hostUsers to false on the pod, or run it as another user than root",
  source: "Kubernetes documentation, User Namespaces",
  subject: "pod",
  check: ({ spec, containers, object }) => {
    // Terraform's resources cannot say it: terraform-provider-kubernetes v2.38.0 has no such argument.
    if (isWrittenByProvider(object)) return undefined;
    const isRoot = containers.some((container) => {
      const { found } = appliedField(container, "runAsUser");
      return found.state === "known" && Number(asText(found.value)) === 0;
    });
    return isRoot ? expectAt(spec, "hostUsers").toBe(false) : undefined;
  },
  admission: {
    over: "pod",
    holds: `!variables.containers.exists(container, ${appliedInCel("runAsUser")}.orValue(1) == 0) || !variables.pod.?hostUsers.orValue(true)`,
  },
  examples: () => ({
    pass: [exampleContainer("root of its own", { securityContext: { runAsUser: 0 } }, { hostUsers: false })],
    fail: [
      exampleContainer("root that says nothing", { securityContext: { runAsUser: 0 } }),
      exampleContainer("root of the node, in words", { securityContext: { runAsUser: 0 } }, { hostUsers: true }),
      exampleOf("root in a manifest of Terraform's", "kubernetes_manifest", {
        manifest: {
          apiVersion: "v1",
          kind: "Pod",
          metadata: { name: "it", namespace: "apps" },
          spec: { containers: [{ name: "main" }], securityContext: { runAsUser: 0 } },
        },
      }),
    ],
    unknown: [
      exampleContainer("a value from elsewhere", { securityContext: { runAsUser: 0 } }, { hostUsers: "$" + "{var.x}" }),
    ],
    notApplicable: [
      exampleContainer("another user", { securityContext: { runAsUser: 10_001 } }),
      exampleContainer("a container that says nothing", {}),
      exampleOf("a resource that cannot say it", "kubernetes_pod_v1", {
        metadata: { name: "it", namespace: "apps" },
        spec: { container: [{ name: "main", security_context: { run_as_user: "0" } }] },
      }),
    ],
  }),
});
