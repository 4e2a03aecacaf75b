import { ENCRYPTED_STORAGE_CLASS } from "../constructs/cluster";
import type { NodePurpose } from "../constructs/core/cluster";
import type { AwsPlatform } from "./environment";

/** Zones an environment spreads over. */
const ZONE_LETTERS = ["a", "b", "c"];

/** What several stacks know of an environment's cluster without asking each other. */
export interface ClusterFacts {
  /** Name of the cluster. */
  readonly clusterName: string;
  /** Zones of its network, in the order of the private subnets. */
  readonly zones: readonly string[];
  /** Purposes it has nodes for. */
  readonly reservedPurposes: readonly NodePurpose[];
  /** Storage class that the platform stack makes. */
  readonly storageClassName: string;
  /** Value of the `karpenter.sh/discovery` tag on the private subnets. */
  readonly discoveryName: string;
}

/** The facts that follow from the environment's data. */
export function clusterFacts(environment: string, { region, nodeGroups }: AwsPlatform): ClusterFacts {
  return {
    clusterName: `${environment}-cluster`,
    zones: ZONE_LETTERS.map((letter) => `${region}${letter}`),
    reservedPurposes: Object.values(nodeGroups).flatMap(({ purpose }) => (purpose === undefined ? [] : [purpose])),
    storageClassName: ENCRYPTED_STORAGE_CLASS,
    discoveryName: environment,
  };
}
