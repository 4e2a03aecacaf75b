import { CloudwatchLogStream } from "@cdktf/provider-aws/lib/cloudwatch-log-stream";
import { CloudwatchLogSubscriptionFilter } from "@cdktf/provider-aws/lib/cloudwatch-log-subscription-filter";
import { IamRole } from "@cdktf/provider-aws/lib/iam-role";
import { IamRolePolicy } from "@cdktf/provider-aws/lib/iam-role-policy";
import type * as FirehoseBinding from "@cdktf/provider-aws/lib/kinesis-firehose-delivery-stream";
import { Construct } from "constructs";
import { NameRules, physicalName } from "../../lib/core/naming";
import { iamPolicy, serviceTrust } from "../../lib/render/iam-policy";
import { EncryptedLogGroup, type LogRetentionDays } from "../core/encrypted-log-group";
import { EncryptionKey } from "../core/encryption-key";
import { type AuditBuckets, UNDELIVERED_PREFIX } from "./audit-buckets";
import { type AuditPlace, arnIn } from "./place";
import type { HttpEndpointProps } from "./siem-export";
import { logGroupName } from "./trail-names";

/** The largest binding of the family, 2.5 MB and 60 ms, is loaded where something is sent to a SIEM. */
// biome-ignore lint/style/noCommonJs: a static import would load it with every audit trail.
const loadFirehose = (): typeof FirehoseBinding => require("@cdktf/provider-aws/lib/kinesis-firehose-delivery-stream");

/** How long, and how much, is gathered before it is sent. */
const GATHERED_SECONDS = 60;
const GATHERED_MIB = 1;
/** How long sending is tried before it is put aside. */
const TRIED_SECONDS = 3600;

/**
 * A stream of Amazon Data Firehose to an address elsewhere. Its token is read by Firehose out of Secrets Manager; what
 * could not be sent lies in the bucket of the history.
 */
export class SiemSender extends Construct {
  /** ARN of the role that writes what could not be sent, as a live reference; the key has to let it in. */
  public readonly roleArn: string;
  private readonly role: IamRole;
  private readonly streamName: string;

  public constructor(
    scope: Construct,
    id: string,
    private readonly place: AuditPlace,
    private readonly props: HttpEndpointProps,
  ) {
    super(scope, id);
    this.streamName = physicalName([place.name, "siem"], NameRules.awsDeliveryStream);
    this.role = new IamRole(this, "role", {
      namePrefix: "audit-sender-",
      assumeRolePolicy: serviceTrust("firehose.amazonaws.com", {
        StringEquals: { "aws:SourceAccount": place.accountId, "aws:SourceArn": this.streamArn },
      }),
    });
    this.roleArn = this.role.arn;
  }

  /** Sends the logs, once the bucket for what could not be sent is there. */
  public send(
    logs: Readonly<Record<string, EncryptedLogGroup>>,
    buckets: AuditBuckets,
    retentionDays: LogRetentionDays,
  ): void {
    const { place, props } = this;
    const errors = new EncryptedLogGroup(this, "errors", {
      logGroupName: logGroupName(place.name, "siem"),
      keyName: `audit-${place.name}-siem`,
      region: place.region,
      retentionDays,
    });
    const errorStream = new CloudwatchLogStream(this, "error-stream", {
      name: "http-endpoint",
      logGroupName: errors.resource.name,
    });
    const key = new EncryptionKey(this, "key", {
      name: `audit-${this.streamName}`,
      description: `Encrypts what waits in the stream ${this.streamName}`,
    });
    const policy = new IamRolePolicy(this, "policy", {
      role: this.role.name,
      policy: iamPolicy(this.statements(buckets, errors.resource.arn)),
    });
    const { KinesisFirehoseDeliveryStream } = loadFirehose();
    const stream = new KinesisFirehoseDeliveryStream(this, "Resource", {
      name: this.streamName,
      destination: "http_endpoint",
      serverSideEncryption: { enabled: true, keyType: "CUSTOMER_MANAGED_CMK", keyArn: key.keyArn },
      httpEndpointConfiguration: {
        name: this.streamName,
        url: props.url,
        bufferingInterval: GATHERED_SECONDS,
        bufferingSize: GATHERED_MIB,
        retryDuration: TRIED_SECONDS,
        roleArn: this.roleArn,
        secretsManagerConfiguration: { enabled: true, secretArn: props.tokenSecretArn, roleArn: this.roleArn },
        requestConfiguration: { contentEncoding: "GZIP" },
        s3BackupMode: "FailedDataOnly",
        s3Configuration: {
          roleArn: this.roleArn,
          bucketArn: buckets.history.resource.arn,
          kmsKeyArn: buckets.historyKeyArn,
          prefix: `${UNDELIVERED_PREFIX}/`,
          errorOutputPrefix: `${UNDELIVERED_PREFIX}/`,
          compressionFormat: "UNCOMPRESSED",
        },
        cloudwatchLoggingOptions: {
          enabled: true,
          logGroupName: errors.resource.name,
          logStreamName: errorStream.name,
        },
      },
      dependsOn: [policy],
    });
    this.subscribe(logs, stream.arn);
  }

  private get streamArn(): string {
    return arnIn(this.place, "firehose", `deliverystream/${this.streamName}`);
  }

  /** Source: Amazon Data Firehose Developer Guide, "Controlling access": HTTP endpoint destinations. */
  private statements({ history, historyKeyArn }: AuditBuckets, errorsArn: string) {
    const { tokenSecretArn, tokenKeyArn } = this.props;
    const { arn } = history.resource;
    return [
      {
        sid: "SeeWhereToPutAside",
        actions: ["s3:GetBucketLocation", "s3:ListBucket", "s3:ListBucketMultipartUploads"],
        resources: [arn],
      },
      {
        sid: "PutAsideWhatCouldNotBeSent",
        actions: ["s3:PutObject", "s3:AbortMultipartUpload"],
        resources: [`${arn}/${UNDELIVERED_PREFIX}/*`],
      },
      { sid: "EncryptThat", actions: ["kms:GenerateDataKey", "kms:Decrypt"], resources: [historyKeyArn] },
      { sid: "ReadTheToken", actions: ["secretsmanager:GetSecretValue"], resources: [tokenSecretArn] },
      ...(tokenKeyArn === undefined
        ? []
        : [{ sid: "DecryptTheToken", actions: ["kms:Decrypt"], resources: [tokenKeyArn] }]),
      { sid: "SayWhatWentWrong", actions: ["logs:PutLogEvents"], resources: [`${errorsArn}:*`] },
    ];
  }

  /** Source: Amazon CloudWatch Logs User Guide, "Subscription filters with Amazon Data Firehose". */
  private subscribe(logs: Readonly<Record<string, EncryptedLogGroup>>, streamArn: string): void {
    const { place } = this;
    const role = new IamRole(this, "subscription-role", {
      namePrefix: "audit-subscription-",
      assumeRolePolicy: serviceTrust("logs.amazonaws.com", {
        StringLike: { "aws:SourceArn": arnIn(place, "logs", "*") },
        StringEquals: { "aws:SourceAccount": place.accountId },
      }),
    });
    const policy = new IamRolePolicy(this, "subscription-policy", {
      role: role.name,
      policy: iamPolicy([
        { sid: "PutIntoTheStream", actions: ["firehose:PutRecord", "firehose:PutRecordBatch"], resources: [streamArn] },
      ]),
    });
    for (const [id, { resource }] of Object.entries(logs)) {
      new CloudwatchLogSubscriptionFilter(this, `subscription-${id}`, {
        name: physicalName([place.name, "siem"], NameRules.awsTrail),
        logGroupName: resource.name,
        destinationArn: streamArn,
        roleArn: role.arn,
        filterPattern: "",
        dependsOn: [policy],
      });
    }
  }
}
