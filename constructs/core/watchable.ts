import type { IConstruct } from "constructs";
import type { SubjectId } from "../../lib/catalogue/alerts/subjects";
import type { Workload } from "./workload";
import type { MetricsEndpoint } from "./workload-props";

/** One program to watch: whose metrics, and which page of the alert catalogue fits them. */
export interface Watched {
  /** Page of the alert catalogue: the program whose metric names the alerts use. */
  readonly subject: SubjectId;
  /** Workload that runs the program. */
  readonly workload: Workload;
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
