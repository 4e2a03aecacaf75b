import { listAt, recordAt } from "../../../core/json";
import { exampleObjects } from "../../example";
import { guardrail } from "../../rule";
import { fail, PASS } from "../../verdict";

/** Everyone who reaches the API server, and everyone with any token at all. */
const EVERYONE: readonly string[] = ["system:anonymous", "system:unauthenticated", "system:authenticated"];

/** Roles that Kubernetes itself gives to them (source: Kubernetes documentation, "Using RBAC Authorization"). */
const PUBLIC: readonly string[] = ["system:public-info-viewer", "system:discovery", "system:basic-user"];

export const anonymousSubject = guardrail({
  id: "identity/anonymous-subject",
  title: "Nothing in the cluster is given to everyone who can reach it",
  severity: "critical",
  why: "Anyone who reaches the API server has these rights, without a password or with a token of any pod.",
  fix: "bind the accounts, users or groups that need it",
  controls: { soc2: ["CC6.1", "CC6.3"], nist: ["AC-3", "AC-6"] },
  aliases: ["KSV-0122", "KSV-01011"],
  subject: "object",
  kinds: ["ClusterRoleBinding", "RoleBinding"],
  check: ({ manifest }) => {
    if (PUBLIC.includes(String(recordAt(manifest, "roleRef")["name"]))) return PASS;
    const names = listAt(manifest, "subjects").map((subject) => String(recordAt(subject)["name"]));
    const index = names.findIndex((name) => EVERYONE.includes(name));
    return index < 0 ? PASS : fail(["subjects", index, "name"], "accounts, users or groups by name", names[index]);
  },
  examples: () => {
    const binding = (says: string, kind: string, subject: string, role = "view") =>
      exampleObjects(says, {
        apiVersion: "rbac.authorization.k8s.io/v1",
        kind,
        metadata: { name: "it" },
        roleRef: { apiGroup: "rbac.authorization.k8s.io", kind: "ClusterRole", name: role },
        subjects: [
          { kind: "Group", name: subject },
          { kind: "ServiceAccount", name: "app" },
        ],
      });
    return {
      pass: [
        binding("a group", "ClusterRoleBinding", "people"),
        ...PUBLIC.map((role) => binding(role, "ClusterRoleBinding", "system:authenticated", role)),
      ],
      fail: [
        ...EVERYONE.map((name) => binding(name, "ClusterRoleBinding", name)),
        binding("everyone in one namespace", "RoleBinding", "system:anonymous"),
      ],
    };
  },
});
