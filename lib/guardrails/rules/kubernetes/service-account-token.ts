import { listAt, recordAt, textAt } from "../../../core/json";
import { holdsReference } from "../../../truth/terraform-text";
import { exampleObjects, exampleOf, exampleWorkload } from "../../example";
import { guardrail } from "../../rule";
import type { PodView } from "../../subjects/pod-view";
import { read, valueIn } from "../../values";
import { fail, PASS, unknown } from "../../verdict";
import { namespaceOf, shareNamespace } from "./namespaces";
import { isWrittenByProvider, objectsOfKind } from "./workloads";

const FIELD = "automountServiceAccountToken";

export const serviceAccountToken = guardrail({
  id: "kubernetes/service-account-token",
  title: "No pod gets a token for the Kubernetes API that it does not use",
  severity: "medium",
  why: "Whoever gets into the container finds a key to the API server, with every right that anybody gives its account later.",
  fix: "set automountServiceAccountToken to false on the pod; a Workload does",
  controls: { cisEks: ["4.1.6"] },
  aliases: ["CKV_K8S_38", "KSV-0036", "C-0034", "C-0190", "C-0261"],
  subject: "pod",
  check: (pod) => {
    const own = read(pod.spec, [FIELD]);
    if (own.state === "unknown") return unknown([FIELD]);
    if (own.state === "known" && own.value === false) return PASS;
    // The provider writes true where nothing stands: terraform-provider-kubernetes v2.38.0, schema_pod_spec.go.
    const isAsked = own.state === "known" || isWrittenByProvider(pod.object);
    const account = accountOf(pod);
    // Somebody gave its account rights, so that it uses them.
    if (account !== undefined && isBound(pod, account)) return PASS;
    if (isAsked || account === undefined) return fail([FIELD], "false", valueIn(own));
    const said = saidByAccount(pod, account);
    if (said === "unknown") return unknown([FIELD], "its service account, which may say no, is made elsewhere");
    return said === false ? PASS : fail([FIELD], "false, here or on its service account");
  },
  examples: () => {
    function workload(spec: Readonly<Record<string, unknown>>) {
      return exampleWorkload("Deployment", { containers: [{ name: "main" }], ...spec });
    }
    function account(name: string, isMounted: boolean | undefined) {
      return { apiVersion: "v1", kind: "ServiceAccount", metadata: { name, namespace: "apps" }, [FIELD]: isMounted };
    }
    function binding(name: string, namespace?: string) {
      return {
        apiVersion: "rbac.authorization.k8s.io/v1",
        kind: "RoleBinding",
        metadata: { name: "it", namespace: "apps" },
        roleRef: { apiGroup: "rbac.authorization.k8s.io", kind: "Role", name: "it" },
        subjects: [{ kind: "ServiceAccount", name, namespace }],
      };
    }
    return {
      pass: [
        exampleObjects("a pod that says no", workload({ serviceAccountName: "it", [FIELD]: false })),
        exampleObjects("an account that says no", workload({ serviceAccountName: "it" }), account("it", false)),
        exampleObjects("an account by the old name", workload({ serviceAccount: "it" }), account("it", false)),
        exampleObjects(
          "an account with rights",
          workload({ serviceAccountName: "it", [FIELD]: true }),
          binding("it", "apps"),
        ),
        exampleObjects("an account with rights over everything", workload({ serviceAccountName: "it" }), {
          ...binding("it", "apps"),
          kind: "ClusterRoleBinding",
          metadata: { name: "it" },
        }),
        exampleObjects(
          "rights for an account of a namespace from elsewhere",
          workload({ serviceAccountName: "it", [FIELD]: true }),
          binding("it", "$" + "{var.namespace}"),
        ),
        exampleObjects("rights in the binding's own namespace", workload({ serviceAccountName: "it" }), binding("it")),
      ],
      fail: [
        exampleObjects("a pod that says nothing", workload({})),
        exampleObjects("a pod that says yes", workload({ serviceAccountName: "it", [FIELD]: true })),
        exampleObjects(
          "an account that says nothing",
          workload({ serviceAccountName: "it" }),
          account("it", undefined),
        ),
        exampleObjects("an account that says yes", workload({ serviceAccountName: "it" }), account("it", true)),
        exampleObjects(
          "a pod that says otherwise than its account",
          workload({ serviceAccountName: "it", [FIELD]: true }),
          account("it", false),
        ),
        exampleObjects(
          "rights for another account",
          workload({ serviceAccountName: "it", [FIELD]: true }),
          binding("other", "apps"),
        ),
        exampleObjects(
          "rights for an account of another namespace",
          workload({ serviceAccountName: "it", [FIELD]: true }),
          binding("it", "other"),
        ),
        exampleObjects("the default account by name", workload({ serviceAccountName: "default" })),
        exampleObjects("an empty name", workload({ serviceAccountName: "" })),
        exampleObjects("the old name of the field", workload({ serviceAccount: "it" }), account("it", true)),
        exampleObjects("rights for the default account", workload({}), binding("default", "apps")),
        exampleOf(
          "a pod of Terraform's, which says yes where nothing stands, whatever its account says",
          "kubernetes_pod_v1",
          {
            metadata: { name: "it", namespace: "apps" },
            spec: { service_account_name: "it", container: [{ name: "main" }] },
          },
          {
            kubernetes_service_account_v1: {
              it: { metadata: { name: "it", namespace: "apps" }, automount_service_account_token: false },
            },
          },
        ),
      ],
      unknown: [
        exampleObjects("an account that is made elsewhere", workload({ serviceAccountName: "it" })),
        exampleObjects("an account that takes it from elsewhere", workload({ serviceAccountName: "it" }), {
          ...account("it", true),
          [FIELD]: "$" + "{var.token}",
        }),
        exampleObjects("an account of the same name in another namespace", workload({ serviceAccountName: "it" }), {
          ...account("it", false),
          metadata: { name: "it", namespace: "other" },
        }),
        exampleObjects("an account that takes it from elsewhere", workload({ serviceAccountName: "it" }), {
          ...account("it", true),
          [FIELD]: "$" + "{var.token}",
        }),
        exampleObjects("a value from elsewhere", workload({ [FIELD]: "$" + "{var.token}" })),
      ],
    };
  },
});

/** Name of an account of its own; undefined where it takes the one that every namespace has. */
function accountOf({ spec }: PodView): string | undefined {
  const name = textAt(spec, "serviceAccountName") ?? textAt(spec, "serviceAccount");
  return name === undefined || name === "" || name === "default" ? undefined : name;
}

function isBound({ object }: PodView, account: string): boolean {
  return objectsOfKind(object.resource.stack, "RoleBinding", "ClusterRoleBinding").some((binding) =>
    listAt(binding.manifest, "subjects").some((subject) => {
      if (textAt(subject, "kind") !== "ServiceAccount" || textAt(subject, "name") !== account) return false;
      const namespace = textAt(subject, "namespace");
      if (namespace === undefined) return shareNamespace(binding, object) === true;
      // A name from elsewhere may be this namespace's.
      return holdsReference(namespace) || namespace === namespaceOf(object);
    }),
  );
}

function saidByAccount({ object }: PodView, name: string): boolean | "unknown" {
  const account = objectsOfKind(object.resource.stack, "ServiceAccount").find(
    (each) => each.name === name && shareNamespace(each, object) === true,
  );
  if (account === undefined) return "unknown";
  const said = read(recordAt(account.manifest), [FIELD]);
  return said.state === "unknown" ? "unknown" : valueIn(said) !== false;
}
