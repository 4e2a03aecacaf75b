import { listAt, recordAt, textAt } from "../../../core/json";
import { exampleObjects, exampleOf } from "../../example";
import { guardrail } from "../../rule";
import { fail, PASS } from "../../verdict";

export const clusterAdminBinding = guardrail({
  id: "identity/cluster-admin-binding",
  title: "Nobody is bound to cluster-admin",
  severity: "high",
  why: "Whoever holds that token owns every workload and secret of the cluster, and its nodes with them.",
  fix: "bind a role that names what is used; people come in by access entries of EKS",
  controls: { soc2: ["CC6.1", "CC6.2", "CC6.7", "CC6.8"], nist: ["AC-3", "AC-6"] },
  aliases: ["KSV-0111", "KSV-0123", "C-0035"],
  subject: "object",
  kinds: ["ClusterRoleBinding", "RoleBinding"],
  check: ({ manifest }) => {
    const role = textAt(recordAt(manifest, "roleRef"), "name");
    if (role === "cluster-admin") return fail(["roleRef", "name"], "a role that names what is used", role);
    const index = listAt(manifest, "subjects").findIndex((subject) => textAt(subject, "name") === "system:masters");
    return index < 0 ? PASS : fail(["subjects", index, "name"], "a group of your own", "system:masters");
  },
  examples: () => {
    const binding = (says: string, name: string, subject: string, kind = "ClusterRoleBinding") =>
      exampleObjects(says, {
        apiVersion: "rbac.authorization.k8s.io/v1",
        kind,
        metadata: { name: "it" },
        roleRef: { apiGroup: "rbac.authorization.k8s.io", kind: "ClusterRole", name },
        subjects: [
          { kind: "Group", name: subject },
          { kind: "Group", name: "people" },
        ],
      });
    return {
      pass: [
        binding("a narrow role", "view", "support"),
        binding("the same for a namespace", "view", "x", "RoleBinding"),
      ],
      fail: [
        binding("the whole cluster", "cluster-admin", "support"),
        binding("a whole namespace", "cluster-admin", "support", "RoleBinding"),
        binding("a group that no rule binds", "view", "system:masters"),
        exampleOf("a resource of its own", "kubernetes_cluster_role_binding_v1", {
          metadata: { name: "it" },
          role_ref: { api_group: "rbac.authorization.k8s.io", kind: "ClusterRole", name: "cluster-admin" },
          subject: [{ kind: "ServiceAccount", name: "default", namespace: "apps" }],
        }),
      ],
      notApplicable: [
        exampleObjects("a role", {
          apiVersion: "rbac.authorization.k8s.io/v1",
          kind: "ClusterRole",
          metadata: { name: "a" },
        }),
      ],
    };
  },
});
