import type { IConstruct } from "constructs";
import type { SubjectId } from "../../lib/catalogue/alerts/subjects";
import type { IdentityProps } from "./identity";
import type { INamespace } from "./namespace";
import type { IPeer } from "./peer";
import type { MetricsEndpoint } from "./workload-props";

/** Pods that can be scraped and alerted on: those of a `Workload`, or of a chart that a construct installs. */
export interface IWatchedPods extends IConstruct {
  /** Name in Kubernetes of what keeps the pods going. */
  readonly name: string;
  /** Namespace they live in. */
  readonly namespace: INamespace;
  /** Labels that select exactly them. */
  readonly podLabels: Readonly<Record<string, string>>;
  /** What they are. */
  readonly identity: IdentityProps;
  /** Where they show their metrics; undefined when they do not. */
  readonly metrics: MetricsEndpoint | undefined;
  /** Lets the peer reach these ports of theirs. */
  allowFrom(peer: IPeer, ...portNames: string[]): void;
}

/** One program to watch: whose metrics, and which page of the alert catalogue fits them. */
export interface Watched {
  /** Page of the alert catalogue: the program whose metric names the alerts use. */
  readonly subject: SubjectId;
  /** Workload that runs the program. */
  readonly workload: IWatchedPods;
  /**
   * Where the program shows its metrics.
   * @default - the workload's own `metrics`; without those nothing is scraped, and the alerts use cluster metrics alone
   */
  readonly metrics?: MetricsEndpoint;
  /** Numbers the alerts take, such as `blockSeconds`; each must be one that the subject knows. @default - the subject's own numbers */
  readonly parameters?: Readonly<Record<string, number>>;
}

/**
 * Something a `MonitoringPlatform` can watch: a node, a tier, an agent. Whatever implements it must be watched, or the
 * stack does not synthesize.
 */
export interface IWatchable extends IConstruct {
  /** What to watch of it. At least one entry. */
  readonly watched: readonly Watched[];
}

/** True for constructs that can be watched. */
export function isWatchable(construct: IConstruct): construct is IWatchable {
  return "watched" in construct && Array.isArray(construct.watched);
}
