import { CloudwatchEventRule } from "@cdktf/provider-aws/lib/cloudwatch-event-rule";
import { CloudwatchEventTarget } from "@cdktf/provider-aws/lib/cloudwatch-event-target";
import { SqsQueue } from "@cdktf/provider-aws/lib/sqs-queue";
import { SqsQueuePolicy } from "@cdktf/provider-aws/lib/sqs-queue-policy";
import { Construct } from "constructs";
import { iamPolicy } from "../../lib/render/iam-policy";

/** Events that tell of a node about to go (Karpenter documentation, "Disruption", and its 1.14 reference template). */
const EVENTS = {
  "scheduled-change": { source: "aws.health", "detail-type": "AWS Health Event" },
  "spot-interruption": { source: "aws.ec2", "detail-type": "EC2 Spot Instance Interruption Warning" },
  rebalance: { source: "aws.ec2", "detail-type": "EC2 Instance Rebalance Recommendation" },
  "state-change": { source: "aws.ec2", "detail-type": "EC2 Instance State-change Notification" },
  "capacity-interruption": {
    source: "aws.ec2",
    "detail-type": "EC2 Capacity Reservation Instance Interruption Warning",
  },
} as const;

/** A warning is of no use after a few minutes. */
const RETENTION_SECONDS = 300;

/** Where Karpenter hears that AWS is about to take a node away, so that its pods move first. */
export class KarpenterInterruptions extends Construct {
  /** Name of the queue. */
  public readonly queueName: string;
  /** ARN of the queue. */
  public readonly queueArn: string;

  public constructor(scope: Construct, id: string, props: { readonly queueName: string }) {
    super(scope, id);
    const queue = new SqsQueue(this, "queue", {
      name: props.queueName,
      messageRetentionSeconds: RETENTION_SECONDS,
      sqsManagedSseEnabled: true,
    });
    this.queueName = queue.name;
    this.queueArn = queue.arn;
    const rules = Object.entries(EVENTS).map(([name, event]) => {
      const rule = new CloudwatchEventRule(this, name, {
        namePrefix: "karpenter-",
        description: `Tells Karpenter of ${name}`,
        eventPattern: JSON.stringify({ source: [event.source], "detail-type": [event["detail-type"]] }),
      });
      new CloudwatchEventTarget(this, `${name}-target`, { rule: rule.name, arn: queue.arn });
      return rule;
    });
    new SqsQueuePolicy(this, "policy", {
      queueUrl: queue.url,
      policy: iamPolicy([
        {
          sid: "TheseRulesMaySend",
          principals: { Service: ["events.amazonaws.com"] },
          actions: ["sqs:SendMessage"],
          resources: [queue.arn],
          conditions: { ArnEquals: { "aws:SourceArn": rules.map((rule) => rule.arn) } },
        },
        {
          sid: "RefusePlainHttp",
          effect: "Deny",
          principals: "*",
          actions: ["sqs:*"],
          resources: [queue.arn],
          conditions: { Bool: { "aws:SecureTransport": "false" } },
        },
      ]),
    });
  }
}
