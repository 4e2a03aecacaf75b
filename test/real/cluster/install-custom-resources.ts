import { recordAt } from "../../../lib/core/json";
import type { CustomResource } from "./custom-resources";
import { type KubernetesClient, nameOf } from "./kubernetes-client";
import { hasCondition } from "./readiness";
import { waitUntil } from "./wait-until";

const READY_WITHIN_SECONDS = 60;

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
  await waitUntil("custom resources are served", READY_WITHIN_SECONDS, async () => {
    const waiting: string[] = [];
    for (const { definition } of resources) {
      const name = nameOf(definition);
      const stored = await client.get(name);
      if (hasCondition(stored, "Established") && !hasCondition(stored, "NonStructuralSchema")) continue;
      waiting.push(`${name.name}: ${JSON.stringify(recordAt(stored, "status")["conditions"])}`);
    }
    return waiting;
  });
}
