import { ENCRYPTED_STORAGE_CLASS } from "../constructs/cluster";
import type { NodePurpose } from "../constructs/core/cluster";
import type { AwsEnvironment } from "./environment";

/** Zones an environment spreads over. */
const ZONE_LETTERS = ["a", "b", "c"];

/** What several stacks know of an environment's cluster without asking each other. */
export interface ClusterFacts {
  /** Name of the cluster. */
  readonly clusterName: string;
  /** Zones of its network. */
  readonly zones: readonly string[];
  /** Purposes it has nodes for. */
  readonly reservedPurposes: readonly NodePurpose[];
  /** Storage class that the platform stack makes. */
  readonly storageClassName: string;
}

/** The facts that follow from the environment's data. */
export function clusterFacts(environment: AwsEnvironment): ClusterFacts {
  const { region, nodeGroups } = environment.platform;
  return {
    clusterName: `${environment.name}-cluster`,
    zones: ZONE_LETTERS.map((letter) => `${region}${letter}`),
    reservedPurposes: Object.values(nodeGroups).flatMap(({ purpose }) => (purpose === undefined ? [] : [purpose])),
    storageClassName: ENCRYPTED_STORAGE_CLASS,
  };
}
