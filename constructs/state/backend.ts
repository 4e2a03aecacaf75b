import type { S3BackendConfig } from "cdktf";

/** Settings of an S3 backend, complete but for the providers' credentials. */
export interface StateBackendSettings extends S3BackendConfig {
  readonly bucket: string;
  readonly key: string;
  readonly region: string;
  readonly encrypt: true;
  readonly kmsKeyId: string;
  /** Lock by a file in the bucket; needs Terraform 1.10 or newer. cdktf 0.21 hands it through without knowing it. */
  readonly useLockfile: true;
}

/** A bucket that holds Terraform state. */
export interface IStateBucket {
  /** Name of the bucket. */
  readonly bucketName: string;
  /** Region it lies in. */
  readonly region: string;
  /** ARN or alias of the key that encrypts it. */
  readonly kmsKeyId: string;
  /** Backend settings of one stack; `key` is the stack's own place in the bucket. */
  backendSettings(key: string): StateBackendSettings;
}

/** What `StateBucket.fromAttributes` needs to know. All of it is plain text: a backend block cannot hold references. */
export interface StateBucketAttributes {
  /** Name of the bucket. */
  readonly bucketName: string;
  /** Region it lies in. */
  readonly region: string;
  /**
   * ARN or alias of the key that encrypts it.
   * @default - the alias that `StateBucket` gives its key: `alias/palisade/state-<bucket>`
   */
  readonly kmsKeyId?: string;
}
