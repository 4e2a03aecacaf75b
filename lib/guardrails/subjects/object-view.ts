import type { JsonRecord } from "../../core/json";
import type { ResourceView } from "./resource-view";

/** A Kubernetes object, from a Terraform resource of its own or from a bundle of manifests. */
export interface ObjectView {
  /** Resource that makes it. */
  readonly resource: ResourceView;
  /** Group and version, such as `apps/v1`. */
  readonly apiVersion: string;
  /** Kind, such as `Deployment`. */
  readonly kind: string;
  /** Name; what is not known yet stands in it as `REFERENCE`. */
  readonly name: string;
  /** Namespace; undefined for kinds that live in none. */
  readonly namespace: string | undefined;
  /** Labels, as far as they are known. */
  readonly labels: Readonly<Record<string, string>>;
  /** Annotations, as far as they are known. */
  readonly annotations: Readonly<Record<string, string>>;
  /** The object as the API server gets it. */
  readonly manifest: JsonRecord;
  /** Number of the object in its bundle; undefined for a resource of its own. */
  readonly bundleIndex: number | undefined;
}
