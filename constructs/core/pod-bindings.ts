// biome-ignore-all lint/style/noCommonJs: a static import would load all four for every family that has a Workload
import type * as CronJobBinding from "@cdktf/provider-kubernetes/lib/cron-job-v1";
import type * as DeploymentBinding from "@cdktf/provider-kubernetes/lib/deployment-v1";
import type * as JobBinding from "@cdktf/provider-kubernetes/lib/job-v1";
import type * as StatefulSetBinding from "@cdktf/provider-kubernetes/lib/stateful-set-v1";

/**
 * The bindings that repeat the whole pod, loaded when first used: each takes about 20 MB and 40 ms, and most apps need
 * one or two of them.
 */
export const podBindings = {
  deployment: (): typeof DeploymentBinding => require("@cdktf/provider-kubernetes/lib/deployment-v1"),
  statefulSet: (): typeof StatefulSetBinding => require("@cdktf/provider-kubernetes/lib/stateful-set-v1"),
  job: (): typeof JobBinding => require("@cdktf/provider-kubernetes/lib/job-v1"),
  cronJob: (): typeof CronJobBinding => require("@cdktf/provider-kubernetes/lib/cron-job-v1"),
};
