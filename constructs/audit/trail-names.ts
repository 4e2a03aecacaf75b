import { NameRules, physicalName } from "../../lib/core/naming";
import type { TrailNames } from "../../lib/render/account-alarms";

/** What the names of EventBridge's rules begin with; there is one trail in an account and region. */
export const RULE_PREFIX = "palisade-audit-";

/** Name of one of a trail's log groups; `*` stands for all of them. */
export function logGroupName(name: string, part: "siem" | "trail" | "*"): string {
  return `/palisade/audit/${name}/${part}`;
}

/** EventBridge writes to groups of this name only (Amazon EventBridge User Guide, "CloudWatch Logs permissions"). */
export function findingsGroupName(name: string): string {
  return `/aws/events/${name}-findings`;
}

/** Name of the rule that fills it. */
export function findingsRuleName(name: string): string {
  return physicalName([name, "findings"], NameRules.awsDeliveryStream);
}

/** Name of the topic that alarms go to. */
export function topicName(name: string): string {
  return physicalName([name, "alarms"], NameRules.awsTrail);
}

/** Name of an alarm, and of what it counts. */
export function alarmName(name: string, ...parts: readonly string[]): string {
  return physicalName([name, ...parts], NameRules.awsTrail);
}

/** Names of a trail's buckets, by what is in them. */
export function bucketNames(bucketName: string): Readonly<Record<"log" | "history" | "accessLogs", string>> {
  return { log: bucketName, history: `${bucketName}-history`, accessLogs: `${bucketName}-access-logs` };
}

/** Everything that would silence a trail if somebody changed it, by the names that calls give it. */
export function trailNames(name: string, bucketName: string): TrailNames {
  const groups = [logGroupName(name, "*"), findingsGroupName(name)];
  return {
    bucket: Object.values(bucketNames(bucketName)),
    "log-group": groups,
    "log-group-arn": groups.map((group) => `*:log-group:${group}`),
    alarm: [`${name}-*`],
    rule: [`${RULE_PREFIX}*`, findingsRuleName(name)],
    "topic-arn": [`*:${topicName(name)}`],
    "subscription-arn": [`*:${topicName(name)}:*`],
  };
}
