import { isJsonRecord, listAt } from "../../../core/json";
import type { ObjectView } from "../../subjects/object-view";
import type { FieldPath } from "../../verdict";

/** One rule of a Kubernetes Role or ClusterRole. */
export interface RoleRule {
  /** Groups of the API; the empty text is the core group. */
  readonly groups: readonly string[];
  /** Resources, with their parts: `pods/exec`. */
  readonly resources: readonly string[];
  readonly verbs: readonly string[];
  /** Names it is about; every name where there are none. */
  readonly names: readonly string[];
  /** Where it stands in the role. */
  readonly at: FieldPath;
}

/** What a Role or ClusterRole allows. */
export function roleRules({ manifest }: ObjectView): readonly RoleRule[] {
  return listAt(manifest, "rules").flatMap((rule, index): RoleRule[] =>
    isJsonRecord(rule)
      ? [
          {
            groups: textsAt(rule, "apiGroups"),
            resources: textsAt(rule, "resources"),
            verbs: textsAt(rule, "verbs"),
            names: textsAt(rule, "resourceNames"),
            at: ["rules", index],
          },
        ]
      : [],
  );
}

/** A right that is more than it looks. */
export interface Right {
  readonly group: string;
  readonly resources: readonly string[];
  readonly verbs: readonly string[];
}

const RBAC = "rbac.authorization.k8s.io";
const WRITE = ["create", "update", "patch"];

/** Rights by which one becomes somebody else (source: Kubernetes documentation, "RBAC good practices", escalation risks). */
export const ESCALATING_RIGHTS: readonly Right[] = [
  { group: RBAC, resources: ["roles", "clusterroles"], verbs: ["bind", "escalate"] },
  { group: "", resources: ["users", "groups", "serviceaccounts"], verbs: ["impersonate"] },
  { group: "", resources: ["serviceaccounts/token"], verbs: ["create"] },
  { group: "", resources: ["nodes/proxy"], verbs: ["get", "create"] },
  { group: "certificates.k8s.io", resources: ["signers"], verbs: ["approve", "sign"] },
  {
    group: "admissionregistration.k8s.io",
    resources: ["validatingwebhookconfigurations", "mutatingwebhookconfigurations"],
    verbs: WRITE,
  },
];

/** Whether a rule gives a right, on any name. */
export function givesRight(rule: RoleRule, { group, resources, verbs }: Right): boolean {
  return (
    rule.names.length === 0 &&
    (rule.groups.includes(group) || rule.groups.includes("*")) &&
    rule.resources.some((resource) => resources.includes(resource)) &&
    rule.verbs.some((verb) => verbs.includes(verb) || verb === "*")
  );
}

function textsAt(rule: unknown, name: string): readonly string[] {
  return listAt(rule, name).map(String);
}
