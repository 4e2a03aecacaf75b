import { type AccountAlarmName, type AccountAlarmSpec, accountAlarm } from "../catalogue/aws/account-alarms";

/** How CloudTrail names a service in the events it writes. */
function eventSource(service: string): string {
  return `${service}.amazonaws.com`;
}

/** Filter pattern of CloudWatch Logs that finds what an alarm is about in the log of a trail. */
export function alarmFilter({ found }: AccountAlarmSpec): string {
  if (typeof found === "string") return found;
  const services = found.map(({ service, calls }) => {
    const names = calls.map((call) => `($.eventName = "${call}")`).join(" || ");
    return `(($.eventSource = "${eventSource(service)}") && (${names}))`;
  });
  return `{ ${services.join(" || ")} }`;
}

/**
 * Pattern of EventBridge that finds the calls of some alarms, as an object. It sees the region of its bus alone, and what
 * it has no calls for it does not see at all.
 */
export function alarmEvents(names: readonly AccountAlarmName[]): object {
  const calls = names.flatMap((name) => {
    const { found } = accountAlarm(name);
    return typeof found === "string" ? [] : found;
  });
  return {
    "detail-type": ["AWS API Call via CloudTrail"],
    detail: {
      eventSource: [...new Set(calls.map(({ service }) => eventSource(service)))],
      eventName: [...new Set(calls.flatMap((one) => one.calls))],
    },
  };
}
