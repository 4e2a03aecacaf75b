import type { JsonRecord } from "../../core/json";
import type { ResourceView } from "./resource-view";

/** The release of a Helm chart that is not a bundle of manifests. */
export interface ReleaseView {
  /** The `helm_release`. */
  readonly resource: ResourceView;
  /** Name of the chart, such as `vault`. */
  readonly chart: string;
  /** Version asked for; empty where none is. What is not known yet stands in it as `REFERENCE`. */
  readonly version: string;
  /** Values it sets, all texts and `set` blocks merged as Helm does. */
  readonly values: JsonRecord;
  /** True when some are not known yet: what is missing here may still be set. */
  readonly isPartial: boolean;
}
