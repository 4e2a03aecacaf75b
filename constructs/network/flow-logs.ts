import { FlowLog } from "@cdktf/provider-aws/lib/flow-log";
import { IamRole } from "@cdktf/provider-aws/lib/iam-role";
import { IamRolePolicy } from "@cdktf/provider-aws/lib/iam-role-policy";
import { Construct } from "constructs";
import { iamPolicy, serviceTrust } from "../../lib/render/iam-policy";
import { AwsAccount } from "../core/aws-account";
import { EncryptedLogGroup, type LogRetentionDays } from "../core/encrypted-log-group";

/** Props of `FlowLogs`. */
export interface FlowLogsProps {
  readonly name: string;
  readonly vpcId: string;
  readonly region: string;
  readonly retentionDays: LogRetentionDays;
}

/** The finer of the two intervals AWS offers; the other is ten minutes. */
const AGGREGATION_SECONDS = 60;

/** A record of who talked to whom in a network, also of what was refused. */
export class FlowLogs extends Construct {
  public constructor(scope: Construct, id: string, props: FlowLogsProps) {
    super(scope, id);
    const account = AwsAccount.of(this);
    const group = new EncryptedLogGroup(this, "group", {
      logGroupName: `/palisade/network/${props.name}/flow`,
      keyName: `network-${props.name}-flow-logs`,
      region: props.region,
      retentionDays: props.retentionDays,
    });
    const role = new IamRole(this, "role", {
      namePrefix: "flow-logs-",
      assumeRolePolicy: serviceTrust("vpc-flow-logs.amazonaws.com", {
        StringEquals: { "aws:SourceAccount": account.accountId },
      }),
    });
    const policy = new IamRolePolicy(this, "policy", {
      role: role.name,
      policy: iamPolicy([
        {
          sid: "WriteThisGroup",
          actions: ["logs:CreateLogStream", "logs:DescribeLogStreams", "logs:PutLogEvents"],
          resources: [group.resource.arn, `${group.resource.arn}:*`],
        },
      ]),
    });
    new FlowLog(this, "Resource", {
      vpcId: props.vpcId,
      trafficType: "ALL",
      maxAggregationInterval: AGGREGATION_SECONDS,
      logDestinationType: "cloud-watch-logs",
      logDestination: group.resource.arn,
      iamRoleArn: role.arn,
      dependsOn: [policy],
    });
  }
}
