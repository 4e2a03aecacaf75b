import type { AuditTrailProps } from "../../../constructs/audit";
import { trailNames } from "../../../constructs/audit/trail-names";
import { ACCOUNT_ALARM_NAMES, accountAlarm, USUAL_ACCOUNT_ALARMS } from "../../../lib/catalogue/aws/account-alarms";
import { alarmEvents, alarmFilters, isAboutTrail, trailEvents } from "../../../lib/render/account-alarms";
import { type Json, synthStack } from "../../support/synth";
import { auditIn, ENDPOINT } from "./audit-fixture";

/** The longest names that a trail takes. */
const LONGEST = trailNames("a".repeat(40), "b".repeat(51));

function resources(type: string, props: Partial<AuditTrailProps> = {}): Record<string, Json> {
  const { resource } = synthStack((stack) => {
    auditIn(stack, props);
  });
  return resource[type] ?? {};
}

describe("alarms of an AuditTrail", () => {
  const alarms = Object.values(resources("aws_cloudwatch_metric_alarm"));
  const filters = Object.values(resources("aws_cloudwatch_log_metric_filter"));

  it("are those that ordinary work does not raise, and one for a trail that says nothing", () => {
    expect(alarms.map(({ alarm_name }) => alarm_name).sort()).toEqual(
      [...USUAL_ACCOUNT_ALARMS, "trail-silent"].map((name) => `prod-audit-${name}`).sort(),
    );
    expect(USUAL_ACCOUNT_ALARMS).toContain("root-use");
    expect(USUAL_ACCOUNT_ALARMS).not.toContain("permission-changed");
  });

  it("count what their filter finds, and tell somebody", () => {
    for (const { alarm_name: name, metric_name, namespace, ...alarm } of alarms) {
      expect(alarm.alarm_actions).toEqual([expect.stringMatching(/^\$\{aws_sns_topic\./)]);
      expect(alarm.alarm_description.length).toBeGreaterThan(40);
      if (name === "prod-audit-trail-silent") continue;
      const counted = filters.map((filter) => filter.metric_transformation).filter((counts) => counts.name === name);
      expect(counted.length).toBeGreaterThan(0);
      for (const each of counted) {
        expect(each).toEqual({ name: metric_name, namespace, value: "1", default_value: "0" });
      }
    }
  });

  it("are raised by a trail that is silent for an hour, however that came about", () => {
    const [silent] = alarms.filter(({ alarm_name }) => alarm_name === "prod-audit-trail-silent");
    expect(silent).toMatchObject({
      namespace: "AWS/Logs",
      metric_name: "IncomingLogEvents",
      period: 3600,
      comparison_operator: "LessThanThreshold",
      threshold: 1,
      treat_missing_data: "breaching",
    });
  });

  it("are told within seconds where the audit or a key is touched", () => {
    const rules = Object.values(resources("aws_cloudwatch_event_rule")).map((rule) => JSON.parse(rule.event_pattern));
    const [touched] = rules.filter((rule) => rule.detail?.eventName !== undefined);
    for (const call of ["StopLogging", "DeleteDetector", "StopConfigurationRecorder", "ScheduleKeyDeletion"]) {
      expect(touched.detail.eventName).toContain(call);
    }
    expect(touched.detail.eventName).not.toContain("DeleteSecret");
    const without = Object.values(resources("aws_cloudwatch_event_rule", { alarms: ["root-use"] }));
    expect(without.map(({ description }) => description).sort()).toEqual([
      "A critical finding reached Security Hub that is not from GuardDuty",
      "Every finding that is new or has changed, for the log of findings",
      "GuardDuty saw something of high severity",
      "IAM Access Analyzer found something that the public can reach",
    ]);
  });

  it("are told when somebody changes what the trail itself is made of, by its names", () => {
    const rules = Object.values(resources("aws_cloudwatch_event_rule"));
    const about = (text: string) =>
      rules
        .filter(({ description }) => description.startsWith(text))
        .map((rule) => JSON.parse(rule.event_pattern).detail.$or);
    const buckets = ["acme-prod-audit", "acme-prod-audit-history", "acme-prod-audit-access-logs"];
    expect(about("One of the audit's own buckets")).toEqual([
      [
        {
          eventSource: ["s3.amazonaws.com"],
          eventName: expect.arrayContaining(["PutBucketPolicy", "PutBucketLifecycle", "DeleteBucket"]),
          requestParameters: { bucketName: buckets },
        },
      ],
    ]);
    const [watchers] = about("An alarm of the audit");
    const narrowed = watchers.map((one: Json) => one.requestParameters);
    expect(narrowed).toContainEqual({ alarmNames: [{ prefix: "prod-audit-" }] });
    expect(narrowed).toContainEqual({ rule: [{ prefix: "palisade-audit-" }, "prod-audit-findings"] });
    expect(narrowed).toContainEqual({ topicArn: [{ suffix: ":prod-audit-alarms" }] });
    expect(narrowed).toContainEqual({ subscriptionArn: [{ wildcard: "*:prod-audit-alarms:*" }] });
  });

  it("are counted there too, and name every bucket, log group, rule, alarm and topic that there is", () => {
    const { resource } = synthStack((stack) => {
      auditIn(stack, { siem: ENDPOINT });
    });
    const patterns = Object.values(resource["aws_cloudwatch_log_metric_filter"] ?? {}).map(({ pattern }) => pattern);
    const named = (type: string, prop: string): readonly string[] =>
      Object.values(resource[type] ?? {}).map((one) => one[prop]);
    const all = [
      ...named("aws_s3_bucket", "bucket"),
      ...named("aws_cloudwatch_log_group", "name").map((name) => name.replace(/(?<=^\/palisade\/.*\/)\w+$/, "*")),
      ...named("aws_sns_topic", "name").map((name) => `*:${name}`),
    ];
    expect(all).toHaveLength(7);
    for (const name of all) expect(patterns.filter((pattern) => pattern.includes(`"${name}"`))).not.toEqual([]);
    for (const rule of Object.values(resource["aws_cloudwatch_event_rule"] ?? {})) {
      expect(["palisade-audit-", "prod-audit-findings"]).toContain(rule.name_prefix ?? rule.name);
    }
    for (const name of named("aws_cloudwatch_metric_alarm", "alarm_name")) expect(name).toMatch(/^prod-audit-/);
  });

  it("all fit what CloudWatch takes", () => {
    expect(Object.keys(resources("aws_cloudwatch_metric_alarm", { alarms: ACCOUNT_ALARM_NAMES }))).toHaveLength(
      ACCOUNT_ALARM_NAMES.length + 1,
    );
  });
});

describe("what an alarm is found by", () => {
  it("is a pattern of calls by service", () => {
    expect(alarmFilters(accountAlarm("secret-leaving"), LONGEST).map(({ pattern }) => pattern)).toEqual([
      '{ (($.eventSource = "secretsmanager.amazonaws.com") && (($.eventName = "DeleteSecret") || ($.eventName = "PutResourcePolicy") || ($.eventName = "DeleteResourcePolicy"))) }',
    ]);
  });

  it("is its own pattern where calls do not say it", () => {
    const [filter] = alarmFilters(accountAlarm("root-use"), LONGEST);
    expect(filter?.pattern).toContain('$.userIdentity.type = "Root"');
    expect(alarmEvents(["root-use"])).toEqual({
      "detail-type": ["AWS API Call via CloudTrail"],
      detail: { eventSource: [], eventName: [] },
    });
  });

  it("asks what is done to a part of the trail by the parameter that each call has", () => {
    const filters = alarmFilters(accountAlarm("trail-alarms-changed"), trailNames("prod-audit", "acme-prod-audit"));
    const patterns = Object.fromEntries(filters.map(({ key, pattern }) => [key, pattern]));
    expect(patterns["monitoring-alarmNames"]).toBe(
      '{ (($.eventSource = "monitoring.amazonaws.com") && (($.eventName = "DeleteAlarms") || ($.eventName = "DisableAlarmActions")) && (($.requestParameters.alarmNames[0] = "prod-audit-*"))) }',
    );
    expect(patterns["events-rule"]).toContain('($.requestParameters.rule = "palisade-audit-*")');
  });

  it.each(ACCOUNT_ALARM_NAMES)("%s has brackets that close, and fits into its filters and its rule", (name) => {
    const spec = accountAlarm(name);
    for (const { pattern } of alarmFilters(spec, LONGEST)) {
      expect(pattern.split("(").length).toBe(pattern.split(")").length);
      expect(pattern.length).toBeLessThanOrEqual(1024);
    }
    // The default quota of EventBridge on a pattern.
    const rule = isAboutTrail(spec) ? trailEvents(spec, LONGEST) : alarmEvents([name]);
    expect(JSON.stringify(rule).length).toBeLessThanOrEqual(2048);
  });
});
