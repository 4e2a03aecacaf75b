import type { Construct as ConstructScope } from "constructs";

/** One Kubernetes object as data. Strings may hold live references to Terraform resources. */
export interface Manifest {
  readonly apiVersion: string;
  readonly kind: string;
  readonly metadata: {
    readonly name: string;
    readonly namespace?: string;
    readonly labels?: Readonly<Record<string, string>>;
    readonly annotations?: Readonly<Record<string, string>>;
  };
  readonly [field: string]: unknown;
}

/** Props of `ManifestBundle`. */
export interface ManifestBundleProps {
  /** Helm release name. @default - made from the construct path */
  readonly releaseName?: string;
  /** Namespace of the release, and of objects that name none. */
  readonly namespace: string;
  /** The objects. More can be added with `add`. @default - none yet */
  readonly manifests?: readonly Manifest[];
}

export type { ConstructScope };
