import { recordAt, textAt } from "../../../core/json";
import { exampleObjects } from "../../example";
import { guardrail } from "../../rule";
import type { ObjectView } from "../../subjects/object-view";
import { fail, PASS, unknown } from "../../verdict";
import { givesRight, roleRules } from "./role-rules";

const READING = { group: "", resources: ["secrets"], verbs: ["get", "list", "watch"] };

export const secretReadingRole = guardrail({
  id: "identity/secret-reading-role",
  title: "No role reads the secrets of every namespace",
  severity: "high",
  why: "Whoever gets hold of one such pod has every password and key that the cluster keeps.",
  fix: "name the secrets in resourceNames, or bind the role in the one namespace with a RoleBinding",
  controls: { soc2: ["CC6.1", "CC6.6", "CC6.7"], nist: ["AC-3", "AC-6"] },
  aliases: ["KSV-0041", "C-0186"],
  subject: "object",
  kinds: ["ClusterRole"],
  check: (role) => {
    const rule = roleRules(role).find((each) => givesRight(each, READING));
    if (rule === undefined) return PASS;
    const bindings = bindingsOf(role);
    if (bindings.includes("ClusterRoleBinding")) return fail(rule.at, "secrets by name, or a RoleBinding", rule.verbs);
    return bindings.length > 0 ? PASS : unknown(rule.at, "nothing in this stack says who gets the role, and where");
  },
  examples: () => {
    const role = (rule: object) => ({
      apiVersion: "rbac.authorization.k8s.io/v1",
      kind: "ClusterRole",
      metadata: { name: "reader" },
      rules: [{ apiGroups: [""], resources: ["secrets"], verbs: ["get"], ...rule }],
    });
    const binding = (kind: string, name = "reader") => ({
      apiVersion: "rbac.authorization.k8s.io/v1",
      kind,
      metadata: { name: `it-${kind.toLowerCase()}` },
      roleRef: { apiGroup: "rbac.authorization.k8s.io", kind: "ClusterRole", name },
      subjects: [{ kind: "ServiceAccount", name: "app", namespace: "apps" }],
    });
    return {
      pass: [
        exampleObjects("pods", role({ resources: ["pods"] }), binding("ClusterRoleBinding")),
        exampleObjects("one secret", role({ resourceNames: ["tls"] }), binding("ClusterRoleBinding")),
        exampleObjects("writing", role({ verbs: ["create"] }), binding("ClusterRoleBinding")),
        exampleObjects("one namespace", role({}), binding("RoleBinding"), binding("ClusterRoleBinding", "other")),
      ],
      fail: [
        exampleObjects("reading", role({}), binding("ClusterRoleBinding")),
        exampleObjects("listing", role({ verbs: ["list"] }), binding("RoleBinding"), binding("ClusterRoleBinding")),
        exampleObjects("watching", role({ verbs: ["watch"] }), binding("ClusterRoleBinding")),
      ],
      unknown: [exampleObjects("a role that nobody here has", role({}))],
      notApplicable: [exampleObjects("a role in one namespace", { ...role({}), kind: "Role" })],
    };
  },
});

/** Kinds of the bindings that give a role. */
function bindingsOf(role: ObjectView): readonly string[] {
  return role.resource.stack.objects
    .filter(({ manifest }) => {
      const reference = recordAt(manifest, "roleRef");
      return textAt(reference, "kind") === "ClusterRole" && textAt(reference, "name") === role.name;
    })
    .map(({ kind }) => kind);
}
