import { S3Bucket } from "@cdktf/provider-aws/lib/s3-bucket";
import { S3BucketLifecycleConfiguration } from "@cdktf/provider-aws/lib/s3-bucket-lifecycle-configuration";
import { S3BucketOwnershipControls } from "@cdktf/provider-aws/lib/s3-bucket-ownership-controls";
import { S3BucketPolicy } from "@cdktf/provider-aws/lib/s3-bucket-policy";
import { S3BucketPublicAccessBlock } from "@cdktf/provider-aws/lib/s3-bucket-public-access-block";
import { S3BucketServerSideEncryptionConfigurationA } from "@cdktf/provider-aws/lib/s3-bucket-server-side-encryption-configuration";
import { S3BucketVersioningA } from "@cdktf/provider-aws/lib/s3-bucket-versioning";
import { Construct } from "constructs";
import { type IamStatement, iamPolicy } from "../../lib/render/iam-policy";

/** Props of `PrivateBucket`. */
export interface PrivateBucketProps {
  /** Exact name. */
  readonly bucketName: string;
  /** Key that encrypts it. @default - the key S3 manages, the only one that access logs can be written with */
  readonly kmsKeyArn?: string;
  /** Days that replaced and deleted objects can be brought back. */
  readonly oldVersionDays: number;
  /** Whether objects can be locked; a bucket can be given that only when it is made. @default - false */
  readonly objectLock?: boolean;
  /** Days that current objects are kept. @default - for ever */
  readonly expireDays?: number;
  /** Statements besides the refusal of plain HTTP, given the bucket's ARN. */
  readonly statements: (bucketArn: string) => readonly IamStatement[];
}

const MINIMUM_TLS_VERSION = "1.2";
const ABANDONED_UPLOAD_DAYS = 7;

/** A versioned bucket that nobody outside reaches, that refuses plain HTTP and that no destroy removes. */
export class PrivateBucket extends Construct {
  /** The bucket, for resources that hang on it. */
  public readonly resource: S3Bucket;
  /** Its policy, for what has to wait until it may write. */
  public readonly policy: S3BucketPolicy;

  public constructor(scope: Construct, id: string, props: PrivateBucketProps) {
    super(scope, id);
    this.resource = new S3Bucket(this, "Resource", {
      bucket: props.bucketName,
      forceDestroy: false,
      ...(props.objectLock === true ? { objectLockEnabled: true } : {}),
      lifecycle: { preventDestroy: true },
    });
    const bucket = this.resource.id;
    const versioning = new S3BucketVersioningA(this, "versioning", {
      bucket,
      versioningConfiguration: { status: "Enabled" },
    });
    new S3BucketServerSideEncryptionConfigurationA(this, "encryption", {
      bucket,
      rule: [
        {
          applyServerSideEncryptionByDefault:
            props.kmsKeyArn === undefined
              ? { sseAlgorithm: "AES256" }
              : { sseAlgorithm: "aws:kms", kmsMasterKeyId: props.kmsKeyArn },
          bucketKeyEnabled: props.kmsKeyArn !== undefined,
        },
      ],
    });
    new S3BucketOwnershipControls(this, "ownership", { bucket, rule: { objectOwnership: "BucketOwnerEnforced" } });
    const block = new S3BucketPublicAccessBlock(this, "public-access-block", {
      bucket,
      blockPublicAcls: true,
      blockPublicPolicy: true,
      ignorePublicAcls: true,
      restrictPublicBuckets: true,
    });
    new S3BucketLifecycleConfiguration(this, "lifecycle", {
      bucket,
      rule: [
        {
          id: "tidy-up",
          status: "Enabled",
          filter: [{ prefix: "" }],
          noncurrentVersionExpiration: [{ noncurrentDays: props.oldVersionDays }],
          abortIncompleteMultipartUpload: [{ daysAfterInitiation: ABANDONED_UPLOAD_DAYS }],
          ...(props.expireDays === undefined ? {} : { expiration: [{ days: props.expireDays }] }),
        },
      ],
      dependsOn: [versioning],
    });
    this.policy = new S3BucketPolicy(this, "policy", {
      bucket,
      policy: iamPolicy([...refuseWeakTransport(this.resource.arn), ...props.statements(this.resource.arn)]),
      dependsOn: [block],
    });
  }
}

function refuseWeakTransport(bucketArn: string): readonly IamStatement[] {
  const everything = { principals: "*", actions: ["s3:*"], resources: [bucketArn, `${bucketArn}/*`] } as const;
  return [
    { sid: "RefusePlainHttp", effect: "Deny", ...everything, conditions: { Bool: { "aws:SecureTransport": "false" } } },
    {
      sid: "RefuseOldTls",
      effect: "Deny",
      ...everything,
      conditions: { NumericLessThan: { "s3:TlsVersion": MINIMUM_TLS_VERSION } },
    },
  ];
}
