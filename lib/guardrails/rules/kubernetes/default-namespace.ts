import { exampleObjects, exampleOf } from "../../example";
import { guardrail } from "../../rule";
import { fail, PASS, unknown } from "../../verdict";
import { namespaceOf } from "./namespaces";

const AT = ["metadata", "namespace"];

export const defaultNamespace = guardrail({
  id: "kubernetes/default-namespace",
  title: "Nothing lives in the namespace called default",
  severity: "low",
  why: "Policies, quotas and rights are given by namespace, and the default one is where everything lands that forgot to say.",
  fix: "set metadata.namespace to a namespace of its own; Palisade's Namespace comes with its policies",
  controls: { cisEks: ["4.5.2"] },
  aliases: ["CKV_K8S_21", "KSV-0110", "C-0061", "C-0212"],
  subject: "object",
  kinds: [
    "ConfigMap",
    "CronJob",
    "DaemonSet",
    "Deployment",
    "Ingress",
    "Job",
    "PersistentVolumeClaim",
    "Pod",
    "ReplicaSet",
    "ReplicationController",
    "Role",
    "RoleBinding",
    "Secret",
    "Service",
    "ServiceAccount",
    "StatefulSet",
  ],
  check: (object) => {
    if (object.namespace === undefined) return undefined;
    const namespace = namespaceOf(object);
    if (namespace === undefined) return unknown(AT);
    return namespace === "default" ? fail(AT, "a namespace of its own", namespace) : PASS;
  },
  examples: () => {
    function pod(namespace: string | undefined) {
      return { apiVersion: "v1", kind: "Pod", metadata: { name: "it", namespace }, spec: { containers: [] } };
    }
    return {
      pass: [
        exampleObjects("a namespace by name", pod("apps")),
        exampleOf(
          "a namespace of the same stack",
          "kubernetes_config_map_v1",
          { metadata: { name: "it", namespace: "$" + "{kubernetes_namespace_v1.it.metadata[0].name}" } },
          { kubernetes_namespace_v1: { it: { metadata: { name: "apps" } } } },
        ),
        exampleOf(
          "a namespace of the same stack, as a list and by another resource",
          "kubernetes_config_map_v1",
          { metadata: [{ name: "it", namespace: "$" + "{kubernetes_manifest.it.manifest.metadata.name}" }] },
          {
            kubernetes_manifest: {
              it: { manifest: { apiVersion: "v1", kind: "Namespace", metadata: { name: "apps" } } },
            },
          },
        ),
        exampleObjects("the namespace of the release", pod(undefined)),
      ],
      fail: [
        exampleObjects("the default namespace by name", pod("default")),
        exampleOf("a resource that says none", "kubernetes_config_map_v1", { metadata: { name: "it" } }),
        exampleOf(
          "the default namespace by another name",
          "kubernetes_config_map_v1",
          { metadata: { name: "it", namespace: "$" + "{kubernetes_namespace_v1.it.metadata[0].name}" } },
          { kubernetes_namespace_v1: { it: { metadata: { name: "default" } } } },
        ),
      ],
      unknown: [
        exampleOf("a namespace from elsewhere", "kubernetes_config_map_v1", {
          metadata: { name: "it", namespace: "$" + "{var.namespace}" },
        }),
        exampleOf(
          "a namespace whose name is not known",
          "kubernetes_config_map_v1",
          { metadata: { name: "it", namespace: "$" + "{kubernetes_namespace_v1.it.metadata[0].name}" } },
          { kubernetes_namespace_v1: { it: { metadata: { generate_name: "apps" } } } },
        ),
        exampleOf(
          "the name of something that is no namespace",
          "kubernetes_config_map_v1",
          { metadata: { name: "it", namespace: "$" + "{random_pet.it.id}" } },
          { random_pet: { it: { metadata: { name: "apps" } } } },
        ),
      ],
      notApplicable: [
        exampleObjects("something that lives in no namespace", {
          apiVersion: "v1",
          kind: "Namespace",
          metadata: { name: "apps" },
        }),
      ],
    };
  },
});
