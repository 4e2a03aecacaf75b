import type { IConstruct } from "constructs";
import { isWatchable, type Watched } from "../core/watchable";
import { Workload } from "../core/workload";

/** Workloads that something watchable below `scope` names as its own. */
function claimedBelow(scope: IConstruct): ReadonlySet<IConstruct> {
  const watchables = scope.node.findAll().filter(isWatchable);
  return new Set(watchables.flatMap(({ watched }) => watched.map(({ workload }) => workload)));
}

/** What to watch of a workload that no node, tier or agent names as its own: what the cluster says, and its metrics. */
export function plainlyWatched(workload: Workload): readonly Watched[] {
  return [{ subject: "workload", workload }];
}

/**
 * Workloads below `scope` that stand alone. A job that shows no metrics is left out: it ends, and whoever made it looks.
 *
 * @param whole where what names workloads as its own is looked for
 */
export function standingAlone(scope: IConstruct, whole: IConstruct): readonly Workload[] {
  const claimed = claimedBelow(whole);
  return scope.node
    .findAll()
    .filter((construct) => construct instanceof Workload)
    .filter((workload) => !claimed.has(workload) && (!workload.runsToTheEnd || workload.metrics !== undefined));
}
