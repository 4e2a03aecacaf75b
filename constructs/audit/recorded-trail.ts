import { Cloudtrail, type CloudtrailAdvancedEventSelector } from "@cdktf/provider-aws/lib/cloudtrail";
import { IamRole } from "@cdktf/provider-aws/lib/iam-role";
import { IamRolePolicy } from "@cdktf/provider-aws/lib/iam-role-policy";
import { Construct } from "constructs";
import { iamPolicy, serviceTrust } from "../../lib/render/iam-policy";
import { EncryptedLogGroup, type LogRetentionDays } from "../core/encrypted-log-group";
import type { AuditBuckets } from "./audit-buckets";
import { type AuditPlace, arnIn, bucketArn } from "./place";
import { logGroupName } from "./trail-names";

/** Props of `RecordedTrail`. */
export interface RecordedTrailProps {
  readonly place: AuditPlace;
  readonly buckets: AuditBuckets;
  readonly retentionDays: LogRetentionDays;
  /** Names of buckets whose every use is recorded, the audit's own aside. */
  readonly watchedBuckets: readonly string[];
}

/** ARN of a trail, as text: its bucket and its key have to know it before it is there. */
export function trailArn(place: AuditPlace): string {
  return arnIn(place, "cloudtrail", `trail/${place.name}`);
}

/** CloudTrail over all regions, into the locked bucket and into CloudWatch Logs. */
export class RecordedTrail extends Construct {
  /** The log group, for what counts and sends. */
  public readonly group: EncryptedLogGroup;

  public constructor(scope: Construct, id: string, props: RecordedTrailProps) {
    super(scope, id);
    const { buckets, place, retentionDays } = props;
    const { name, region } = place;
    this.group = new EncryptedLogGroup(this, "group", {
      logGroupName: logGroupName(name, "trail"),
      keyName: `audit-${name}-trail`,
      region,
      retentionDays,
    });
    const role = new IamRole(this, "role", {
      namePrefix: "audit-trail-",
      assumeRolePolicy: serviceTrust("cloudtrail.amazonaws.com", {
        StringEquals: { "aws:SourceArn": trailArn(place), "aws:SourceAccount": place.accountId },
      }),
    });
    const policy = new IamRolePolicy(this, "policy", {
      role: role.name,
      policy: iamPolicy([
        {
          // Source: AWS CloudTrail User Guide, "Role policy document for CloudTrail to use CloudWatch Logs".
          sid: "WriteThisGroup",
          actions: ["logs:CreateLogStream", "logs:PutLogEvents"],
          resources: [`${this.group.resource.arn}:log-stream:${place.accountId}_CloudTrail_${region}*`],
        },
      ]),
    });
    new Cloudtrail(this, "Resource", {
      name,
      s3BucketName: buckets.log.resource.id,
      kmsKeyId: buckets.log.kmsKeyArn,
      isMultiRegionTrail: true,
      includeGlobalServiceEvents: true,
      enableLogFileValidation: true,
      cloudWatchLogsGroupArn: `${this.group.resource.arn}:*`,
      cloudWatchLogsRoleArn: role.arn,
      advancedEventSelector: selectors(place, props.watchedBuckets, buckets),
      insightSelector: [{ insightType: "ApiCallRateInsight" }, { insightType: "ApiErrorRateInsight" }],
      dependsOn: [policy, buckets.log.policy],
    });
  }
}

/**
 * All management events, and the use of single buckets. What services put into the audit's own is left out: CloudTrail
 * would record its own deliveries, and deliver that record. Whom IAM knows has an ARN in `userIdentity`, a service that
 * writes for itself has none. Sources: AWS CloudTrail User Guide, "Filtering data events by using advanced event selectors",
 * "CloudTrail userIdentity element".
 */
function selectors(
  place: AuditPlace,
  watched: readonly string[],
  { log, history }: AuditBuckets,
): CloudtrailAdvancedEventSelector[] {
  const data = [
    { field: "eventCategory", equalTo: ["Data"] },
    { field: "resources.type", equalTo: ["AWS::S3::Object"] },
  ];
  const objectsOf = (arns: readonly string[]) => ({
    field: "resources.ARN",
    startsWith: arns.map((arn) => `${arn}/`),
  });
  const own = [...data, objectsOf([log.bucketArn, history.resource.arn])];
  return [
    { name: "All management events", fieldSelector: [{ field: "eventCategory", equalTo: ["Management"] }] },
    {
      name: "Use of the audit's own buckets, but for PutObject",
      fieldSelector: [...own, { field: "eventName", notEquals: ["PutObject"] }],
    },
    {
      name: "PutObject into the audit's own buckets by whom IAM knows",
      fieldSelector: [
        ...own,
        { field: "eventName", equalTo: ["PutObject"] },
        { field: "userIdentity.arn", startsWith: ["arn:"] },
      ],
    },
    ...(watched.length === 0
      ? []
      : [
          {
            name: "Use of watched buckets",
            fieldSelector: [...data, objectsOf(watched.map((bucket) => bucketArn(place, bucket)))],
          },
        ]),
  ];
}
