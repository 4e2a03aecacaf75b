import { AwsProvider } from "@cdktf/provider-aws/lib/provider";
import type { Construct } from "constructs";
import { AlarmReceiver, AuditTrail } from "../constructs/audit";
import { auditTrailName } from "./audit-facts";
import { BaseStack } from "./base-stack";
import type { AwsEnvironment } from "./environment";

/** What happens in the environment's account: recorded, looked at, and told. It stands before everything but the state. */
export class AuditStack extends BaseStack {
  public constructor(scope: Construct, environment: AwsEnvironment) {
    super(scope, environment, "audit");
    const { accountId, audit, region, stateBucket } = environment.platform;
    const { bucket, readerRoleArns, alarmEmails, lockedDays, siem } = audit;
    this.pinProviderSource("aws");
    new AwsProvider(this, "aws", { region, allowedAccountIds: [accountId] });
    new AuditTrail(this, "audit", {
      name: auditTrailName(environment.name),
      region,
      bucketName: bucket,
      readerRoleArns,
      watchedBuckets: [stateBucket],
      receivers: alarmEmails.map((address) => AlarmReceiver.email(address)),
      ...(lockedDays === undefined ? {} : { lockedDays }),
      ...(siem === undefined ? {} : { siem }),
    });
  }
}
