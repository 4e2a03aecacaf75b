import { CloudwatchEventRule } from "@cdktf/provider-aws/lib/cloudwatch-event-rule";
import { CloudwatchEventTarget } from "@cdktf/provider-aws/lib/cloudwatch-event-target";
import type { Construct } from "constructs";
import type { Checker } from "../../lib/core/checks";
import { holdsToken } from "../../lib/core/digest";
import type { Problem } from "../../lib/core/errors";
import type { JsonRecord } from "../../lib/core/json";

/** Calls of an API of which somebody has to hear. */
export interface ReportedCalls {
  /** What the calls change, in the name of the rule: `key`. */
  readonly subject: string;
  /** What it is about, for people who read the rule list. */
  readonly description: string;
  /** Service as its events name it, such as `kms`. */
  readonly service: string;
  /** Names of the calls. */
  readonly calls: readonly string[];
  /** What else an event has to say. @default - nothing: every such call in the region is reported */
  readonly where?: JsonRecord;
  /** ARN of the topic that is told. */
  readonly topicArn: string;
}

/** A key of KMS whose changes are reported. */
export interface ReportedKey {
  /** ARN of the key, as a live reference. */
  readonly keyArn: string;
  /** ARN of its alias, as a live reference. */
  readonly aliasArn: string;
}

const TOPIC = /^arn:[a-z-]+:sns:[a-z0-9-]+:\d{12}:[A-Za-z0-9_-]{1,256}$/;

/** What somebody has to hear of: a key goes away, or its use goes to somebody else. */
const KEY_CALLS: readonly string[] = [
  ...["DisableKey", "ScheduleKeyDeletion", "PutKeyPolicy", "CreateGrant", "UpdateAlias", "DeleteAlias"],
];

function oddTopic(what: string, got: unknown): Problem {
  return { what, got, allowed: "the ARN of an SNS topic that people read", doThis: "set alarmTopicArn" };
}

/** Checks the topic that alarms go to. @param what what is wrong without one */
export function checkTopic(check: Checker, topicArn: unknown, what: string): void {
  const isTopic = typeof topicArn === "string" && (holdsToken(topicArn) || TOPIC.test(topicArn));
  check.that(isTopic, () => oddTopic(what, topicArn));
}

/**
 * Tells a topic about calls of an API, as `changes` and `topic` below a construct. CloudTrail has to be on in the region,
 * and the topic's policy has to let `events.amazonaws.com` publish. Source: Amazon EventBridge User Guide, "Events from
 * AWS services delivered via CloudTrail".
 */
export function reportCalls(scope: Construct, reported: ReportedCalls): void {
  const { subject, description, service, calls, where, topicArn } = reported;
  const rule = new CloudwatchEventRule(scope, "changes", {
    namePrefix: `palisade-${subject}-`,
    description,
    eventPattern: JSON.stringify({
      source: [`aws.${service}`],
      "detail-type": ["AWS API Call via CloudTrail"],
      detail: { eventSource: [`${service}.amazonaws.com`], eventName: calls, ...where },
    }),
  });
  new CloudwatchEventTarget(scope, "topic", { rule: rule.name, arn: topicArn });
}

/**
 * Tells a topic when a key of KMS is disabled, deleted, or handed to somebody else, and when its alias goes to another. What
 * a call names is an identifier or an ARN, what it touched is always an ARN; of a moved alias these are the alias and the
 * key that it goes to, and not the one that it leaves (AWS KMS Developer Guide, CloudTrail log entry of UpdateAlias).
 *
 * @param what what the key is, for people
 */
export function reportKeyChanges(
  scope: Construct,
  what: string,
  { keyArn, aliasArn }: ReportedKey,
  topicArn: string,
): void {
  reportCalls(scope, {
    subject: "key",
    description: `Changes of the ${what}: disabled, deleted, or handed to somebody else`,
    service: "kms",
    calls: KEY_CALLS,
    where: { resources: { ARN: [keyArn, aliasArn] } },
    topicArn,
  });
}
