import { S3BucketLoggingA } from "@cdktf/provider-aws/lib/s3-bucket-logging";
import { Construct } from "constructs";
import { Checker } from "../../lib/core/checks";
import type { Problem } from "../../lib/core/errors";
import type { IamStatement } from "../../lib/render/iam-policy";
import { AwsAccount } from "../core/aws-account";
import { EncryptionKey } from "../core/encryption-key";
import { markIdentity } from "../core/identity";
import type { IStateBucket, StateBackendSettings, StateBucketAttributes } from "./backend";
import { ImportedStateBucket } from "./imported-state-bucket";
import { PrivateBucket } from "./private-bucket";
import { checkBucketName, LOG_SUFFIX, stateKeyName } from "./state-checks";

/** Props of `StateBucket`. */
export interface StateBucketProps {
  /** Exact name of the bucket, unique in the whole world. */
  readonly bucketName: string;
  /** Region it lies in. */
  readonly region: string;
  /** Exact name of the bucket for access logs. @default - `<bucketName>-access-logs` */
  readonly logBucketName?: string;
  /** Days that replaced states can be brought back. @default - 365 */
  readonly oldVersionDays?: number;
  /** Days that access logs are kept. @default - 365 */
  readonly accessLogDays?: number;
}

const A_YEAR_DAYS = 365;
const LOG_PREFIX = "state/";

function daysOutOfRange(field: string, got: number): Problem {
  return {
    what: `${field} is not a number of days`,
    got,
    allowed: "a whole number of at least 1",
    doThis: "correct it",
  };
}

function sameBucket(got: string): Problem {
  return {
    what: "the state bucket would log into itself, and every entry would make another",
    got,
    doThis: "give the log bucket a name of its own",
  };
}

/**
 * Where Terraform keeps its state. State is plain text and cannot be made again: the bucket is versioned, encrypted
 * with a key of its own, refuses plain HTTP and other keys, records who reads it, and no destroy removes it.
 */
export class StateBucket extends Construct implements IStateBucket {
  /** A state bucket that is already there. Nothing is created. @throws PalisadeError when no bucket can have that name */
  public static fromAttributes(attributes: StateBucketAttributes): IStateBucket {
    return new ImportedStateBucket(attributes);
  }

  public readonly bucketName: string;
  public readonly region: string;
  public readonly kmsKeyId: string;
  private readonly imported: ImportedStateBucket;

  /** @throws PalisadeError listing everything wrong with the props */
  public constructor(scope: Construct, id: string, props: StateBucketProps) {
    super(scope, id);
    const logBucketName = props.logBucketName ?? `${props.bucketName}${LOG_SUFFIX}`;
    const oldVersionDays = props.oldVersionDays ?? A_YEAR_DAYS;
    const accessLogDays = props.accessLogDays ?? A_YEAR_DAYS;
    const check = new Checker(this.node.path);
    checkBucketName(check, props.bucketName);
    checkBucketName(check, logBucketName);
    check.that(logBucketName !== props.bucketName, () => sameBucket(logBucketName));
    for (const [field, days] of Object.entries({ oldVersionDays, accessLogDays })) {
      check.that(Number.isInteger(days) && days >= 1, () => daysOutOfRange(field, days));
    }
    check.done();
    markIdentity(this, { kind: "state", name: props.bucketName });

    this.imported = new ImportedStateBucket({ bucketName: props.bucketName, region: props.region });
    this.bucketName = props.bucketName;
    this.region = props.region;
    this.kmsKeyId = this.imported.kmsKeyId;

    const key = new EncryptionKey(this, "key", {
      name: stateKeyName(props.bucketName),
      description: `Encrypts the Terraform state in ${props.bucketName}`,
    });
    const bucket = new PrivateBucket(this, "bucket", {
      bucketName: props.bucketName,
      kmsKeyArn: key.keyArn,
      oldVersionDays,
      statements: (bucketArn) => [
        // Terraform names the key by its alias, people may name it by its ARN.
        refuseHeader(bucketArn, "RefuseOtherKeys", "s3:x-amz-server-side-encryption-aws-kms-key-id", [
          key.keyArn,
          this.kmsKeyId,
        ]),
        refuseHeader(bucketArn, "RefuseOtherEncryption", "s3:x-amz-server-side-encryption", ["aws:kms"]),
      ],
    });
    const account = AwsAccount.of(this);
    const logs = new PrivateBucket(this, "access-logs", {
      bucketName: logBucketName,
      oldVersionDays: accessLogDays,
      expireDays: accessLogDays,
      statements: (logBucketArn) => [
        {
          sid: "WriteAccessLogs",
          principals: { Service: ["logging.s3.amazonaws.com"] },
          actions: ["s3:PutObject"],
          resources: [`${logBucketArn}/${LOG_PREFIX}*`],
          conditions: {
            ArnLike: { "aws:SourceArn": bucket.resource.arn },
            StringEquals: { "aws:SourceAccount": account.accountId },
          },
        },
      ],
    });
    new S3BucketLoggingA(this, "logging", {
      bucket: bucket.resource.id,
      targetBucket: logs.resource.id,
      targetPrefix: LOG_PREFIX,
    });
  }

  public backendSettings(key: string): StateBackendSettings {
    return this.imported.backendSettings(key);
  }
}

/**
 * Refuses objects written with another value of a header. A write without the header is let through: the bucket then
 * encrypts with its own key. `StringNotEquals` alone would also match where the header is missing, hence `Null`
 * (IAM User Guide, "Condition operators": negated operators match when the key is absent).
 */
function refuseHeader(bucketArn: string, sid: string, header: string, values: readonly string[]): IamStatement {
  return {
    sid,
    effect: "Deny",
    principals: "*",
    actions: ["s3:PutObject"],
    resources: [`${bucketArn}/*`],
    conditions: { StringNotEquals: { [header]: values }, Null: { [header]: "false" } },
  };
}
