import type { JsonRecord } from "../../../core/json";
import { textAt } from "../../../core/json";
import { holdsReference } from "../../../truth/terraform-text";
import { exampleObjects } from "../../example";
import { guardrail } from "../../rule";
import { allOf } from "../../three-valued";
import { read } from "../../values";
import { fail, PASS, unknown } from "../../verdict";
import { shareNamespace } from "../kubernetes/namespaces";
import { exampleSet, IMAGES } from "./examples";
import { signingOf } from "./signing";

export const autoscaledSigner = guardrail({
  id: "chain/autoscaled-signer",
  title: "Nothing scales validators and signers by itself",
  severity: "critical",
  why: "A scaler adds a second signer under load, at the very moment when nobody looks, and both sign with the same keys.",
  fix: "remove the scaler; a validator needs a larger node and never a second pod",
  source: "LionscraftTeam/DUCK-Knowledge-Base; KEDA, scaling of deployments and StatefulSets",
  subject: "object",
  kinds: ["HorizontalPodAutoscaler", "ScaledObject"],
  check: (scaler) => {
    const at = ["spec", "scaleTargetRef"];
    const target = read(scaler.manifest, at);
    if (target.state !== "known") return undefined;
    const name = textAt(target.value, "name") ?? "";
    const kind = textAt(target.value, "kind") ?? "Deployment";
    const { stack } = scaler.resource;
    const signers = stack.pods.filter((pod) => signingOf(pod) !== undefined);
    if (signers.length === 0) return undefined;
    if (holdsReference(name)) return unknown(at, "which workload it scales is not known before the apply");
    const scaled = signers.find(
      ({ object }) => allOf([object.kind === kind && object.name === name, shareNamespace(object, scaler)]) === true,
    );
    return scaled === undefined ? PASS : fail(at, "nothing that signs", `${kind} ${name}`);
  },
  examples: () => {
    const scaler = (kind: string, target: unknown, namespace = "apps"): JsonRecord => ({
      apiVersion: kind === "ScaledObject" ? "keda.sh/v1alpha1" : "autoscaling/v2",
      kind,
      metadata: { name: "it", namespace },
      spec: { scaleTargetRef: target },
    });
    const signer = exampleSet({ image: IMAGES.dirk });
    const target = { kind: "StatefulSet", name: "it" };
    return {
      pass: [
        exampleObjects(
          "a scaler of something else",
          signer,
          scaler("HorizontalPodAutoscaler", { kind: "StatefulSet", name: "rpc" }),
        ),
        exampleObjects("one of another kind", signer, scaler("ScaledObject", { name: "it" })),
        exampleObjects("one in another namespace", signer, scaler("HorizontalPodAutoscaler", target, "rpc")),
      ],
      fail: [
        exampleObjects("a scaler of Kubernetes'", signer, scaler("HorizontalPodAutoscaler", target)),
        exampleObjects("a scaler of KEDA's", signer, scaler("ScaledObject", target)),
        exampleObjects(
          "one that takes a Deployment for granted",
          { ...signer, kind: "Deployment" },
          scaler("ScaledObject", { name: "it" }),
        ),
      ],
      unknown: [
        exampleObjects(
          "a target from elsewhere",
          signer,
          scaler("ScaledObject", { kind: "StatefulSet", name: "$" + "{var.n}" }),
        ),
      ],
      notApplicable: [
        exampleObjects(
          "a scaler where nothing signs",
          exampleSet({ image: IMAGES.geth }),
          scaler("ScaledObject", target),
        ),
        exampleObjects("a scaler without a target", signer, scaler("ScaledObject", undefined)),
      ],
    };
  },
});
