import type { S3Bucket } from "@cdktf/provider-aws/lib/s3-bucket";
import { S3BucketObjectLockConfigurationA } from "@cdktf/provider-aws/lib/s3-bucket-object-lock-configuration";
import type { S3BucketPolicy } from "@cdktf/provider-aws/lib/s3-bucket-policy";
import { Construct } from "constructs";
import { Checker } from "../../lib/core/checks";
import type { Problem } from "../../lib/core/errors";
import type { IamStatement } from "../../lib/render/iam-policy";
import { EncryptionKey, type EncryptionKeyProps } from "../core/encryption-key";
import { markIdentity } from "../core/identity";
import { PrivateBucket } from "./private-bucket";
import { checkBucketName } from "./state-checks";

/** Props of `LockedBucket`. */
export interface LockedBucketProps {
  /** Exact name of the bucket, unique in the whole world. */
  readonly bucketName: string;
  /** Days that what was written cannot be deleted or replaced; in compliance mode not by the account's owner either. */
  readonly lockedDays: number;
  /**
   * Who can end the lock early: `governance` lets those whom a policy allows to bypass it, `compliance` nobody at all.
   * @default - compliance
   */
  readonly mode?: "governance" | "compliance";
  /** Days that objects are kept, at least as long as they are locked. @default - as long as they are locked */
  readonly keptDays?: number;
  /** Who may do what with it, besides whom IAM policies of the account allow; given its ARN. @default - nobody */
  readonly statements?: (bucketArn: string) => readonly IamStatement[];
  /** Its key: who may use it, and what IAM policies of the account may allow. @default - they may allow everything */
  readonly key?: Pick<EncryptionKeyProps, "statements" | "accountMay">;
}

const LOCK_MODES = { governance: "GOVERNANCE", compliance: "COMPLIANCE" } as const;

function badDays(field: string, got: number, least: number): Problem {
  return {
    what: `${field} is not a number of days that can be`,
    got,
    allowed: `a whole number of at least ${least}`,
    doThis: field === "keptDays" ? "keep objects at least as long as they are locked" : "correct it",
  };
}

/**
 * A bucket for what has to be there when everything else is gone: it is private and encrypted with a key of its own, and
 * what was written to it cannot be deleted or replaced for a time, whoever asks, unless `governance` mode was chosen
 * (Amazon S3 User Guide, "Locking objects with Object Lock").
 */
export class LockedBucket extends Construct {
  /** Exact name of the bucket. */
  public readonly bucketName: string;
  /** ARN of the bucket, as a live reference. */
  public readonly bucketArn: string;
  /** ARN of the key that encrypts it, as a live reference. */
  public readonly kmsKeyArn: string;
  /** The bucket, for resources that hang on it. */
  public readonly resource: S3Bucket;
  /** Its policy, for what has to wait until it may write. */
  public readonly policy: S3BucketPolicy;

  /** @throws PalisadeError listing everything wrong with the props */
  public constructor(scope: Construct, id: string, props: LockedBucketProps) {
    super(scope, id);
    const { bucketName, lockedDays, keptDays = lockedDays } = props;
    const check = new Checker(this.node.path);
    checkBucketName(check, bucketName);
    check.that(Number.isInteger(lockedDays) && lockedDays >= 1, () => badDays("lockedDays", lockedDays, 1));
    check.that(Number.isInteger(keptDays) && keptDays >= lockedDays, () => badDays("keptDays", keptDays, lockedDays));
    check.done();
    markIdentity(this, { kind: "database", name: bucketName });
    this.bucketName = bucketName;
    const key = new EncryptionKey(this, "key", {
      name: `locked-${bucketName}`,
      description: `Encrypts what is locked in ${bucketName}`,
      ...props.key,
    });
    const bucket = new PrivateBucket(this, "bucket", {
      bucketName,
      kmsKeyArn: key.keyArn,
      objectLock: true,
      expireDays: keptDays,
      oldVersionDays: 1,
      statements: props.statements ?? (() => []),
    });
    this.resource = bucket.resource;
    this.policy = bucket.policy;
    this.bucketArn = bucket.resource.arn;
    this.kmsKeyArn = key.keyArn;
    new S3BucketObjectLockConfigurationA(this, "lock", {
      bucket: bucket.resource.id,
      rule: { defaultRetention: { mode: LOCK_MODES[props.mode ?? "compliance"], days: lockedDays } },
    });
  }

  /** What a role needs to add objects below a prefix, and nothing else: it can neither read nor list nor delete. */
  public writeStatements(prefix: string): readonly IamStatement[] {
    return [
      { sid: "AddObjects", actions: ["s3:PutObject"], resources: [`${this.bucketArn}/${prefix}/*`] },
      // Larger objects come in parts, each of which is read back by S3 to be joined.
      { sid: "EncryptObjects", actions: ["kms:GenerateDataKey", "kms:Decrypt"], resources: [this.kmsKeyArn] },
    ];
  }
}
