import { IamRole } from "@cdktf/provider-aws/lib/iam-role";
import { IamRolePolicy } from "@cdktf/provider-aws/lib/iam-role-policy";
import { S3BucketNotification } from "@cdktf/provider-aws/lib/s3-bucket-notification";
import { SqsQueue } from "@cdktf/provider-aws/lib/sqs-queue";
import { SqsQueuePolicy } from "@cdktf/provider-aws/lib/sqs-queue-policy";
import { Construct } from "constructs";
import { NameRules, physicalName } from "../../lib/core/naming";
import { type IamStatement, iamPolicy } from "../../lib/render/iam-policy";
import { EncryptionKey } from "../core/encryption-key";
import type { AuditBuckets } from "./audit-buckets";
import { type AuditPlace, arnIn, bucketArn } from "./place";
import type { BucketReaderProps } from "./siem-export";
import { bucketNames } from "./trail-names";

/** The longest that SQS keeps a message. */
const KEPT_SECONDS = 1_209_600;
/** Tries before a message is put aside. */
const TRIES = 10;
/** Time a reader has for one file before another may take it. */
const HIDDEN_SECONDS = 300;

/** A role that another account takes on to read what is kept, and the queue that tells it of new files. */
export class SiemReader extends Construct {
  /** ARN of the role, as a live reference; its keys have to let it in. */
  public readonly roleArn: string;
  /** URL of the queue, as a live reference. Undefined when there is none. */
  public queueUrl: string | undefined;
  private readonly role: IamRole;

  public constructor(
    scope: Construct,
    id: string,
    private readonly place: AuditPlace,
    private readonly props: BucketReaderProps,
  ) {
    super(scope, id);
    this.role = new IamRole(this, "role", {
      namePrefix: "audit-reader-",
      description: `Reads the audit trail ${place.name} for the account ${props.accountId}`,
      assumeRolePolicy: iamPolicy([
        {
          sid: "ReaderComesOnOurBehalf",
          principals: { AWS: [`arn:${place.partition}:iam::${props.accountId}:root`] },
          actions: ["sts:AssumeRole"],
          conditions: { StringEquals: { "sts:ExternalId": props.externalId } },
        },
      ]),
    });
    this.roleArn = this.role.arn;
  }

  /** Lets it read, once the buckets are there. */
  public read(buckets: AuditBuckets, bucketName: string): void {
    const told = this.props.notifications === false ? [] : this.tell(buckets, bucketName);
    const arns = [buckets.log.bucketArn, buckets.history.resource.arn];
    new IamRolePolicy(this, "policy", {
      role: this.role.name,
      policy: iamPolicy([
        { sid: "ListTheBuckets", actions: ["s3:ListBucket", "s3:GetBucketLocation"], resources: arns },
        { sid: "ReadTheLogs", actions: ["s3:GetObject"], resources: arns.map((arn) => `${arn}/AWSLogs/*`) },
        { sid: "DecryptTheLogs", actions: ["kms:Decrypt"], resources: [buckets.log.kmsKeyArn, buckets.historyKeyArn] },
        ...told,
      ]),
    });
  }

  /** Source: Amazon S3 User Guide, "Granting permissions to publish event notification messages to a destination". */
  private tell(buckets: AuditBuckets, bucketName: string): readonly IamStatement[] {
    const name = physicalName([this.place.name, "files"], NameRules.awsSqsQueue);
    const names = bucketNames(bucketName);
    const conditions = {
      ArnLike: {
        "aws:SourceArn": [names.log, names.history].map((bucket) => bucketArn(this.place, bucket)),
      },
      StringEquals: { "aws:SourceAccount": this.place.accountId },
    };
    const principals = { Service: ["s3.amazonaws.com"] };
    const key = new EncryptionKey(this, "queue-key", {
      name: `audit-${name}`,
      description: `Encrypts the names of new files of the audit trail ${this.place.name}`,
      statements: [
        {
          sid: "BucketsEncryptForTheQueue",
          principals,
          actions: ["kms:GenerateDataKey", "kms:Decrypt"],
          resources: ["*"],
          conditions,
        },
      ],
    });
    const shared = { kmsMasterKeyId: key.keyArn, messageRetentionSeconds: KEPT_SECONDS };
    const aside = new SqsQueue(this, "aside", { ...shared, name: `${name}-aside` });
    const queue = new SqsQueue(this, "queue", {
      ...shared,
      name,
      visibilityTimeoutSeconds: HIDDEN_SECONDS,
      redrivePolicy: `{"deadLetterTargetArn":"${aside.arn}","maxReceiveCount":${TRIES}}`,
    });
    const policy = new SqsQueuePolicy(this, "queue-policy", {
      queueUrl: queue.url,
      policy: iamPolicy([
        { sid: "BucketsTellOfNewFiles", principals, actions: ["sqs:SendMessage"], resources: [queue.arn], conditions },
      ]),
    });
    for (const [id, bucket] of [
      ["log", buckets.log],
      ["history", buckets.history],
    ] as const) {
      new S3BucketNotification(this, `${id}-notification`, {
        bucket: bucket.resource.id,
        queue: [{ queueArn: queue.arn, events: ["s3:ObjectCreated:*"], filterPrefix: "AWSLogs/" }],
        dependsOn: [policy],
      });
    }
    this.queueUrl = queue.url;
    const asked = ["sqs:ReceiveMessage", "sqs:DeleteMessage", "sqs:GetQueueAttributes", "sqs:ChangeMessageVisibility"];
    return [
      { sid: "TakeNamesFromTheQueue", actions: asked, resources: [arnIn(this.place, "sqs", name)] },
      { sid: "DecryptTheQueue", actions: ["kms:Decrypt"], resources: [key.keyArn] },
    ];
  }
}
