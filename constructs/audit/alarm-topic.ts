import { SnsTopic } from "@cdktf/provider-aws/lib/sns-topic";
import { SnsTopicPolicy } from "@cdktf/provider-aws/lib/sns-topic-policy";
import { SnsTopicSubscription } from "@cdktf/provider-aws/lib/sns-topic-subscription";
import { Construct } from "constructs";
import { iamPolicy } from "../../lib/render/iam-policy";
import { EncryptionKey } from "../core/encryption-key";
import type { AlarmReceiver } from "./alarm-receiver";
import { type AuditPlace, arnIn } from "./place";
import { topicName } from "./trail-names";

const SENDERS = { events: "events.amazonaws.com", alarms: "cloudwatch.amazonaws.com" } as const;

/** An encrypted topic that rules and alarms of the account publish to. */
export class AlarmTopic extends Construct {
  /** ARN of the topic, as a live reference. */
  public readonly topicArn: string;
  /** Its policy, for what has to wait until it may publish. */
  public readonly policy: SnsTopicPolicy;

  public constructor(scope: Construct, id: string, place: AuditPlace, receivers: readonly AlarmReceiver[]) {
    super(scope, id);
    const name = topicName(place.name);
    const key = new EncryptionKey(this, "key", {
      name: `audit-${name}`,
      description: `Encrypts alarms of the audit trail ${place.name}`,
      statements: [
        {
          // By what SNS says the key is for: EventBridge sends no source to it, and with a condition on one nothing is
          // delivered (Amazon SNS Developer Guide, "Managing encryption keys and costs").
          sid: "SendersEncryptForThisTopic",
          principals: { Service: Object.values(SENDERS) },
          actions: ["kms:GenerateDataKey*", "kms:Decrypt"],
          resources: ["*"],
          conditions: { StringEquals: { "kms:EncryptionContext:aws:sns:topicArn": arnIn(place, "sns", name) } },
        },
      ],
    });
    const topic = new SnsTopic(this, "Resource", { name, kmsMasterKeyId: key.keyArn });
    this.topicArn = topic.arn;
    const publish = { actions: ["sns:Publish"], resources: [topic.arn] };
    const ofAccount = { "aws:SourceAccount": place.accountId };
    this.policy = new SnsTopicPolicy(this, "policy", {
      arn: topic.arn,
      policy: iamPolicy([
        {
          sid: "RulesPublish",
          principals: { Service: [SENDERS.events] },
          ...publish,
          conditions: { StringEquals: ofAccount, ArnLike: { "aws:SourceArn": arnIn(place, "events", "rule/*") } },
        },
        {
          sid: "AlarmsPublish",
          principals: { Service: [SENDERS.alarms] },
          ...publish,
          conditions: { StringEquals: ofAccount, ArnLike: { "aws:SourceArn": arnIn(place, "cloudwatch", "alarm:*") } },
        },
      ]),
    });
    for (const receiver of receivers) {
      const { endpoint, protocol } = receiver;
      new SnsTopicSubscription(this, `receiver-${receiver.id(this)}`, { topicArn: topic.arn, protocol, endpoint });
    }
  }
}
