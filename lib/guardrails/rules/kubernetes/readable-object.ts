import { isJsonRecord } from "../../../core/json";
import { example, exampleObjects, exampleOf } from "../../example";
import { guardrail } from "../../rule";
import type { ResourceView } from "../../subjects/resource-view";
import { fail, type Judgement, on, PASS, unknown } from "../../verdict";

/** Resources whose manifest is a text in YAML or a list that only the apply shows. Sources: their providers' documentation. */
const OF_TEXT = ["kubectl_manifest", "k8s_manifest"];

export const readableObject = guardrail({
  id: "kubernetes/readable-object",
  title: "Every Kubernetes object can be judged before it is applied",
  severity: "low",
  why: "What nobody can read before the apply no rule looks at, and it may be anything.",
  fix: "write the object as a resource without dynamic blocks, or as a manifest with an apiVersion and a kind",
  source: "Palisade: a rule that cannot see says so",
  subject: "stack",
  check: (stack) => {
    const texts = stack.ofType(...OF_TEXT).filter(({ mode }) => mode === "resource");
    const manifests = stack.ofType("kubernetes_manifest").filter(({ config }) => !isJsonRecord(config["manifest"]));
    return [
      ...[...stack.unreadable, ...texts, ...manifests].map(unreadable),
      ...stack.objects.map((object): Judgement => {
        if (object.apiVersion !== "" && object.kind !== "") return PASS;
        return on(object, fail([], "an object with an apiVersion and a kind"));
      }),
    ];
  },
  examples: () => ({
    pass: [
      exampleOf("a manifest", "kubernetes_manifest", {
        manifest: { apiVersion: "v1", kind: "Namespace", metadata: { name: "apps" } },
      }),
      exampleObjects("an object in a bundle", { apiVersion: "v1", kind: "Namespace", metadata: { name: "apps" } }),
    ],
    fail: [
      exampleObjects("an object without a kind", { apiVersion: "v1", metadata: { name: "it" } }),
      exampleObjects("an object without a version", { kind: "Pod", metadata: { name: "it" } }),
    ],
    unknown: [
      exampleOf("blocks that are made at plan time", "kubernetes_network_policy_v1", {
        metadata: { name: "it" },
        spec: { dynamic: { ingress: { for_each: "$" + "{var.x}", content: {} } } },
      }),
      exampleOf("a manifest from a file", "kubernetes_manifest", { manifest: "$" + '{yamldecode(file("it.yaml"))}' }),
      exampleOf("a text in YAML", "kubectl_manifest", { yaml_body: "kind: Pod" }),
    ],
    notApplicable: [
      exampleOf("a stack without any", "aws_s3_bucket", {}),
      example("one that is read and not made", {}, { kubectl_manifest: { it: {} } }),
    ],
  }),
});

function unreadable(resource: ResourceView): Judgement {
  return on(resource, unknown([], "what it makes is only known at the apply"));
}
