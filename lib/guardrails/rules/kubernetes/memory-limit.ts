import { exampleContainer, exampleObjects, exampleWorkload } from "../../example";
import { guardrail } from "../../rule";
import { expectAt, read } from "../../values";
import { PASS, unknown } from "../../verdict";
import { objectsOfKind } from "./workloads";

export const memoryLimit = guardrail({
  id: "kubernetes/memory-limit",
  title: "Every container has a limit for its memory",
  severity: "medium",
  why: "One that leaks takes the memory of the whole node, and the kernel then kills what it likes, the kubelet among it.",
  fix: "set resources.limits.memory; a Workload asks for memoryMiB and sets the limit",
  // The number that means the limit in checkov's checks of manifests means the request in those of Terraform.
  aliases: ["CKV_K8S_12", "CKV_K8S_13", "KSV-0018", "C-0271", "container-resources"],
  subject: "container",
  check: ({ pod, spec }) => {
    if (read(pod.spec, ["resources", "limits", "memory"]).state !== "absent") return PASS;
    const judgement = expectAt(spec, "resources.limits.memory").toSatisfy((value) => value !== "", "a limit");
    const hasDefaults = objectsOfKind(pod.object.resource.stack, "LimitRange").length > 0;
    return judgement?.verdict === "fail" && hasDefaults
      ? unknown(judgement.at, "a LimitRange may give it one")
      : judgement;
  },
  admission: {
    over: "container",
    holds:
      "variables.pod.?resources.?limits.?memory.hasValue() || container.?resources.?limits.?memory.orValue('') != ''",
    filledIn: true,
  },
  examples: () => ({
    pass: [
      exampleContainer("a limit", { resources: { limits: { memory: "1Gi" } } }),
      exampleContainer("a limit for the whole pod", {}, { resources: { limits: { memory: "1Gi" } } }),
    ],
    fail: [
      exampleContainer("a container that says nothing", {}),
      exampleContainer("a limit for the processor alone", { resources: { limits: { cpu: "1" } } }),
      exampleContainer("an empty limit", { resources: { limits: { memory: "" } } }),
    ],
    unknown: [
      exampleContainer("resources from elsewhere", { resources: "$" + "{var.resources}" }),
      exampleObjects(
        "a namespace with defaults",
        { apiVersion: "v1", kind: "LimitRange", metadata: { name: "it", namespace: "apps" }, spec: { limits: [] } },
        exampleWorkload("Deployment", { containers: [{ name: "main" }] }),
      ),
    ],
  }),
});
