import { type JsonRecord, listAt, recordAt } from "../../../lib/core/json";
import { type KubernetesClient, nameOf } from "./kubernetes-client";
import { hasCondition } from "./readiness";
import { waitUntil } from "./wait-until";

const READY_WITHIN_SECONDS = 60;
const ROOM = { cpu: "16", memory: "64Gi", pods: "110", "ephemeral-storage": "200Gi" };

/** Class of volumes that kwok's own stages provide; the default, as every cluster of one's own has one. */
export const PRETENDED_STORAGE_CLASS: JsonRecord = {
  apiVersion: "storage.k8s.io/v1",
  kind: "StorageClass",
  metadata: { name: "kwok-volume", annotations: { "storageclass.kubernetes.io/is-default-class": "true" } },
  provisioner: "kwok.x-k8s.io/volume",
  volumeBindingMode: "Immediate",
};

/** Adds nodes that kwok answers for, one in each zone, and waits until they are ready. */
export async function addPretendedNodes(client: KubernetesClient, zones: readonly string[]): Promise<void> {
  for (const zone of zones) {
    const node = {
      apiVersion: "v1",
      kind: "Node",
      metadata: {
        name: `node-${zone}`,
        labels: {
          "kubernetes.io/hostname": `node-${zone}`,
          "kubernetes.io/os": "linux",
          "kubernetes.io/arch": "amd64",
          "topology.kubernetes.io/zone": zone,
        },
      },
    };
    await client.apply(node);
    await client.patchStatus(nameOf(node), { capacity: ROOM, allocatable: ROOM });
  }
  await waitUntil("nodes are ready", READY_WITHIN_SECONDS, async () => {
    const nodes = await client.list("v1", "Node");
    const taints = (node: JsonRecord) => listAt(recordAt(node, "spec"), "taints");
    return nodes
      .filter((node) => !hasCondition(node, "Ready") || taints(node).length > 0)
      .map((node) => `${nameOf(node).name}: ${JSON.stringify(recordAt(node, "status")["conditions"])}`);
  });
}
