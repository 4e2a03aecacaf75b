import type { AccountAlarmSpec, TrailPart, WatchedCalls } from "../catalogue/aws/account-alarm-spec";
import { type AccountAlarmName, accountAlarm } from "../catalogue/aws/account-alarms";

/** What a trail is made of: whole names, or names with a `*` at the beginning or the end or both. */
export type TrailNames = Readonly<Record<TrailPart, readonly string[]>>;

/** A filter pattern of CloudWatch Logs. */
export interface AlarmFilter {
  /** Tells it from the other filters of its alarm; empty where there is one. */
  readonly key: string;
  readonly pattern: string;
}

/** How CloudTrail names a service in the events it writes. */
function eventSource(service: string): string {
  return `${service}.amazonaws.com`;
}

function anyOf(conditions: readonly string[]): string {
  return `(${conditions.join(" || ")})`;
}

/**
 * Of a list a filter sees single places only, and takes none for all of them (Amazon CloudWatch Logs User Guide, "Filter
 * pattern syntax"). It looks at the first; the pattern for EventBridge sees every one.
 */
function callsFilter({ service, calls, on }: WatchedCalls, names: TrailNames): string {
  const conditions = [
    `($.eventSource = "${eventSource(service)}")`,
    anyOf(calls.map((call) => `($.eventName = "${call}")`)),
  ];
  if (on !== undefined) {
    const at = `$.requestParameters.${on.parameter}${on.list === true ? "[0]" : ""}`;
    conditions.push(anyOf(names[on.part].map((name) => `(${at} = "${name}")`)));
  }
  return `(${conditions.join(" && ")})`;
}

/**
 * Filters that find what an alarm is about in the log of a trail. What is narrowed to the trail's own parts has one for
 * each kind of call, since the longest that a filter may be is 1024 characters.
 */
export function alarmFilters(spec: AccountAlarmSpec, names: TrailNames): readonly AlarmFilter[] {
  const { found } = spec;
  if (typeof found === "string") return [{ key: "", pattern: found }];
  if (isAboutTrail(spec)) {
    return found.map((calls) => ({
      key: calls.on === undefined ? calls.service : `${calls.service}-${calls.on.parameter}`,
      pattern: `{ ${callsFilter(calls, names)} }`,
    }));
  }
  return [{ key: "", pattern: `{ ${found.map((calls) => callsFilter(calls, names)).join(" || ")} }` }];
}

/** A name in the words of EventBridge (Amazon EventBridge User Guide, "Comparison operators"). */
function eventName(name: string): string | object {
  const inner = name.replace(/^\*/, "").replace(/\*$/, "");
  if (inner === name) return name;
  if (name === `${inner}*`) return { prefix: inner };
  return name === `*${inner}` ? { suffix: inner } : { wildcard: name };
}

/**
 * Pattern of EventBridge that finds the calls of some alarms on anything, as an object. It sees the region of its bus
 * alone, and what it has no calls for it does not see at all.
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

/** Whether an alarm looks for calls on what the trail itself is made of. */
export function isAboutTrail({ found }: AccountAlarmSpec): boolean {
  return typeof found !== "string" && found.some(({ on }) => on !== undefined);
}

/** Pattern of EventBridge that finds the calls of one alarm on what the trail itself is made of, as an object. */
export function trailEvents({ found }: AccountAlarmSpec, names: TrailNames): object {
  const calls = typeof found === "string" ? [] : found;
  return {
    "detail-type": ["AWS API Call via CloudTrail"],
    detail: {
      $or: calls.map((one) => ({
        eventSource: [eventSource(one.service)],
        eventName: one.calls,
        ...(one.on === undefined
          ? {}
          : { requestParameters: { [one.on.parameter]: names[one.on.part].map(eventName) } }),
      })),
    },
  };
}
