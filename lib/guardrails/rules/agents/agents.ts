import type { JsonRecord } from "../../../core/json";
import { exampleObjects, exampleWorkload } from "../../example";
import { labelledKind } from "../../recognise";
import type { RuleExample } from "../../rule";
import type { PodView } from "../../subjects/pod-view";

/** Whether the pods are those of an agent, as they say themselves. */
export function isAgent(pod: PodView): boolean {
  return labelledKind(pod) === "agent";
}

/** Labels of an agent in examples. */
export const AGENT: JsonRecord = { "palisade.dev/kind": "agent" };

/** An agent that runs all the time, of one container. @param more what the pod's spec holds beside it */
export function agentDeployment(container: JsonRecord = {}, more: JsonRecord = {}): JsonRecord {
  const image = "registry.example.org/agents/runtime:1.4.0";
  return exampleWorkload("Deployment", { ...more, containers: [{ name: "agent", image, ...container }] }, AGENT);
}

/** An agent that runs at set times. @param more what the spec of the CronJob holds beside the pods */
export function agentCronJob(more: JsonRecord = {}): JsonRecord {
  return exampleWorkload("CronJob", { containers: [{ name: "agent" }] }, AGENT, more);
}

/** An example of an agent of one container. */
export function exampleAgent(says: string, container: JsonRecord, more: JsonRecord = {}): RuleExample {
  return exampleObjects(says, agentDeployment(container, more));
}

/** Something like an agent that does not say that it is one. */
export function noAgent(workload: JsonRecord): JsonRecord {
  const unlabelled = JSON.parse(JSON.stringify(workload).replaceAll('"palisade.dev/kind":"agent"', '"team":"agents"'));
  return unlabelled;
}
