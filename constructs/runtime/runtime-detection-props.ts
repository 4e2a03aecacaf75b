import type { ITerraformDependable } from "cdktf";
import type { GuardedProgram } from "../../lib/catalogue/runtime/guarded-programs";
import type { ICluster } from "../core/cluster";
import type { ChartOverrides } from "../core/helm-chart";
import type { DetectionEngine } from "./detection-engine";

/** Props of `RuntimeDetection`. */
export interface RuntimeDetectionProps {
  /** Cluster whose nodes are looked at. */
  readonly cluster: ICluster;
  /** What looks. */
  readonly engine: DetectionEngine;
  /**
   * Namespace of the agents, which see everything on their nodes. What hands events on gets one of its own, with
   * `-events` at the end. @default - "falco" or "tetragon"
   */
  readonly namespaceName?: string;
  /**
   * Ports that signers connect to besides those that the catalogue knows, by the client: `{ "web3signer-eth2": [6432] }`.
   * @default - none
   */
  readonly alsoReaches?: Readonly<Record<string, readonly number[]>>;
  /** Programs of your own that hold keys, by the label `palisade.dev/client` of their pods. @default - those of the catalogue alone */
  readonly alsoGuards?: readonly GuardedProgram[];
  /** Containers that others add to pods, such as `linkerd-proxy`. @default - none */
  readonly addedContainers?: readonly string[];
  /** Changes to the chart of the engine. @default - none */
  readonly chart?: ChartOverrides;
  /** Resources that have to be there first. @default - none */
  readonly dependsOn?: readonly ITerraformDependable[];
}
