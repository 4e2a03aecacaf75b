import { Checker } from "../../lib/core/checks";
import type { IStateBucket, StateBackendSettings, StateBucketAttributes } from "./backend";
import { checkBucketName, stateKeyAlias } from "./state-checks";

/** A state bucket that is already there, as `StateBucket.fromAttributes` describes it. */
export class ImportedStateBucket implements IStateBucket {
  public readonly bucketName: string;
  public readonly region: string;
  public readonly kmsKeyId: string;

  /** @throws PalisadeError when no bucket can have that name */
  public constructor(attributes: StateBucketAttributes) {
    const check = new Checker(`state bucket ${attributes.bucketName}`);
    checkBucketName(check, attributes.bucketName);
    check.done();
    this.bucketName = attributes.bucketName;
    this.region = attributes.region;
    this.kmsKeyId = attributes.kmsKeyId ?? stateKeyAlias(attributes.bucketName);
  }

  public backendSettings(key: string): StateBackendSettings {
    return {
      bucket: this.bucketName,
      key,
      region: this.region,
      encrypt: true,
      kmsKeyId: this.kmsKeyId,
      useLockfile: true,
    };
  }
}
