import type { StatefulSetV1SpecVolumeClaimTemplate } from "@cdktf/provider-kubernetes/lib/stateful-set-v1";
import type { Construct } from "constructs";
import type { CronJobOptions, JobOptions, ReplicasOptions } from "./controller";
import { podBindings } from "./pod-bindings";
import type { RenderedPod } from "./pod-spec";
import type { WorkloadProps } from "./workload-props";
import { governingServiceName } from "./workload-services";

/** The resource that keeps the pods going, whichever of the four it is. */
export interface WorkloadController {
  /** Replaces the pod template. */
  update(pod: RenderedPod): void;
}

const DEFAULT_JOB_RETRIES = 2;
const DEFAULT_JOB_DEADLINE_SECONDS = 3600;
/** Time for the job's controller to start it, and to say at the end that it ran out of time. */
const JOB_WAIT_MARGIN_SECONDS = 120;
const REVISIONS_KEPT = 10;
const RUNS_KEPT = 3;

/** Declares the controller that the props ask for. */
export function declareController(scope: Construct, props: WorkloadProps, pod: RenderedPod): WorkloadController {
  const { spec } = props.controller;
  switch (spec.kind) {
    case "deployment":
      return declareDeployment(scope, props, spec, pod);
    case "statefulSet":
      return declareStatefulSet(scope, props, spec, pod);
    case "job":
      return declareJob(scope, props, spec, pod);
    case "cronJob":
      return declareCronJob(scope, props, spec, pod);
  }
}

function metadataOf(scope: Construct, props: WorkloadProps) {
  const { controllerAnnotations: annotations } = props;
  return {
    name: props.identity.name,
    namespace: props.namespace.nameFor(scope),
    ...(annotations === undefined ? {} : { annotations: { ...annotations } }),
  };
}

function templateOf(pod: RenderedPod) {
  return { metadata: { labels: pod.labels, annotations: pod.annotations }, spec: pod.spec };
}

/** An autoscaler and Terraform must not both own the number of replicas. */
function replicaOwnership({ autoscaled }: ReplicasOptions) {
  return autoscaled === true ? { lifecycle: { ignoreChanges: ["spec[0].replicas"] } } : {};
}

function declareDeployment(
  scope: Construct,
  props: WorkloadProps,
  options: ReplicasOptions,
  pod: RenderedPod,
): WorkloadController {
  const render = (current: RenderedPod) => ({
    replicas: String(options.replicas),
    revisionHistoryLimit: REVISIONS_KEPT,
    selector: { matchLabels: current.selector },
    strategy: { type: "RollingUpdate", rollingUpdate: { maxUnavailable: "0", maxSurge: "1" } },
    template: templateOf(current),
  });
  const deployment = new (podBindings.deployment().DeploymentV1)(scope, "deployment", {
    metadata: metadataOf(scope, props),
    waitForRollout: props.waitUntilReady ?? true,
    spec: render(pod),
    ...replicaOwnership(options),
  });
  return { update: (current) => deployment.putSpec(render(current)) };
}

function declareStatefulSet(
  scope: Construct,
  props: WorkloadProps,
  options: ReplicasOptions,
  pod: RenderedPod,
): WorkloadController {
  const render = (current: RenderedPod) => ({
    replicas: String(options.replicas),
    revisionHistoryLimit: REVISIONS_KEPT,
    serviceName: governingServiceName(props.identity.name),
    podManagementPolicy: "OrderedReady",
    selector: { matchLabels: current.selector },
    updateStrategy: [{ type: "RollingUpdate" }],
    persistentVolumeClaimRetentionPolicy: [{ whenDeleted: "Retain", whenScaled: "Retain" }],
    template: templateOf(current),
    volumeClaimTemplate: claimTemplates(props, current),
  });
  const set = new (podBindings.statefulSet().StatefulSetV1)(scope, "stateful-set", {
    metadata: metadataOf(scope, props),
    waitForRollout: props.waitUntilReady ?? false,
    spec: render(pod),
    ...replicaOwnership(options),
  });
  return { update: (current) => set.putSpec(render(current)) };
}

/** Kubernetes refuses any later change of these, so they carry only the labels that never change. */
function claimTemplates(props: WorkloadProps, pod: RenderedPod): StatefulSetV1SpecVolumeClaimTemplate[] {
  return (props.volumes ?? []).flatMap(({ name, source }) => {
    if (source.kind !== "persistent") return [];
    const storageClassName = source.storageClassName ?? props.cluster.storageClassName;
    return [
      {
        metadata: { name, labels: pod.selector },
        spec: {
          accessModes: ["ReadWriteOnce"],
          ...(storageClassName === undefined ? {} : { storageClassName }),
          resources: { requests: { storage: `${source.storageGiB}Gi` } },
        },
      },
    ];
  });
}

function jobSpec(options: JobOptions, pod: RenderedPod) {
  return {
    backoffLimit: options.retries ?? DEFAULT_JOB_RETRIES,
    activeDeadlineSeconds: options.deadlineSeconds ?? DEFAULT_JOB_DEADLINE_SECONDS,
    template: templateOf(pod),
  };
}

/**
 * As long as the job itself may take: the provider waits one minute unless told otherwise, and then calls it failed while
 * it runs. Source: hashicorp/terraform-provider-kubernetes, resource_kubernetes_job_v1.go.
 */
function jobTimeouts({ deadlineSeconds = DEFAULT_JOB_DEADLINE_SECONDS }: JobOptions) {
  const longest = `${deadlineSeconds + JOB_WAIT_MARGIN_SECONDS}s`;
  return { create: longest, update: longest };
}

function declareJob(scope: Construct, props: WorkloadProps, options: JobOptions, pod: RenderedPod): WorkloadController {
  const waits = props.waitUntilReady ?? false;
  const job = new (podBindings.job().JobV1)(scope, "job", {
    metadata: metadataOf(scope, props),
    waitForCompletion: waits,
    ...(waits ? { timeouts: jobTimeouts(options) } : {}),
    spec: jobSpec(options, pod),
  });
  return { update: (current) => job.putSpec(jobSpec(options, current)) };
}

function declareCronJob(
  scope: Construct,
  props: WorkloadProps,
  options: CronJobOptions,
  pod: RenderedPod,
): WorkloadController {
  const render = (current: RenderedPod) => ({
    schedule: options.schedule,
    timezone: options.timeZone ?? "Etc/UTC",
    concurrencyPolicy: "Forbid",
    suspend: options.suspended ?? false,
    successfulJobsHistoryLimit: RUNS_KEPT,
    failedJobsHistoryLimit: RUNS_KEPT,
    jobTemplate: { metadata: { labels: current.labels }, spec: jobSpec(options, current) },
  });
  const cronJob = new (podBindings.cronJob().CronJobV1)(scope, "cron-job", {
    metadata: metadataOf(scope, props),
    spec: render(pod),
  });
  return { update: (current) => cronJob.putSpec(render(current)) };
}
