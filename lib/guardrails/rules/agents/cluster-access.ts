import { listAt, textAt } from "../../../core/json";
import { exampleObjects } from "../../example";
import { guardrail } from "../../rule";
import type { ObjectView } from "../../subjects/object-view";
import type { PodView } from "../../subjects/pod-view";
import { fail, on, PASS } from "../../verdict";
import { namespaceOf } from "../kubernetes/namespaces";
import { objectsOfKind } from "../kubernetes/workloads";
import { agentDeployment, isAgent, noAgent } from "./agents";

export const clusterAccess = guardrail({
  id: "agents/cluster-access",
  title: "No agent has rights over the whole cluster",
  severity: "high",
  why: "Whoever talks the agent into something then talks to the API server in its name, in every namespace.",
  fix: "bind a Role of one namespace, with the verbs that one tool needs, to the account of that tool and not of the agent",
  controls: { soc2: ["CC6.1", "CC6.2", "CC6.7", "CC6.8"], nist: ["AC-3", "AC-6"] },
  aliases: ["C-0035"],
  subject: "pod",
  check: (pod) => {
    if (!isAgent(pod)) return undefined;
    const bindings = objectsOfKind(pod.object.resource.stack, "ClusterRoleBinding");
    const place = bindings
      .map((binding) => ({ binding, index: subjectOf(binding, pod) }))
      .find(({ index }) => index >= 0);
    if (place === undefined) return PASS;
    return on(place.binding, fail(["subjects", place.index], "an account of something else than an agent"));
  },
  examples: () => {
    const agent = agentDeployment({}, { serviceAccountName: "it" });
    const binding = (kind: string, ...subjects: readonly unknown[]) => ({
      apiVersion: "rbac.authorization.k8s.io/v1",
      kind,
      metadata: { name: "it", namespace: kind === "RoleBinding" ? "apps" : undefined },
      roleRef: { apiGroup: "rbac.authorization.k8s.io", kind: "ClusterRole", name: "view" },
      subjects,
    });
    const account = (name: string, namespace: string) => ({ kind: "ServiceAccount", name, namespace });
    return {
      pass: [
        exampleObjects("no rights", agent),
        exampleObjects("rights in one namespace", agent, binding("RoleBinding", account("it", "apps"))),
        exampleObjects("rights of another account", agent, binding("ClusterRoleBinding", account("other", "apps"))),
        exampleObjects("rights of its name elsewhere", agent, binding("ClusterRoleBinding", account("it", "other"))),
        exampleObjects(
          "rights of a person of its name",
          agent,
          binding("ClusterRoleBinding", { kind: "User", name: "it", namespace: "apps" }),
        ),
        exampleObjects(
          "rights of an account from elsewhere",
          agent,
          binding("ClusterRoleBinding", account("it", "$" + "{var.namespace}")),
        ),
      ],
      fail: [
        exampleObjects("rights everywhere", agent, binding("ClusterRoleBinding", account("it", "apps"))),
        exampleObjects(
          "the same beside another",
          agent,
          binding("ClusterRoleBinding", account("x", "apps"), account("it", "apps")),
        ),
        exampleObjects(
          "rights of the account that every namespace has",
          agentDeployment(),
          binding("ClusterRoleBinding", account("default", "apps")),
        ),
        exampleObjects(
          "rights of every account of its namespace",
          agent,
          binding("ClusterRoleBinding", { kind: "Group", name: "system:serviceaccounts:apps" }),
        ),
        exampleObjects(
          "rights of every account",
          agent,
          binding("ClusterRoleBinding", { kind: "Group", name: "system:serviceaccounts" }),
        ),
      ],
      notApplicable: [exampleObjects("something that is no agent", noAgent(agent))],
    };
  },
});

/** Number of the subject of a binding that stands for the pods' account; -1 where none does. */
function subjectOf({ manifest }: ObjectView, { object, spec }: PodView): number {
  const namespace = namespaceOf(object);
  const account = textAt(spec, "serviceAccountName") ?? "default";
  const groups = ["system:serviceaccounts", `system:serviceaccounts:${namespace}`];
  return listAt(manifest, "subjects").findIndex((subject) => {
    const name = textAt(subject, "name") ?? "";
    if (textAt(subject, "kind") === "Group") return groups.includes(name);
    if (textAt(subject, "kind") !== "ServiceAccount" || name !== account) return false;
    return textAt(subject, "namespace") === namespace;
  });
}
