import type { NodePurpose, ReservedNodes } from "../core/cluster";

/** Label and taint key of nodes that are reserved for a purpose. */
export const PURPOSE_KEY = "palisade.dev/purpose";

/** How a pod gets onto nodes that Palisade reserved for a purpose. */
export function reservedNodesFor(purpose: NodePurpose): ReservedNodes {
  return {
    nodeSelector: { [PURPOSE_KEY]: purpose },
    tolerations: [{ key: PURPOSE_KEY, value: purpose, effect: "NoSchedule" }],
  };
}
