import { CloudwatchEventRule } from "@cdktf/provider-aws/lib/cloudwatch-event-rule";
import { CloudwatchEventTarget } from "@cdktf/provider-aws/lib/cloudwatch-event-target";
import { CloudwatchLogResourcePolicy } from "@cdktf/provider-aws/lib/cloudwatch-log-resource-policy";
import { SecurityhubAccount } from "@cdktf/provider-aws/lib/securityhub-account";
import { SecurityhubStandardsSubscription } from "@cdktf/provider-aws/lib/securityhub-standards-subscription";
import type { ITerraformDependable } from "cdktf";
import { Construct } from "constructs";
import { SECURITY_STANDARDS, type SecurityStandard } from "../../lib/catalogue/aws/account-watch";
import { NameRules, physicalName } from "../../lib/core/naming";
import { iamPolicy } from "../../lib/render/iam-policy";
import { EncryptedLogGroup, type LogRetentionDays } from "../core/encrypted-log-group";
import type { AuditPlace } from "./place";
import { findingsGroupName, findingsRuleName } from "./trail-names";

/** Security Hub, which gathers what the other services find and checks the account itself. */
export class SecurityHub extends Construct {
  /**
   * @param standards what it checks
   * @param after what it looks at
   */
  public constructor(
    scope: Construct,
    id: string,
    place: AuditPlace,
    standards: readonly SecurityStandard[],
    after: readonly ITerraformDependable[],
  ) {
    super(scope, id);
    const hub = new SecurityhubAccount(this, "Resource", {
      enableDefaultStandards: false,
      autoEnableControls: true,
      controlFindingGenerator: "SECURITY_CONTROL",
      ...(after.length === 0 ? {} : { dependsOn: [...after] }),
    });
    for (const standard of standards) {
      new SecurityhubStandardsSubscription(this, standard, {
        standardsArn: `arn:${place.partition}:securityhub:${place.region}::standards/${SECURITY_STANDARDS[standard].path}`,
        dependsOn: [hub],
      });
    }
  }
}

/**
 * Every finding that reaches Security Hub, in a log group: Security Hub itself forgets, and what sends logs elsewhere
 * takes them from here.
 */
export class FindingsLog extends Construct {
  /** The log group. */
  public readonly group: EncryptedLogGroup;

  public constructor(scope: Construct, id: string, place: AuditPlace, retentionDays: LogRetentionDays) {
    super(scope, id);
    const logGroupName = findingsGroupName(place.name);
    const keyName = `audit-${place.name}-findings`;
    this.group = new EncryptedLogGroup(this, "group", { logGroupName, keyName, region: place.region, retentionDays });
    const rule = new CloudwatchEventRule(this, "Resource", {
      name: findingsRuleName(place.name),
      description: "Every finding that is new or has changed, for the log of findings",
      eventPattern: JSON.stringify({
        source: ["aws.securityhub"],
        "detail-type": ["Security Hub Findings - Imported"],
      }),
    });
    const policy = new CloudwatchLogResourcePolicy(this, "policy", {
      policyName: physicalName([place.name, "findings"], NameRules.awsTrail),
      policyDocument: iamPolicy([
        {
          // No condition on the source: AWS shows none for it, and a rule has targets of its own account alone.
          sid: "EventsAreWrittenToThisGroup",
          principals: { Service: ["events.amazonaws.com", "delivery.logs.amazonaws.com"] },
          actions: ["logs:CreateLogStream", "logs:PutLogEvents"],
          resources: [`${this.group.resource.arn}:*`],
        },
      ]),
    });
    new CloudwatchEventTarget(this, "target", {
      rule: rule.name,
      arn: this.group.resource.arn,
      dependsOn: [policy],
    });
  }
}
