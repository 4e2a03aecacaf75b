import type { JsonRecord } from "../../core/json";
import type { ContainerView } from "./container-view";
import type { ObjectView } from "./object-view";
import type { PodView } from "./pod-view";
import type { PolicyView } from "./policy-view";
import type { References } from "./references";
import type { ReleaseView } from "./release-view";
import type { ResourceView } from "./resource-view";
import type { TextView } from "./text-view";

/** A synthesized stack, and what can be seen in it. Each list is made when it is asked for, and once. */
export interface StackView {
  /** Name, such as `prod-nodes`. */
  readonly name: string;
  /** Environment it belongs to, as it says itself; undefined when it says none. */
  readonly environment: string | undefined;
  /** Its `cdk.tf.json`, in which local values and defaults of variables stand where they are referred to. */
  readonly json: JsonRecord;
  /** Variables whose default stands in it, `var.blocks`, by the JSON pointer of the place. */
  readonly defaults: ReadonlyMap<string, string>;
  /** What Palisade wrote down about the stack. Empty where it wrote nothing. */
  readonly marks: JsonRecord;
  /** Every resource and data source. */
  readonly resources: readonly ResourceView[];
  /** Every Kubernetes object that can be read. */
  readonly objects: readonly ObjectView[];
  /** The pods of every workload. */
  readonly pods: readonly PodView[];
  /** Every container of every pod. */
  readonly containers: readonly ContainerView[];
  /** Every AWS policy document that can be read. */
  readonly policies: readonly PolicyView[];
  /** Releases of charts, bundles of manifests not among them. */
  readonly releases: readonly ReleaseView[];
  /** Every text of every resource. */
  readonly texts: readonly TextView[];
  /** Resources that make Kubernetes objects nobody can read before the apply, such as those with `for_each`. */
  readonly unreadable: readonly ResourceView[];
  /** Which resource refers to which. */
  readonly references: References;
  /** The other stacks of its environment. */
  readonly neighbours: readonly StackView[];
  /** Resources of the given types. */
  ofType(...types: readonly string[]): readonly ResourceView[];
  /** Resources of the given types in all stacks of its environment, its own first: for what holds for a whole account. */
  nearby(...types: readonly string[]): readonly ResourceView[];
}
