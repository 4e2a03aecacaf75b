import { listAt, recordAt } from "../../../core/json";
import type { ObjectReport } from "../object-report";
import { checkOneOf, knownText, type Member, membersOf, type Rule } from "./rule";

const SOURCE = "Kubernetes 1.34.2, pkg/apis/rbac/validation/validation.go";
const GROUP = "rbac.authorization.k8s.io";

/** Which group each kind of subject belongs to. */
const GROUP_OF_SUBJECT: Readonly<Record<string, string>> = { ServiceAccount: "", User: GROUP, Group: GROUP };

/** Rules of a role. */
export const checkRole: Rule = (manifest, report) => {
  const isNamespaced = manifest["kind"] === "Role";
  for (const { record, field } of membersOf(manifest, "rules", "")) {
    const place = field.replace(/^\./, "");
    const isForPaths = listAt(record, "nonResourceURLs").length > 0 || typeof record["nonResourceURLs"] === "string";
    if (isForPaths && isNamespaced) {
      report.refuse(`${place}.nonResourceURLs`, {
        what: "a role of a namespace is not about paths of the API server",
        doThis: "write it into a ClusterRole",
        source: SOURCE,
      });
    }
    for (const name of isForPaths ? ["verbs"] : ["verbs", "apiGroups", "resources"]) {
      if (typeof record[name] === "string" || listAt(record, name).length > 0) continue;
      report.refuse(`${place}.${name}`, {
        what: `a rule has no ${name}`,
        doThis: name === "apiGroups" ? 'add at least one; "" is the group of pods and services' : "add at least one",
        source: SOURCE,
      });
    }
  }
};

/** Role and subjects of a binding. */
export const checkRoleBinding: Rule = (manifest, report) => {
  const role = recordAt(manifest, "roleRef");
  const kinds = manifest["kind"] === "RoleBinding" ? ["Role", "ClusterRole"] : ["ClusterRole"];
  checkOneOf(role["kind"] ?? "nothing", kinds, "roleRef.kind", report, SOURCE);
  if (role["apiGroup"] !== "") checkOneOf(role["apiGroup"], [GROUP], "roleRef.apiGroup", report, SOURCE);
  for (const subject of membersOf(manifest, "subjects", "")) {
    checkSubject({ ...subject, field: subject.field.replace(/^\./, "") }, manifest["kind"] === "RoleBinding", report);
  }
};

function checkSubject({ record, field }: Member, isNamespaced: boolean, report: ObjectReport): void {
  const kind = knownText(record["kind"]);
  checkOneOf(kind, Object.keys(GROUP_OF_SUBJECT), `${field}.kind`, report, SOURCE);
  if (kind === undefined || !Object.hasOwn(GROUP_OF_SUBJECT, kind)) return;
  const group = GROUP_OF_SUBJECT[kind] ?? "";
  // The server fills the group in where it is left out.
  if (record["apiGroup"] !== "") checkOneOf(record["apiGroup"], [group], `${field}.apiGroup`, report, SOURCE);
  if (kind !== "ServiceAccount" || isNamespaced || record["namespace"] !== undefined) return;
  report.refuse(`${field}.namespace`, {
    what: "a service account has no namespace",
    doThis: "write the one it lives in",
    source: SOURCE,
  });
}
