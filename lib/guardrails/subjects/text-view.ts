import type { FieldPath } from "../verdict";
import type { ResourceView } from "./resource-view";

/** A text anywhere in a resource. */
export interface TextView {
  /** Resource it stands in. */
  readonly resource: ResourceView;
  /** The text; what is not known yet stands in it as `REFERENCE`. */
  readonly text: string;
  /** Where it stands in the resource. */
  readonly at: FieldPath;
}
