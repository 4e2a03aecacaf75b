import { examplePod } from "../../example";
import { guardrail } from "../../rule";
import { expectAt } from "../../values";
import { OF_NODE } from "./node-agents";

export const hostNamespace = guardrail({
  id: "kubernetes/host-namespace",
  title: "No pod shares the processes or the memory of its node",
  severity: "high",
  why: "It sees the command lines, the environment and the shared memory of everything on the node, and can signal it.",
  fix: `remove hostPID and hostIPC; a Workload never sets them; ${OF_NODE}`,
  controls: { cisEks: ["4.2.2", "4.2.3"] },
  aliases: ["CKV_K8S_17", "CKV_K8S_18", "KSV-0008", "KSV-0010", "C-0038"],
  subject: "pod",
  check: ({ spec }) => ["hostPID", "hostIPC"].flatMap((field) => expectAt(spec, field).notToBe(true) ?? []),
  admission: {
    over: "pod",
    holds: "!variables.pod.?hostPID.orValue(false) && !variables.pod.?hostIPC.orValue(false)",
  },
  examples: () => ({
    pass: [examplePod("a pod that says nothing", {}), examplePod("a pod that says no", { hostPID: false })],
    fail: [
      examplePod("the processes of the node", { hostPID: true }),
      examplePod("the memory of the node", { hostIPC: true }),
    ],
    unknown: [examplePod("a value from elsewhere", { hostIPC: "$" + "{var.shared}" })],
  }),
});
