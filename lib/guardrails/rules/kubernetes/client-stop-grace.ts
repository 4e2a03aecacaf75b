import { examplePod } from "../../example";
import { recognise } from "../../recognise";
import { guardrail } from "../../rule";
import { expectAt } from "../../values";
import { runsExecutionClient } from "./execution-clients";

/** Least time of a consensus client, and of an execution client, which writes down more. Source: peers give 1 to 5 and 5 to 15 minutes. */
const LEAST_SECONDS = 60;
const LEAST_EXECUTION_SECONDS = 300;

export const clientStopGrace = guardrail({
  id: "kubernetes/client-stop-grace",
  title: "Every chain client has time to write down its state",
  severity: "medium",
  why: "One that is killed in the middle finds a broken database and needs hours, or days, until it is at the head of the chain again.",
  fix: "set terminationGracePeriodSeconds to 300 or more; a ChainNode takes the time that its clients need",
  source: "Documentation of reth, go-ethereum and Lighthouse, and the stop periods of eth-docker and Rocket Pool",
  subject: "pod",
  check: (pod) => {
    if (recognise(pod)?.kind !== "node") return undefined;
    const least = runsExecutionClient(pod) ? LEAST_EXECUTION_SECONDS : LEAST_SECONDS;
    // Kubernetes gives 30 seconds where nothing is said.
    return expectAt(pod.spec, "terminationGracePeriodSeconds").toBeAtLeast(least, "seconds");
  },
  examples: () => {
    function node(image: string, terminationGracePeriodSeconds: unknown) {
      return { containers: [{ name: "main", image }], terminationGracePeriodSeconds };
    }
    return {
      pass: [
        examplePod("time for an execution client", node("ghcr.io/paradigmxyz/reth:v2.10.1", 300)),
        examplePod("time for a consensus client", node("sigp/lighthouse:v8.3.3", 60)),
        examplePod(
          "another client",
          { containers: [], terminationGracePeriodSeconds: 60 },
          { "palisade.dev/kind": "node" },
        ),
      ],
      fail: [
        examplePod("a client that says nothing", node("sigp/lighthouse:v8.3.3", undefined)),
        examplePod("a minute for an execution client", node("ethereum/client-go:v1.17.8", 299)),
        examplePod("less than a minute", node("sigp/lighthouse:v8.3.3", 59)),
      ],
      unknown: [examplePod("a time from elsewhere", node("sigp/lighthouse:v8.3.3", "$" + "{var.seconds}"))],
      notApplicable: [examplePod("another program", node("registry.example.org/app:1.2.3", undefined))],
    };
  },
});
