import type { JsonRecord } from "../../core/json";
import type { FieldPath } from "../verdict";
import type { PodView } from "./pod-view";

/** One container of a pod. */
export interface ContainerView {
  /** Pod it runs in. */
  readonly pod: PodView;
  /** Name; empty where it has none. */
  readonly name: string;
  /** True for one that runs before the others. */
  readonly isInit: boolean;
  /** Image; undefined where none is said. What is not known yet stands in it as `REFERENCE`. */
  readonly image: string | undefined;
  /** The container itself. */
  readonly spec: JsonRecord;
  /** Where it stands in the object: `["spec", "template", "spec", "containers", 0]`. */
  readonly at: FieldPath;
}
