import { examplePod } from "../../example";
import { guardrail } from "../../rule";
import { expectAt } from "../../values";
import { OF_NODE } from "./node-agents";

export const hostNetwork = guardrail({
  id: "kubernetes/host-network",
  title: "No pod uses the network of its node",
  severity: "high",
  why: "No NetworkPolicy holds for it: it listens on the node's addresses, and reaches the kubelet and the metadata service that hands out the node's credentials.",
  fix: `remove hostNetwork; a ChainNode lets its peers in through a Service of their own; ${OF_NODE}`,
  controls: { cisEks: ["4.2.4"] },
  aliases: ["CKV_K8S_19", "KSV-0009", "C-0041"],
  subject: "pod",
  check: ({ spec }) => expectAt(spec, "hostNetwork").notToBe(true),
  admission: {
    over: "pod",
    holds: "!variables.pod.?hostNetwork.orValue(false)",
  },
  examples: () => ({
    pass: [examplePod("a pod that says nothing", {}), examplePod("a pod that says no", { hostNetwork: false })],
    fail: [examplePod("the network of the node", { hostNetwork: true })],
    unknown: [examplePod("a value from elsewhere", { hostNetwork: "$" + "{var.host}" })],
  }),
});
