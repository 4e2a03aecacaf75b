import { textAt } from "../../../core/json";
import { examplePod } from "../../example";
import { guardrail } from "../../rule";
import type { PodView } from "../../subjects/pod-view";
import { expectAt, read } from "../../values";
import { PASS, unknown } from "../../verdict";
import { itemsAt } from "./lists";
import { volumesOfKind } from "./volumes";

const VOLUMES = ["volumes"];

/** Whether a container mounts a volume, in CEL. */
const WRITES = "writer.?volumeMounts.orValue([]).exists(mount, mount.name == volume.name)";

export const ephemeralVolumeLimit = guardrail({
  id: "kubernetes/ephemeral-volume-limit",
  title: "Every scratch volume has a limit",
  severity: "low",
  why: "One that grows fills the node's disk, or its memory where it lies there, and every pod of the node is evicted.",
  fix: "set emptyDir.sizeLimit, as the scratch volumes of a Workload have it, or a limit for ephemeral-storage on each container that mounts it",
  aliases: ["container-ephemeral-storage-request-and-limit"],
  source: "Kubernetes documentation, Volumes: emptyDir",
  subject: "pod",
  check: (pod) => {
    const volumes = volumesOfKind(pod, "emptyDir");
    if (volumes === undefined) return unknown(VOLUMES);
    return volumes.flatMap(({ volume, at }) => {
      const isInMemory = textAt(volume["emptyDir"], "medium") === "Memory";
      if (!isInMemory && isBounded(pod, textAt(volume, "name"))) return PASS;
      return expectAt(volume, "emptyDir.sizeLimit", at).toSatisfy((value) => value !== "", "a limit") ?? [];
    });
  },
  admission: {
    over: "pod",
    holds: `variables.pod.?volumes.orValue([]).all(volume, !has(volume.emptyDir) || volume.emptyDir.?sizeLimit.orValue("") != "" || (volume.emptyDir.?medium.orValue("") != "Memory" && variables.containers.exists(writer, ${WRITES}) && variables.containers.all(writer, !${WRITES} || writer.?resources.?limits[?"ephemeral-storage"].hasValue())))`,
  },
  examples: () => {
    function mounting(name: string, resources: Readonly<Record<string, unknown>>) {
      return { name: "main", resources, volumeMounts: [{ name, mountPath: "/tmp" }] };
    }
    return {
      pass: [
        examplePod("a limit", { volumes: [{ name: "tmp", emptyDir: { sizeLimit: "1Gi" } }] }),
        examplePod("a limit of the container that mounts it", {
          volumes: [{ name: "tmp", emptyDir: {} }],
          containers: [mounting("tmp", { limits: { "ephemeral-storage": "1Gi" } }), mounting("other", {})],
        }),
      ],
      fail: [
        examplePod("no limit", { volumes: [{ name: "tmp", emptyDir: {} }] }),
        examplePod("an empty limit", { volumes: [{ name: "tmp", emptyDir: { sizeLimit: "" } }] }),
        examplePod("a container that mounts it and has none", {
          volumes: [{ name: "tmp", emptyDir: {} }],
          containers: [mounting("tmp", { limits: { "ephemeral-storage": "1Gi" } }), mounting("tmp", {})],
        }),
        examplePod("memory, which no limit for the disk holds back", {
          volumes: [{ name: "tmp", emptyDir: { medium: "Memory" } }],
          containers: [mounting("tmp", { limits: { "ephemeral-storage": "1Gi" } })],
        }),
      ],
      unknown: [
        examplePod("a limit from elsewhere", {
          volumes: [{ name: "tmp", emptyDir: { sizeLimit: "$" + "{var.size}" } }],
        }),
        examplePod("volumes from elsewhere", { volumes: "$" + "{var.volumes}" }),
      ],
      notApplicable: [examplePod("no volume", {})],
    };
  },
});

/** Whether everything that writes to a volume has a limit for the disk of its node. */
function isBounded({ containers }: PodView, name: string | undefined): boolean {
  const writers = containers.filter(({ spec }) =>
    (itemsAt(spec, ["volumeMounts"]) ?? []).some((mount) => textAt(mount, "name") === name),
  );
  return (
    writers.length > 0 &&
    writers.every(({ spec }) => read(spec, ["resources", "limits", "ephemeral-storage"]).state !== "absent")
  );
}
