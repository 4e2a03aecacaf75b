import { S3BucketLoggingA } from "@cdktf/provider-aws/lib/s3-bucket-logging";
import { Construct } from "constructs";
import type { IamStatement } from "../../lib/render/iam-policy";
import { EncryptionKey } from "../core/encryption-key";
import { LockedBucket, PrivateBucket } from "../state";
import { type AuditPlace, bucketArn } from "./place";
import { bucketNames } from "./trail-names";

/** Where CloudTrail, GuardDuty and AWS Config write, each below its own name: they choose the path themselves. */
const LOGS = "AWSLogs";
/** Where Firehose writes what could not be sent. */
export const UNDELIVERED_PREFIX = "undelivered";

/** Props of `AuditBuckets`. */
export interface AuditBucketsProps {
  readonly place: AuditPlace;
  readonly bucketName: string;
  readonly lockedDays: number;
  /** ARN of the trail, as text: the trail is made after its bucket. */
  readonly trailArn: string;
  /** ARN of GuardDuty's detector. @default - it writes nothing */
  readonly detectorArn?: string;
  /** ARNs of the roles that may read. */
  readonly readerArns: readonly string[];
  /** ARN of the role that writes what could not be sent elsewhere. @default - nothing is sent */
  readonly senderArn?: string;
}

/**
 * The bucket of the log, which nobody can empty, the bucket of the configuration's history, and the one that says who
 * read them. History has a bucket of its own since AWS Config does not deliver where a lock is the default (AWS Config
 * Developer Guide, "Managing the delivery channel").
 */
export class AuditBuckets extends Construct {
  /** Bucket of the log. */
  public readonly log: LockedBucket;
  /** Bucket of the history. */
  public readonly history: PrivateBucket;
  /** ARN of the history's key, as a live reference. */
  public readonly historyKeyArn: string;

  public constructor(scope: Construct, id: string, props: AuditBucketsProps) {
    super(scope, id);
    const { bucketName, lockedDays, place } = props;
    this.log = new LockedBucket(this, "log", {
      bucketName,
      lockedDays,
      statements: (arn) => [...trailStatements(arn, props), ...detectorStatements(arn, props)],
      key: { accountMay: "administer", statements: logKeyStatements(props) },
    });
    const historyName = bucketNames(bucketName).history;
    const key = new EncryptionKey(this, "history-key", {
      name: `history-${historyName}`,
      description: `Encrypts the history of the configuration in ${historyName}`,
      accountMay: "administer",
      statements: historyKeyStatements(props),
    });
    this.historyKeyArn = key.keyArn;
    this.history = new PrivateBucket(this, "history", {
      bucketName: historyName,
      kmsKeyArn: key.keyArn,
      oldVersionDays: lockedDays,
      expireDays: lockedDays,
      statements: (arn) => historyStatements(arn, place),
    });
    this.recordReads(props);
  }

  /** Server access logs: S3 does not deliver them into a locked bucket, nor with a key of KMS (Amazon S3 User Guide). */
  private recordReads({ bucketName, lockedDays, place }: AuditBucketsProps): void {
    const { accessLogs, ...sources } = bucketNames(bucketName);
    const logs = new PrivateBucket(this, "access-logs", {
      bucketName: accessLogs,
      oldVersionDays: lockedDays,
      expireDays: lockedDays,
      statements: (arn) => [
        {
          sid: "WriteAccessLogs",
          principals: { Service: ["logging.s3.amazonaws.com"] },
          actions: ["s3:PutObject"],
          resources: Object.keys(sources).map((prefix) => `${arn}/${prefix}/*`),
          conditions: {
            ArnLike: { "aws:SourceArn": Object.values(sources).map((name) => bucketArn(place, name)) },
            StringEquals: { "aws:SourceAccount": place.accountId },
          },
        },
        ...nobodyDeletes(arn),
      ],
    });
    for (const [prefix, bucket] of [
      ["log", this.log],
      ["history", this.history],
    ] as const) {
      new S3BucketLoggingA(this, `${prefix}-logging`, {
        bucket: bucket.resource.id,
        targetBucket: logs.resource.id,
        targetPrefix: `${prefix}/`,
        dependsOn: [logs.policy],
      });
    }
  }
}

/** Source: AWS CloudTrail User Guide, "Amazon S3 bucket policy for CloudTrail". */
function trailStatements(arn: string, { trailArn, place }: AuditBucketsProps): readonly IamStatement[] {
  const principals = { Service: ["cloudtrail.amazonaws.com"] };
  return [
    {
      sid: "TrailLooksAtTheBucket",
      principals,
      actions: ["s3:GetBucketAcl"],
      resources: [arn],
      conditions: { StringEquals: { "aws:SourceArn": trailArn } },
    },
    {
      sid: "TrailWrites",
      principals,
      actions: ["s3:PutObject"],
      resources: [`${arn}/${LOGS}/${place.accountId}/*`],
      conditions: {
        StringEquals: { "aws:SourceArn": trailArn, "s3:x-amz-acl": "bucket-owner-full-control" },
      },
    },
  ];
}

/** Source: Amazon GuardDuty User Guide, "Exporting generated findings to Amazon S3 buckets". */
function detectorStatements(arn: string, { detectorArn, place }: AuditBucketsProps): readonly IamStatement[] {
  if (detectorArn === undefined) return [];
  const principals = { Service: ["guardduty.amazonaws.com"] };
  const conditions = {
    StringEquals: { "aws:SourceAccount": place.accountId, "aws:SourceArn": detectorArn },
  };
  return [
    { sid: "DetectorLooksAtTheBucket", principals, actions: ["s3:GetBucketLocation"], resources: [arn], conditions },
    { sid: "DetectorWrites", principals, actions: ["s3:PutObject"], resources: [`${arn}/*`], conditions },
  ];
}

/**
 * Sources: AWS CloudTrail User Guide, "Configure AWS KMS key policies for CloudTrail" (to decrypt belongs to it, since the
 * bucket has a bucket key), and Amazon GuardDuty User Guide as above.
 */
function logKeyStatements({ trailArn, detectorArn, readerArns, place }: AuditBucketsProps): readonly IamStatement[] {
  const principals = { Service: ["cloudtrail.amazonaws.com"] };
  const ofTrail = { StringEquals: { "aws:SourceArn": trailArn } };
  const anyTrail = `arn:${place.partition}:cloudtrail:*:${place.accountId}:trail/*`;
  return [
    {
      sid: "TrailEncrypts",
      principals,
      actions: ["kms:GenerateDataKey*"],
      resources: ["*"],
      conditions: { ...ofTrail, StringLike: { "kms:EncryptionContext:aws:cloudtrail:arn": anyTrail } },
    },
    {
      sid: "TrailLooksAtTheKey",
      principals,
      actions: ["kms:DescribeKey", "kms:Decrypt"],
      resources: ["*"],
      conditions: ofTrail,
    },
    ...(detectorArn === undefined
      ? []
      : [
          {
            sid: "DetectorEncrypts",
            principals: { Service: ["guardduty.amazonaws.com"] },
            actions: ["kms:GenerateDataKey"],
            resources: ["*"],
            conditions: { StringEquals: { "aws:SourceAccount": place.accountId, "aws:SourceArn": detectorArn } },
          },
        ]),
    readersDecrypt(readerArns, place),
  ];
}

/** Source: AWS Config Developer Guide, "Permissions for the KMS key for the delivery channel", service-linked roles. */
function historyKeyStatements({ place, readerArns, senderArn }: AuditBucketsProps): readonly IamStatement[] {
  return [
    {
      sid: "ConfigurationRecorderEncrypts",
      principals: { Service: ["config.amazonaws.com"] },
      actions: ["kms:Decrypt", "kms:GenerateDataKey"],
      resources: ["*"],
      conditions: { StringEquals: { "aws:SourceAccount": place.accountId } },
    },
    ...(senderArn === undefined
      ? []
      : [
          {
            sid: "SenderEncryptsWhatItCouldNotSend",
            principals: { AWS: [senderArn] },
            actions: ["kms:Decrypt", "kms:GenerateDataKey"],
            resources: ["*"],
            conditions: { StringEquals: { "kms:ViaService": `s3.${place.region}.amazonaws.com` } },
          },
        ]),
    readersDecrypt(readerArns, place),
  ];
}

function readersDecrypt(readerArns: readonly string[], { region }: AuditPlace): IamStatement {
  return {
    sid: "ReadersDecryptThroughS3",
    principals: { AWS: readerArns },
    actions: ["kms:Decrypt"],
    resources: ["*"],
    conditions: { StringEquals: { "kms:ViaService": `s3.${region}.amazonaws.com` } },
  };
}

/** Source: AWS Config Developer Guide, "Permissions for the Amazon S3 bucket for the delivery channel". */
function historyStatements(arn: string, { accountId }: AuditPlace): readonly IamStatement[] {
  const principals = { Service: ["config.amazonaws.com"] };
  const ofAccount = { "aws:SourceAccount": accountId };
  return [
    {
      sid: "RecorderLooksAtTheBucket",
      principals,
      actions: ["s3:GetBucketAcl", "s3:ListBucket"],
      resources: [arn],
      conditions: { StringEquals: ofAccount },
    },
    {
      sid: "RecorderWrites",
      principals,
      actions: ["s3:PutObject"],
      resources: [`${arn}/${LOGS}/${accountId}/Config/*`],
      conditions: { StringEquals: { ...ofAccount, "s3:x-amz-acl": "bucket-owner-full-control" } },
    },
    ...nobodyDeletes(arn),
  ];
}

/** As near to a lock as a bucket gets that cannot have one: who deletes has to change this policy first, and is heard. */
function nobodyDeletes(arn: string): readonly IamStatement[] {
  return [
    {
      sid: "NobodyDeletes",
      effect: "Deny",
      principals: "*",
      actions: ["s3:DeleteObject", "s3:DeleteObjectVersion"],
      resources: [`${arn}/*`],
    },
  ];
}
