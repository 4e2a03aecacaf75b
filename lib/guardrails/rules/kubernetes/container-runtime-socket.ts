import { asText } from "../../../core/json";
import { celMatches } from "../../admission/cel";
import { examplePod } from "../../example";
import { guardrail } from "../../rule";
import { expectAt } from "../../values";
import { PASS, unknown } from "../../verdict";
import { OF_NODE } from "./node-agents";
import { holdsRuntimeSocket, RUNTIME_SOCKET } from "./runtime-sockets";
import { volumesOfKind } from "./volumes";

const VOLUMES = ["volumes"];

export const containerRuntimeSocket = guardrail({
  id: "kubernetes/container-runtime-socket",
  title: "No pod reaches the socket of the container runtime",
  severity: "critical",
  why: "Whoever talks to the runtime starts a privileged container on the node, reads every secret that is mounted there, and leaves no trace in Kubernetes.",
  fix: `remove the volume; what builds images does it without the runtime, with BuildKit in rootless mode for one; ${OF_NODE}`,
  aliases: ["CKV_K8S_27", "KSV-0006", "C-0074"],
  subject: "pod",
  check: (pod) => {
    const found = volumesOfKind(pod, "hostPath")?.flatMap(
      ({ volume, at }) =>
        expectAt(volume, "hostPath.path", at).toSatisfy(
          (path) => !holdsRuntimeSocket(asText(path)),
          "no path that holds the socket of a container runtime",
          "not-applicable",
        ) ?? [],
    );
    if (found === undefined) return unknown(VOLUMES);
    return found.length === 0 ? PASS : found;
  },
  admission: {
    over: "pod",
    holds: `!variables.pod.?volumes.orValue([]).exists(volume, has(volume.hostPath) && has(volume.hostPath.path) && ${celMatches("volume.hostPath.path", RUNTIME_SOCKET)})`,
  },
  examples: () => ({
    pass: [
      examplePod("no volume of the node", { volumes: [{ name: "tmp", emptyDir: {} }] }),
      examplePod("another folder", { volumes: [{ name: "logs", hostPath: { path: "/var/log" } }] }),
      examplePod("a folder that is only called alike", {
        volumes: [{ name: "x", hostPath: { path: "/run/contain" } }],
      }),
      examplePod("a path that is missing", { volumes: [{ name: "x", hostPath: {} }] }),
    ],
    fail: [
      examplePod("Docker's socket", { volumes: [{ name: "docker", hostPath: { path: "/var/run/docker.sock" } }] }),
      examplePod("the folder of containerd's", { volumes: [{ name: "run", hostPath: { path: "/run//containerd/" } }] }),
      examplePod("the whole node", { volumes: [{ name: "root", hostPath: { path: "/" } }] }),
    ],
    unknown: [
      examplePod("volumes from elsewhere", { volumes: "$" + "{var.volumes}" }),
      examplePod("a path from elsewhere", { volumes: [{ name: "x", hostPath: { path: "$" + "{var.path}" } }] }),
    ],
  }),
});
