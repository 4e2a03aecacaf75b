import { CloudwatchLogGroup } from "@cdktf/provider-aws/lib/cloudwatch-log-group";
import { Construct } from "constructs";
import type { Problem } from "../../lib/core/errors";
import { AwsAccount } from "./aws-account";
import { EncryptionKey } from "./encryption-key";

/** Numbers of days CloudWatch can keep logs (Amazon CloudWatch Logs API reference, PutRetentionPolicy). */
export const LOG_RETENTION_DAYS = [
  1, 3, 5, 7, 14, 30, 60, 90, 120, 150, 180, 365, 400, 545, 731, 1096, 1827, 2192, 2557, 2922, 3288, 3653,
] as const;

/** Days that logs are kept. */
export type LogRetentionDays = (typeof LOG_RETENTION_DAYS)[number];

/** Problem of a retention that CloudWatch does not offer; undefined when it is fine. For values that came in untyped. */
export function logRetentionProblem(days: number): Problem | undefined {
  if (LOG_RETENTION_DAYS.some((allowed) => allowed === days)) return undefined;
  return {
    what: "logs cannot be kept for this many days",
    got: days,
    allowed: LOG_RETENTION_DAYS.join(", "),
    doThis: "choose the next longer one; audits usually ask for 365",
  };
}

/** Props of `EncryptedLogGroup`. */
export interface EncryptedLogGroupProps {
  /** Name of the group; some AWS services write to a fixed one. */
  readonly logGroupName: string;
  /** Name of its key's alias below `alias/palisade/`. */
  readonly keyName: string;
  /** Region the group lives in. */
  readonly region: string;
  /** Days that logs are kept. */
  readonly retentionDays: LogRetentionDays;
}

/** A CloudWatch log group with a key of its own and an end to what it keeps. */
export class EncryptedLogGroup extends Construct {
  /** The group, for resources that must wait for it. */
  public readonly resource: CloudwatchLogGroup;

  public constructor(scope: Construct, id: string, props: EncryptedLogGroupProps) {
    super(scope, id);
    const account = AwsAccount.of(this);
    const groupArn = `arn:${account.partition}:logs:${props.region}:${account.accountId}:log-group:${props.logGroupName}`;
    const key = new EncryptionKey(this, "key", {
      name: props.keyName,
      description: `Encrypts the log group ${props.logGroupName}`,
      statements: [
        {
          // Source: Amazon CloudWatch Logs User Guide, "Encrypt log data in CloudWatch Logs using AWS KMS".
          sid: "ThisLogGroupOnly",
          principals: { Service: [`logs.${props.region}.amazonaws.com`] },
          actions: ["kms:Encrypt*", "kms:Decrypt*", "kms:ReEncrypt*", "kms:GenerateDataKey*", "kms:Describe*"],
          resources: ["*"],
          conditions: { ArnEquals: { "kms:EncryptionContext:aws:logs:arn": groupArn } },
        },
      ],
    });
    this.resource = new CloudwatchLogGroup(this, "Resource", {
      name: props.logGroupName,
      kmsKeyId: key.keyArn,
      retentionInDays: props.retentionDays,
    });
  }
}
