import { asList, type JsonRecord, recordAt } from "../../../core/json";
import { holdsReference } from "../../../truth/terraform-text";
import { example, exampleBundle, exampleObjects } from "../../example";
import { guardrail, type RuleExample } from "../../rule";
import type { ObjectView } from "../../subjects/object-view";
import { type Answer, allOf, anyOf } from "../../three-valued";
import { read, valueIn } from "../../values";
import { fail, type Judgement, on, PASS, unknown } from "../../verdict";
import { namespaceOf } from "../kubernetes/namespaces";
import { closes, isOfAnotherLanguage, isPolicyOfAnother } from "../kubernetes/network-policies";

const DIRECTIONS = ["Ingress", "Egress"];

export const namespaceDefaultDeny = guardrail({
  id: "network/namespace-default-deny",
  title: "Every namespace refuses what no policy allows",
  severity: "medium",
  why: "A pod that no policy selects reaches, and is reached by, every other pod of the cluster.",
  fix: "use a Namespace, which brings a default-deny policy, or add one for all pods and both directions",
  controls: { soc2: ["CC6.1", "CC6.6", "CC7.2"], iso27001: ["A.8.20", "A.8.22"], pci: ["1.3.1"], nist: ["SC-7"] },
  aliases: ["C-0260"],
  subject: "environment",
  check: ({ stacks }) => {
    const objects = stacks.flatMap((stack) => stack.objects);
    const policies = objects.filter((object) => object.kind === "NetworkPolicy" && !isOfAnotherLanguage(object));
    const hasOthers = objects.some(isPolicyOfAnother);
    return objects
      .filter(({ kind }) => kind === "Namespace")
      .map((namespace) => on(namespace, judge(namespace, policies, hasOthers)));
  },
  examples: () => ({
    pass: [
      namespaced("a namespace with a default", policyOf({ policyTypes: DIRECTIONS })),
      namespaced(
        "a default in two parts",
        policyOf({ policyTypes: ["Ingress"] }),
        policyOf({ policyTypes: ["Egress"] }),
      ),
      namespaced("a default that says it in two ways", policyOf({}), policyOf({ policyTypes: ["Egress"] })),
      namespaced("an empty selector", policyOf({ policyTypes: DIRECTIONS, podSelector: { matchLabels: {} } })),
      referring("a resource of its own", "kubernetes_network_policy_v1", {
        metadata: { name: "it", namespace: REFERRED },
        spec: { pod_selector: {}, policy_types: DIRECTIONS },
      }),
      referring("a manifest of its own", "kubernetes_manifest", {
        manifest: policyOf({ policyTypes: DIRECTIONS }, REFERRED),
      }),
      namespaced("empty lists of rules", policyOf({ policyTypes: DIRECTIONS, ingress: [], egress: [] })),
      example("a default that refers to its namespace", {
        kubernetes_namespace_v1: { it: { metadata: { name: "apps" } } },
        helm_release: {
          it: {
            ...exampleBundle(policyOf({ policyTypes: DIRECTIONS }, "")),
            namespace: "$" + "{kubernetes_namespace_v1.it.metadata[0].name}",
          },
        },
      }),
    ],
    fail: [
      example("a default that refers to another namespace", {
        kubernetes_namespace_v1: { it: { metadata: { name: "apps" } }, other: { metadata: { name: "others" } } },
        helm_release: {
          it: {
            ...exampleBundle(policyOf({ policyTypes: DIRECTIONS }, "")),
            namespace: "$" + "{kubernetes_namespace_v1.other.metadata[0].name}",
          },
        },
      }),
      namespaced("a namespace by itself"),
      namespaced("a default of another namespace", policyOf({ policyTypes: DIRECTIONS }, "others")),
      namespaced("a default in one direction", policyOf({ policyTypes: ["Ingress"] })),
      namespaced("a default in the other direction", policyOf({ policyTypes: ["Egress"] })),
      namespaced("a default without directions, which is one", policyOf({})),
      namespaced(
        "a policy of some pods",
        policyOf({ policyTypes: DIRECTIONS, podSelector: { matchLabels: { a: "b" } } }),
      ),
      namespaced("a policy that lets in", policyOf({ policyTypes: DIRECTIONS, ingress: [{}] })),
      namespaced(
        "a policy of what is named later, which refuses nothing",
        policyOf({ policyTypes: DIRECTIONS, ingress: [{}], egress: [{}] }, "$" + "{var.namespace}"),
      ),
      namespaced("what looks like a policy", {
        apiVersion: "example.org/v1",
        kind: "TrafficPolicy",
        metadata: { name: "it", namespace: "apps" },
        spec: { policyTypes: DIRECTIONS },
      }),
      namespaced("a policy that lets out", policyOf({ policyTypes: DIRECTIONS, egress: [{}] })),
    ],
    unknown: [
      example("a default of a namespace whose name is given later", {
        kubernetes_namespace_v1: { it: { metadata: { name: "$" + "{var.name}" } } },
        helm_release: { it: exampleBundle(policyOf({ policyTypes: DIRECTIONS })) },
      }),
      namespaced("types from elsewhere", policyOf({ policyTypes: "$" + "{var.types}" })),
      namespaced("a way from elsewhere", policyOf({ policyTypes: ["Ingress", "$" + "{var.way}"] })),
      namespaced("a selector from elsewhere", policyOf({ policyTypes: DIRECTIONS, podSelector: "$" + "{var.pods}" })),
      namespaced("rules from elsewhere", policyOf({ policyTypes: DIRECTIONS, egress: "$" + "{var.rules}" })),
      namespaced("a policy of Calico's", {
        ...policyOf({ policyTypes: DIRECTIONS }),
        apiVersion: "projectcalico.org/v3",
      }),
      ...[
        "CiliumNetworkPolicy",
        "CiliumClusterwideNetworkPolicy",
        "GlobalNetworkPolicy",
        "AdminNetworkPolicy",
        "BaselineAdminNetworkPolicy",
        "ApplicationNetworkPolicy",
        "ClusterNetworkPolicy",
      ].map((kind) => namespaced(`a namespace beside a ${kind}`, { apiVersion: "example.org/v1", kind })),
      namespaced("a default of what is named later", policyOf({ policyTypes: DIRECTIONS }, "$" + "{var.namespace}")),
    ],
    notApplicable: [exampleObjects("a policy without a namespace", policyOf({ policyTypes: DIRECTIONS }))],
  }),
});

function judge(namespace: ObjectView, policies: readonly ObjectView[], hasOthers: boolean): Judgement {
  const denied = DIRECTIONS.map((direction) =>
    anyOf(policies.map((policy) => allOf([refuses(policy, direction), livesIn(policy, namespace)]))),
  );
  if (allOf(denied) === true) return PASS;
  if (hasOthers) return unknown([], "policies of another kind may say it");
  if (allOf(denied) === undefined) return unknown([], "what a policy refuses, or where, is not known before the apply");
  return fail([], "a NetworkPolicy for all pods that allows nothing, in both directions");
}

/** Whether a policy lives in a namespace. Undefined where that is not known before the apply. */
function livesIn(policy: ObjectView, { name }: ObjectView): boolean | undefined {
  const where = namespaceOf(policy);
  return where === undefined || holdsReference(name) ? undefined : where === name;
}

/** Whether a policy refuses everything to all pods of its namespace in one direction. */
function refuses(policy: ObjectView, direction: string): Answer {
  const spec = recordAt(policy.manifest, "spec");
  const selector = read(spec, ["podSelector"]);
  const rules = read(spec, [direction.toLowerCase()]);
  return allOf([
    selector.state === "unknown" ? undefined : Object.values(recordAt(valueIn(selector))).every(isEmpty),
    closes(policy, direction),
    rules.state === "unknown" ? undefined : asList(valueIn(rules)).length === 0,
  ]);
}

function isEmpty(part: unknown): boolean {
  return Object.keys(Object(part)).length === 0;
}

function namespaced(says: string, ...objects: readonly JsonRecord[]): RuleExample {
  return exampleObjects(says, { apiVersion: "v1", kind: "Namespace", metadata: { name: "apps" } }, ...objects);
}

/** A reference to the name of the namespace `it`. */
const REFERRED = "$" + "{kubernetes_namespace_v1.it.metadata[0].name}";

function referring(says: string, type: string, config: JsonRecord): RuleExample {
  return example(says, { kubernetes_namespace_v1: { it: { metadata: { name: "apps" } } }, [type]: { it: config } });
}

/** @param namespace empty for that of the release */
function policyOf(spec: JsonRecord, namespace = "apps"): JsonRecord {
  return {
    apiVersion: "networking.k8s.io/v1",
    kind: "NetworkPolicy",
    metadata: { name: "it", ...(namespace === "" ? {} : { namespace }) },
    spec: { podSelector: {}, ...spec },
  };
}
