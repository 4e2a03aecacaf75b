import { SqsQueue } from "@cdktf/provider-aws/lib/sqs-queue";
import { AlarmReceiver } from "../../../constructs/audit";
import { only, synthStack } from "../../support/synth";
import { auditIn } from "./audit-fixture";
import { byName, named, plain, statement, synth } from "./audit-resources";

describe("who hears of it", () => {
  it("is whoever is named, through a topic that rules and alarms of the account alone publish to", () => {
    const stack = synth({
      receivers: [
        AlarmReceiver.email("security@example.org"),
        AlarmReceiver.queue("arn:aws:sqs:eu-central-1:123456789012:alarms"),
        AlarmReceiver.function("arn:aws:lambda:eu-central-1:123456789012:function:page"),
      ],
    });
    const heard = Object.values(byName(stack, "aws_sns_topic_subscription"));
    expect(heard.map(({ protocol }) => protocol).sort()).toEqual(["email", "lambda", "sqs"]);
    const { policy } = only(byName(stack, "aws_sns_topic_policy"));
    expect(plain(statement(policy, "RulesPublish")).Condition).toEqual({
      StringEquals: { "aws:SourceAccount": "ACCOUNT" },
      ArnLike: { "aws:SourceArn": "arn:aws:events:eu-central-1:ACCOUNT:rule/*" },
    });
  });

  it("keeps its subscription when another is put before it, a reference too", () => {
    const subscriptions = (first: boolean) => {
      const { resource } = synthStack((stack) => {
        const queue = new SqsQueue(stack, "queue", {});
        // Whatever else is asked for before moves the number of the placeholder.
        if (first) expect(queue.url).not.toBe(queue.arn);
        const receivers = [AlarmReceiver.email("security@example.org"), AlarmReceiver.queue(queue.arn)];
        const added = AlarmReceiver.function("arn:aws:lambda:eu-central-1:123456789012:function:page");
        auditIn(stack, { receivers: first ? [added, ...receivers] : receivers });
      });
      const all = Object.entries(resource["aws_sns_topic_subscription"] ?? {});
      return Object.fromEntries(all.map(([name, { endpoint }]) => [endpoint, name]));
    };
    const before = subscriptions(false);
    expect(Object.keys(before).sort()).toEqual([expect.stringContaining("aws_sqs_queue"), "security@example.org"]);
    expect(subscriptions(true)).toMatchObject(before);
  });

  it("is nobody when EventBridge is asked for a source by the key, so it is not", () => {
    const { policy } = named(synth(), "aws_kms_key", "alarm-topic");
    expect(plain(statement(policy, "SendersEncryptForThisTopic")).Condition).toEqual({
      StringEquals: {
        "kms:EncryptionContext:aws:sns:topicArn": "arn:aws:sns:eu-central-1:ACCOUNT:prod-audit-alarms",
      },
    });
  });
});
