import { type JsonRecord, recordAt } from "../../../core/json";
import { exampleObjects } from "../../example";
import { guardrail } from "../../rule";
import type { ObjectView } from "../../subjects/object-view";
import type { PodView } from "../../subjects/pod-view";
import { textMembers } from "../../subjects/read-stack";
import { read } from "../../values";
import { fail, on, PASS, unknown } from "../../verdict";
import { objectsOfKind } from "../kubernetes/workloads";
import { exampleSet, IMAGES, named } from "./examples";
import { signingOf } from "./signing";

const ANNOTATION = "karpenter.sh/do-not-disrupt";

export const movableSigner = guardrail({
  id: "chain/movable-signer",
  title: "Nothing moves validators and signers to save a node",
  severity: "medium",
  why: "Karpenter ends pods to fill nodes better: a validator misses its duties, and a node that only seems gone still signs.",
  fix: "give the pool onlyWhenEmpty and the purpose signers or validators, or the pods the annotation karpenter.sh/do-not-disrupt",
  source: "Karpenter, disruption: consolidation and pod-level controls",
  subject: "environment",
  check: ({ stacks }) => {
    const pools = stacks.flatMap((stack) => objectsOfKind(stack, "NodePool")).filter(isKarpenter);
    const signers = stacks.flatMap((stack) => stack.pods).filter((pod) => signingOf(pod) !== undefined);
    if (pools.length === 0) return [];
    return signers.map((pod) => {
      if (pod.annotations[ANNOTATION] === "true") return PASS;
      const moving = pools.filter((pool) => takes(pool, pod)).map((pool) => ({ pool, policy: policyOf(pool) }));
      const at = [...pod.at.slice(0, -1), "metadata", "annotations", ANNOTATION];
      const mover = moving.find(({ policy }) => policy === "moves");
      if (mover !== undefined) {
        const expected = `"true", since the pool ${mover.pool.name} moves pods`;
        return on(pod.object, fail(at, expected, pod.annotations[ANNOTATION]));
      }
      return moving.some(({ policy }) => policy === "unknown") ? on(pod.object, unknown(at)) : PASS;
    });
  },
  examples: () => {
    const pool = (disruption: JsonRecord, labels: JsonRecord = {}, group = "karpenter.sh/v1") => ({
      apiVersion: group,
      kind: "NodePool",
      metadata: { name: "general" },
      spec: { disruption, template: { metadata: { labels } } },
    });
    const signer = (pod: JsonRecord = {}) => exampleSet({ image: IMAGES.dirk }, {}, pod);
    const kept = () => {
      const set = signer();
      const spec = recordAt(set, "spec");
      const template = recordAt(spec, "template");
      return {
        ...set,
        spec: { ...spec, template: { ...template, metadata: { annotations: { [ANNOTATION]: "true" } } } },
      };
    };
    const empty = { consolidationPolicy: "WhenEmpty" };
    const any = { consolidationPolicy: "WhenEmptyOrUnderutilized" };
    return {
      pass: [
        exampleObjects("a pool that only removes empty nodes", signer(), pool(empty)),
        exampleObjects("pods that are to be left alone", kept(), pool(any)),
        exampleObjects(
          "a pool that the pods are not meant for",
          signer({ nodeSelector: { purpose: "signers" } }),
          pool(any, { purpose: "rpc" }),
          named("signers", pool(empty, { purpose: "signers" })),
        ),
      ],
      fail: [
        exampleObjects("a pool that moves pods", signer(), pool(any)),
        exampleObjects("a pool that says nothing, which moves pods", signer(), pool({})),
        exampleObjects(
          "the pool that the pods are meant for",
          signer({ nodeSelector: { purpose: "signers", "kubernetes.io/arch": "amd64" } }),
          pool(any, { purpose: "signers" }),
        ),
      ],
      unknown: [
        exampleObjects("a policy from elsewhere", signer(), pool({ consolidationPolicy: "$" + "{var.policy}" })),
      ],
      notApplicable: [
        exampleObjects("no pool", signer()),
        exampleObjects("a pool of another kind", signer(), pool(any, {}, "cloud.google.com/v1")),
        exampleObjects("nothing that signs", exampleSet({ image: IMAGES.geth }), pool(any)),
      ],
    };
  },
});

function isKarpenter({ apiVersion }: ObjectView): boolean {
  return apiVersion.startsWith("karpenter.sh/");
}

/** Whether a pod may land on the nodes of a pool. */
function takes({ manifest }: ObjectView, { spec }: PodView): boolean {
  const wanted = Object.entries(textMembers(spec["nodeSelector"]));
  const labels = recordAt(manifest, "spec", "template", "metadata", "labels");
  // Labels that Kubernetes gives every node say nothing about the pool.
  return wanted.every(([name, value]) => name.includes("kubernetes.io/") || labels[name] === value);
}

/** Whether a pool moves pods, which it does where nothing is said. Undefined for one that never does. */
function policyOf({ manifest }: ObjectView): "moves" | "unknown" | undefined {
  const found = read(manifest, ["spec", "disruption", "consolidationPolicy"]);
  if (found.state === "unknown") return "unknown";
  return found.state === "known" && found.value === "WhenEmpty" ? undefined : "moves";
}
