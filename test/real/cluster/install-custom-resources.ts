import { setTimeout as sleep } from "node:timers/promises";
import { isJsonRecord, listAt, recordAt } from "../../../lib/core/json";
import type { CustomResource } from "./custom-resources";
import { type KubernetesClient, nameOf } from "./kubernetes-client";

const DEADLINE_MILLISECONDS = 60_000;
const PAUSE_MILLISECONDS = 200;

/**
 * Installs definitions and waits until the API server serves them all.
 *
 * @throws Error with the server's own reasons when it does not within a minute
 */
export async function installCustomResources(
  client: KubernetesClient,
  resources: readonly CustomResource[],
): Promise<void> {
  for (const { definition } of resources) await client.apply(definition);
  const deadline = Date.now() + DEADLINE_MILLISECONDS;
  for (;;) {
    const waiting: string[] = [];
    for (const { definition } of resources) {
      const name = nameOf(definition);
      const conditions = listAt(recordAt(await client.get(name), "status"), "conditions").filter(isJsonRecord);
      const isTrue = (type: string) =>
        conditions.some((condition) => condition["type"] === type && condition["status"] === "True");
      if (isTrue("Established") && !isTrue("NonStructuralSchema")) continue;
      waiting.push(`${name.name}: ${conditions.map(({ type, message }) => `${type} ${message}`).join("; ")}`);
    }
    if (waiting.length === 0) return;
    if (Date.now() > deadline) throw new Error(`not served:\n${waiting.join("\n")}`);
    await sleep(PAUSE_MILLISECONDS);
  }
}
