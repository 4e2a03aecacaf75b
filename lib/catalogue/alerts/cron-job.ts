import { promqlText } from "./context";
import type { MetricUse, RuleContext } from "./types";

const SOURCE = "kubernetes/kube-state-metrics, docs/metrics/workload/cronjob-metrics.md";
/** When its last run started. */
export const LAST_START: MetricUse = { name: "kube_cronjob_status_last_schedule_time", source: SOURCE };
/** When a run last ended well; not there before the first time. */
export const LAST_SUCCESS: MetricUse = { name: "kube_cronjob_status_last_successful_time", source: SOURCE };
/** When its next run is due. */
export const NEXT_START: MetricUse = { name: "kube_cronjob_next_schedule_time", source: SOURCE };
/** How many runs are going on. */
export const ACTIVE: MetricUse = { name: "kube_cronjob_status_active", source: SOURCE };
/** Whether its schedule is switched off. */
export const SUSPENDED: MetricUse = { name: "kube_cronjob_spec_suspend", source: SOURCE };

/** One series of the target's CronJob, without the labels of the exporter that showed it. */
export function cronJob(metric: MetricUse, { target }: RuleContext): string {
  const selector = `namespace=${promqlText(target.namespace)}, cronjob=${promqlText(target.workload)}`;
  return `max by (namespace, cronjob) (${metric.name}{${selector}})`;
}
