import { examplePod } from "../../example";
import { guardrail } from "../../rule";
import { expectAt } from "../../values";
import { stopSecondsOf } from "./stop-seconds";

export const clientStopGrace = guardrail({
  id: "kubernetes/client-stop-grace",
  title: "Every chain client has time to write down its state",
  severity: "medium",
  why: "One that is killed in the middle finds a broken database and needs hours, or days, until it is at the head of the chain again.",
  fix: "set terminationGracePeriodSeconds to 300 or more; a ChainNode takes the time that its clients need",
  source: "Stop periods of eth-docker and Rocket Pool",
  subject: "pod",
  check: (pod) => {
    const seconds = stopSecondsOf(pod);
    if (seconds === undefined) return undefined;
    // Kubernetes gives 30 seconds where nothing is said.
    return expectAt(pod.spec, "terminationGracePeriodSeconds").toBeAtLeast(seconds, "seconds");
  },
  examples: () => {
    function node(image: string, terminationGracePeriodSeconds: unknown) {
      return { containers: [{ name: "main", image }], terminationGracePeriodSeconds };
    }
    return {
      pass: [
        examplePod("time for an execution client", node("ghcr.io/paradigmxyz/reth:v2.10.1", 180)),
        examplePod("time for a consensus client", node("sigp/lighthouse:v8.3.3", 60)),
        examplePod("time for the slower of two", {
          containers: [
            { name: "cl", image: "sigp/lighthouse:v8.3.3" },
            { name: "el", image: "ghcr.io/paradigmxyz/reth:v2.10.1" },
          ],
          terminationGracePeriodSeconds: 180,
        }),
      ],
      fail: [
        examplePod("a client that says nothing", node("sigp/lighthouse:v8.3.3", undefined)),
        examplePod("a minute for an execution client", node("ethereum/client-go:v1.17.8", 179)),
        examplePod("less than a minute", node("sigp/lighthouse:v8.3.3", 59)),
      ],
      unknown: [examplePod("a time from elsewhere", node("sigp/lighthouse:v8.3.3", "$" + "{var.seconds}"))],
      notApplicable: [examplePod("another program", node("registry.example.org/app:1.2.3", undefined))],
    };
  },
});
