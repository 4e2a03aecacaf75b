import { exampleObjects } from "../../example";
import { guardrail } from "../../rule";
import { fail, PASS } from "../../verdict";
import { ESCALATING_RIGHTS, givesRight, roleRules } from "./role-rules";

export const escalatingRole = guardrail({
  id: "identity/escalating-role",
  title: "No role in the cluster lets its holder become somebody else",
  severity: "high",
  why: "Who may bind, escalate, impersonate, make tokens or sign certificates is an administrator one call later.",
  fix: "remove the right, or name what it is about in resourceNames",
  controls: { soc2: ["CC6.1", "CC6.3"], nist: ["AC-3", "AC-6"] },
  aliases: [...["CKV_K8S_155", "CKV_K8S_156", "CKV_K8S_157", "CKV_K8S_158"], ...["KSV-0043", "KSV-0050", "KSV-0114"]],
  subject: "object",
  kinds: ["Role", "ClusterRole"],
  check: (role) =>
    roleRules(role).map((rule) =>
      ESCALATING_RIGHTS.some((right) => givesRight(rule, right))
        ? fail(rule.at, "names in resourceNames, or none of these verbs", { [rule.resources.join()]: rule.verbs })
        : PASS,
    ),
  examples: () => {
    const role = (says: string, rule: object) =>
      exampleObjects(says, {
        apiVersion: "rbac.authorization.k8s.io/v1",
        kind: "ClusterRole",
        metadata: { name: "it" },
        rules: [{ apiGroups: [""], ...rule }],
      });
    return {
      pass: [
        role("reading pods", { resources: ["pods"], verbs: ["get"] }),
        role("reading roles", { apiGroups: ["rbac.authorization.k8s.io"], resources: ["roles"], verbs: ["get"] }),
        role("one account", { resources: ["serviceaccounts"], verbs: ["impersonate"], resourceNames: ["app"] }),
        role("users of one's own kind", { apiGroups: ["example.org"], resources: ["users"], verbs: ["impersonate"] }),
      ],
      fail: [
        role("binding", { apiGroups: ["rbac.authorization.k8s.io"], resources: ["clusterroles"], verbs: ["bind"] }),
        role("escalating", { apiGroups: ["*"], resources: ["roles"], verbs: ["get", "escalate"] }),
        role("impersonating", { resources: ["users"], verbs: ["impersonate"] }),
        role("all on tokens", { resources: ["serviceaccounts/token"], verbs: ["*"] }),
      ],
    };
  },
});
