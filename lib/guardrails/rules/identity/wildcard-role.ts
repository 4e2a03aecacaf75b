import { exampleObjects } from "../../example";
import { guardrail } from "../../rule";
import { fail, PASS } from "../../verdict";
import { roleRules } from "./role-rules";

/** The core group and the one of roles: secrets, pods, and who may do what. Groups of one's own are one's own business. */
const GUARDED: readonly string[] = ["*", "", "rbac.authorization.k8s.io"];

export const wildcardRole = guardrail({
  id: "identity/wildcard-role",
  title: "Roles in the cluster name verbs and resources",
  severity: "high",
  why: "A star takes in secrets and roles, and whatever the next version of Kubernetes adds.",
  fix: "name the verbs and resources that are used",
  controls: { soc2: ["CC6.1", "CC6.3"], nist: ["AC-3", "AC-6"] },
  aliases: ["CKV_K8S_49", "KSV-0044", "KSV-0045", "KSV-0046", "KSV-0112"],
  subject: "object",
  kinds: ["Role", "ClusterRole"],
  check: (role) =>
    roleRules(role)
      .filter(({ groups }) => groups.some((group) => GUARDED.includes(group)))
      .map(({ at, verbs, resources }) => {
        if (resources.includes("*")) return fail([...at, "resources"], "resources by name", resources);
        return verbs.includes("*") ? fail([...at, "verbs"], "verbs by name", verbs) : PASS;
      }),
  examples: () => {
    const role = (says: string, rule: object, kind = "ClusterRole") =>
      exampleObjects(says, {
        apiVersion: "rbac.authorization.k8s.io/v1",
        kind,
        metadata: { name: "it" },
        rules: [{ apiGroups: [""], resources: ["pods"], verbs: ["get"], ...rule }],
      });
    return {
      pass: [role("one right", {}), role("one right in a namespace", {}, "Role")],
      fail: [
        role("all verbs", { verbs: ["*"] }),
        role("all resources", { resources: ["*"] }),
        role("all resources in a namespace", { resources: ["*"] }, "Role"),
        role("all groups", { apiGroups: ["*"], resources: ["*"], verbs: ["*"] }),
        role("all of who may do what", { apiGroups: ["rbac.authorization.k8s.io"], resources: ["*"] }),
      ],
      notApplicable: [role("all of one's own kinds", { apiGroups: ["example.org"], resources: ["*"], verbs: ["*"] })],
    };
  },
});
