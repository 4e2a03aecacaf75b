import { exampleContainer, exampleObjects, exampleWorkload } from "../../example";
import { guardrail } from "../../rule";
import type { ContainerView } from "../../subjects/container-view";
import { read } from "../../values";
import { fail, type Judgement, PASS, unknown } from "../../verdict";
import { objectsOfKind } from "./workloads";

export const resourceRequests = guardrail({
  id: "kubernetes/resource-requests",
  title: "Every container asks for processor time and memory",
  severity: "low",
  why: "The scheduler puts a pod that asks for nothing on a full node, where it is the first to go; a limit for the processor is not asked for, since it slows a program down while cores are idle.",
  fix: "set resources.requests.cpu and resources.requests.memory; a Workload asks for cpuMillicores and memoryMiB and sets both",
  // The number that means the request in checkov's checks of manifests means the limit in those of Terraform.
  aliases: [
    "CKV_K8S_10",
    "CKV_K8S_12",
    "CKV_K8S_13",
    "KSV-0015",
    "KSV-0016",
    "C-0268",
    "C-0269",
    "container-resources",
  ],
  subject: "container",
  check: (container) => [judgeRequest(container, "cpu"), judgeRequest(container, "memory")],
  admission: {
    over: "container",
    holds: ["cpu", "memory"]
      .map(
        (name) =>
          `[container, variables.pod].exists(asker, asker.?resources.?requests.?${name}.hasValue() || asker.?resources.?limits.?${name}.hasValue())`,
      )
      .join(" && "),
    filledIn: true,
  },
  examples: () => ({
    pass: [
      exampleContainer("requests", { resources: { requests: { cpu: "1", memory: "1Gi" } } }),
      exampleContainer("limits, which are requests where none are said", {
        resources: { limits: { cpu: "1", memory: "1Gi" } },
      }),
      exampleContainer("requests of the whole pod", {}, { resources: { requests: { cpu: "1", memory: "1Gi" } } }),
    ],
    fail: [
      exampleContainer("a container that says nothing", {}),
      exampleContainer("memory alone", { resources: { requests: { memory: "1Gi" } } }),
      exampleContainer("the processor alone", { resources: { requests: { cpu: "1" } } }),
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

/** A request is the limit where it is not said. */
function judgeRequest({ pod, spec }: ContainerView, name: "cpu" | "memory"): Judgement {
  const at = ["resources", "requests", name];
  const places = [at, ["resources", "limits", name]];
  const readings = [...places.map((place) => read(spec, place)), ...places.map((place) => read(pod.spec, place))];
  if (readings.some(({ state }) => state === "known")) return PASS;
  if (readings.some(({ state }) => state === "unknown")) return unknown(at);
  const hasDefaults = objectsOfKind(pod.object.resource.stack, "LimitRange").length > 0;
  return hasDefaults ? unknown(at, "a LimitRange may give it one") : fail(at, "a request");
}
