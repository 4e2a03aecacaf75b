import type { JsonRecord } from "../../../core/json";
import { exampleObjects, exampleWorkload } from "../../example";
import { guardrail } from "../../rule";
import { expectAt } from "../../values";
import { on } from "../../verdict";
import { AGENT, agentCronJob, agentDeployment, isAgent, noAgent } from "./agents";

/** Where each kind of run says how long it may take. */
const DEADLINES: Readonly<Record<string, readonly string[]>> = {
  Job: ["spec", "activeDeadlineSeconds"],
  CronJob: ["spec", "jobTemplate", "spec", "activeDeadlineSeconds"],
};

export const runDeadline = guardrail({
  id: "agents/run-deadline",
  title: "Every run of an agent comes to an end",
  severity: "medium",
  why: "A run that goes in circles calls its model for days, and the next one never starts.",
  fix: "set activeDeadlineSeconds; Schedule.cron sets an hour, or its deadlineSeconds",
  source: "Kubernetes, Job: termination and cleanup",
  subject: "pod",
  check: (pod) => {
    const { object } = pod;
    const place = DEADLINES[object.kind];
    if (place === undefined || !isAgent(pod)) return undefined;
    const judged = expectAt(object.manifest, place).toBeAtLeast(1, "second");
    return judged === undefined ? undefined : on(object, judged);
  },
  examples: () => {
    const job = (spec: JsonRecord) => exampleWorkload("Job", { containers: [{ name: "agent" }] }, AGENT, spec);
    const timed = agentCronJob();
    const spec = typeof timed["spec"] === "object" ? { ...timed["spec"] } : {};
    const cron = (seconds: unknown) => ({
      ...timed,
      spec: {
        ...spec,
        jobTemplate: {
          spec: {
            activeDeadlineSeconds: seconds,
            template: { metadata: { labels: AGENT }, spec: { containers: [{ name: "agent" }] } },
          },
        },
      },
    });
    return {
      pass: [
        exampleObjects("a run at set times with an end", cron(3600)),
        exampleObjects("a run with an end", job({ activeDeadlineSeconds: 1 })),
      ],
      fail: [exampleObjects("no word of it", agentCronJob()), exampleObjects("a run without", job({}))],
      unknown: [exampleObjects("an end from elsewhere", cron("$" + "{var.seconds}"))],
      notApplicable: [
        exampleObjects("an agent that always runs", agentDeployment()),
        exampleObjects("something that is no agent", noAgent(agentCronJob())),
      ],
    };
  },
});
