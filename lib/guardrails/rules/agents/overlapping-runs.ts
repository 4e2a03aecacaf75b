import { exampleObjects } from "../../example";
import { guardrail } from "../../rule";
import { expectAt } from "../../values";
import { on } from "../../verdict";
import { agentCronJob, agentDeployment, isAgent, noAgent } from "./agents";

export const overlappingRuns = guardrail({
  id: "agents/overlapping-runs",
  title: "No agent starts a run while its last one goes on",
  severity: "medium",
  why: "Two runs of one agent do the same work twice, and answer each other's half-done changes, at twice the price.",
  fix: "set concurrencyPolicy to Forbid, as Schedule.cron does",
  source: "Kubernetes, CronJob: concurrency policy",
  subject: "pod",
  check: (pod) => {
    const { object } = pod;
    if (object.kind !== "CronJob" || !isAgent(pod)) return undefined;
    // Kubernetes allows it where nothing is said.
    const judged = expectAt(object.manifest, "spec.concurrencyPolicy").notToBe("Allow", "fail");
    return judged === undefined ? undefined : on(object, judged);
  },
  examples: () => ({
    pass: [
      exampleObjects("one run at a time", agentCronJob({ concurrencyPolicy: "Forbid" })),
      exampleObjects("the new one instead of the old", agentCronJob({ concurrencyPolicy: "Replace" })),
    ],
    fail: [
      exampleObjects("several at a time", agentCronJob({ concurrencyPolicy: "Allow" })),
      exampleObjects("no word of it", agentCronJob()),
    ],
    unknown: [exampleObjects("a word from elsewhere", agentCronJob({ concurrencyPolicy: "$" + "{var.policy}" }))],
    notApplicable: [
      exampleObjects("an agent that always runs", agentDeployment()),
      exampleObjects("something that is no agent", noAgent(agentCronJob())),
    ],
  }),
});
