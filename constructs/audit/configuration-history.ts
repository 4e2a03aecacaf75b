import { ConfigConfigRule } from "@cdktf/provider-aws/lib/config-config-rule";
import { ConfigConfigurationRecorder } from "@cdktf/provider-aws/lib/config-configuration-recorder";
import { ConfigConfigurationRecorderStatus } from "@cdktf/provider-aws/lib/config-configuration-recorder-status";
import { ConfigConformancePack } from "@cdktf/provider-aws/lib/config-conformance-pack";
import { ConfigDeliveryChannel } from "@cdktf/provider-aws/lib/config-delivery-channel";
import { ConfigRetentionConfiguration } from "@cdktf/provider-aws/lib/config-retention-configuration";
import { IamServiceLinkedRole } from "@cdktf/provider-aws/lib/iam-service-linked-role";
import type { ITerraformDependable } from "cdktf";
import { Construct } from "constructs";
import { ACCOUNT_RULES, type AccountRule } from "../../lib/catalogue/aws/account-watch";
import { NameRules, physicalName } from "../../lib/core/naming";
import type { AuditBuckets } from "./audit-buckets";
import type { ConformancePack } from "./audit-trail-props";

/** Props of `ConfigurationHistory`. */
export interface ConfigurationHistoryProps {
  readonly name: string;
  readonly buckets: AuditBuckets;
  readonly keptDays: number;
  readonly rules: readonly AccountRule[];
  readonly conformancePacks: readonly ConformancePack[];
  readonly roleArn?: string;
}

/** Bounds of what AWS Config keeps (AWS Config API reference, PutRetentionConfiguration). */
const LEAST_DAYS = 30;
const MOST_DAYS = 2557;

/** AWS Config: how every resource of the region changes, and what rules say of it. */
export class ConfigurationHistory extends Construct {
  /** What has to be there before a service looks at the record. */
  public readonly ready: readonly ITerraformDependable[];

  public constructor(scope: Construct, id: string, props: ConfigurationHistoryProps) {
    super(scope, id);
    const { name, buckets } = props;
    const recorder = new ConfigConfigurationRecorder(this, "Resource", {
      name,
      // A service-linked role is what Security Hub asks for (its control Config.1).
      roleArn: props.roleArn ?? new IamServiceLinkedRole(this, "role", { awsServiceName: "config.amazonaws.com" }).arn,
      recordingGroup: { allSupported: true, includeGlobalResourceTypes: true },
      recordingMode: { recordingFrequency: "CONTINUOUS" },
    });
    const channel = new ConfigDeliveryChannel(this, "channel", {
      name,
      s3BucketName: buckets.history.resource.id,
      s3KmsKeyArn: buckets.historyKeyArn,
      snapshotDeliveryProperties: { deliveryFrequency: "TwentyFour_Hours" },
      dependsOn: [recorder, buckets.history.policy],
    });
    const running = new ConfigConfigurationRecorderStatus(this, "running", {
      name: recorder.name,
      isEnabled: true,
      dependsOn: [channel],
    });
    this.ready = [running];
    new ConfigRetentionConfiguration(this, "retention", {
      retentionPeriodInDays: Math.min(MOST_DAYS, Math.max(LEAST_DAYS, props.keptDays)),
      dependsOn: [recorder],
    });
    for (const rule of props.rules) {
      const { identifier, says } = ACCOUNT_RULES[rule];
      new ConfigConfigRule(this, `rule-${rule}`, {
        name: physicalName([name, rule], NameRules.awsTrail),
        description: says,
        source: { owner: "AWS", sourceIdentifier: identifier },
        dependsOn: [running],
      });
    }
    for (const pack of props.conformancePacks) {
      new ConfigConformancePack(this, `pack-${pack.name}`, { ...pack, dependsOn: [running] });
    }
  }
}
