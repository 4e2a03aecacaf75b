import type { IConstruct } from "constructs";
import { AwsAccount } from "../core/aws-account";

/** Where an audit trail stands: what ARNs in its policies are made of. */
export interface AuditPlace {
  /** Its name. */
  readonly name: string;
  /** Region it lies in. */
  readonly region: string;
  /** Account number, as a live reference. */
  readonly accountId: string;
  /** Partition, as a live reference. */
  readonly partition: string;
}

/** The place of an audit trail in the account of its stack. */
export function auditPlace(scope: IConstruct, name: string, region: string): AuditPlace {
  const { accountId, partition } = AwsAccount.of(scope);
  return { name, region, accountId, partition };
}

/** ARN of something of a service in the account and region of a trail. */
export function arnIn({ partition, region, accountId }: AuditPlace, service: string, resource: string): string {
  return `arn:${partition}:${service}:${region}:${accountId}:${resource}`;
}

/** ARN of a bucket by its name, where a reference would go in a circle. */
export function bucketArn({ partition }: AuditPlace, bucketName: string): string {
  return `arn:${partition}:s3:::${bucketName}`;
}
