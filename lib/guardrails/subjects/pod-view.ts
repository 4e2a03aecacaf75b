import type { JsonRecord } from "../../core/json";
import type { FieldPath } from "../verdict";
import type { ContainerView } from "./container-view";
import type { ObjectView } from "./object-view";

/** The pods of a workload: of a Deployment, StatefulSet, DaemonSet, ReplicaSet, Job, CronJob or Rollout, or a Pod itself. */
export interface PodView {
  /** Object that makes them. */
  readonly object: ObjectView;
  /** Labels of the pods. */
  readonly labels: Readonly<Record<string, string>>;
  /** Annotations of the pods. */
  readonly annotations: Readonly<Record<string, string>>;
  /** Their spec. */
  readonly spec: JsonRecord;
  /** Where the spec stands in the object: `["spec", "template", "spec"]`. */
  readonly at: FieldPath;
  /** Their containers, init containers included. */
  readonly containers: readonly ContainerView[];
}
