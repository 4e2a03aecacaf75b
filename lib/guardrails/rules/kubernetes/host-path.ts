import { asText } from "../../../core/json";
import { celMatches } from "../../admission/cel";
import { examplePod } from "../../example";
import { guardrail } from "../../rule";
import { read, valueIn } from "../../values";
import { fail, PASS, unknown } from "../../verdict";
import { OF_NODE } from "./node-agents";
import { holdsRuntimeSocket, RUNTIME_SOCKET } from "./runtime-sockets";
import { volumesOfKind } from "./volumes";

const VOLUMES = ["volumes"];
const KIND = "hostPath";
/** Where a volume of the node says which folder it is. */
const PATH = [KIND, "path"];

export const hostPath = guardrail({
  id: "kubernetes/host-path",
  title: "No pod mounts a folder of its node",
  severity: "high",
  why: "What it writes there other pods and the node itself read, and what it finds there belongs to others; the data does not follow the pod to another node.",
  fix: `use a PersistentVolumeClaim for data and an emptyDir for scratch; a Workload takes no other volume; ${OF_NODE}`,
  aliases: ["KSV-0023", "C-0048", "C-0045"],
  subject: "pod",
  check: (pod) => {
    const found = volumesOfKind(pod, KIND)?.flatMap(({ volume, at }) => {
      const path = read(volume, PATH);
      // Another rule speaks of the socket of the runtime.
      if (path.state === "known" && holdsRuntimeSocket(asText(path.value))) return [];
      return fail([...at, KIND], "a volume that is not the node's", valueIn(path));
    });
    if (found === undefined) return unknown(VOLUMES);
    return found.length === 0 ? PASS : found;
  },
  admission: {
    over: "pod",
    holds: `variables.pod.?volumes.orValue([]).all(volume, !has(volume.hostPath) || (has(volume.hostPath.path) && ${celMatches("volume.hostPath.path", RUNTIME_SOCKET)}))`,
  },
  examples: () => ({
    pass: [
      examplePod("scratch space", { volumes: [{ name: "tmp", emptyDir: { sizeLimit: "1Gi" } }] }),
      examplePod("no volume", {}),
      examplePod("a socket that another rule speaks of", {
        volumes: [{ name: "docker", hostPath: { path: "/var/run/docker.sock" } }],
      }),
    ],
    fail: [
      examplePod("a folder of the node", { volumes: [{ name: "logs", hostPath: { path: "/var/log" } }] }),
      examplePod("a path from elsewhere", { volumes: [{ name: "logs", hostPath: { path: "$" + "{var.path}" } }] }),
    ],
    unknown: [examplePod("volumes from elsewhere", { volumes: "$" + "{var.volumes}" })],
  }),
});
