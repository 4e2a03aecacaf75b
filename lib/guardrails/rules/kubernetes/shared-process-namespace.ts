import { examplePod } from "../../example";
import { guardrail } from "../../rule";
import { expectAt } from "../../values";

export const sharedProcessNamespace = guardrail({
  id: "kubernetes/shared-process-namespace",
  title: "The containers of a pod do not see each other's processes",
  severity: "medium",
  why: "Each of them reads the command lines and the environment of the others, and through /proc their files, secrets among them.",
  fix: "remove shareProcessNamespace; a Workload never sets it",
  source: "Kubernetes documentation, Share Process Namespace between Containers in a Pod",
  subject: "pod",
  check: ({ spec }) => expectAt(spec, "shareProcessNamespace").notToBe(true),
  admission: {
    over: "pod",
    holds: "!variables.pod.?shareProcessNamespace.orValue(false)",
  },
  examples: () => ({
    pass: [
      examplePod("a pod that says nothing", {}),
      examplePod("a pod that says no", { shareProcessNamespace: false }),
    ],
    fail: [examplePod("shared processes", { shareProcessNamespace: true })],
    unknown: [examplePod("a value from elsewhere", { shareProcessNamespace: "$" + "{var.shared}" })],
  }),
});
