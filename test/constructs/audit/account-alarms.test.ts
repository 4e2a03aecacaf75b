import type { AuditTrailProps } from "../../../constructs/audit";
import { ACCOUNT_ALARM_NAMES, accountAlarm, USUAL_ACCOUNT_ALARMS } from "../../../lib/catalogue/aws/account-alarms";
import { alarmEvents, alarmFilter } from "../../../lib/render/account-alarms";
import { type Json, synthStack } from "../../support/synth";
import { auditIn } from "./audit-fixture";

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
      const counted = filters.filter((filter) => filter.name === name).map((filter) => filter.metric_transformation);
      expect(counted).toEqual([{ name: metric_name, namespace, value: "1", default_value: "0" }]);
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
    const [touched] = rules.filter((rule) => rule["detail-type"][0] === "AWS API Call via CloudTrail");
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

  it("all fit what CloudWatch takes", () => {
    expect(Object.keys(resources("aws_cloudwatch_metric_alarm", { alarms: ACCOUNT_ALARM_NAMES }))).toHaveLength(
      ACCOUNT_ALARM_NAMES.length + 1,
    );
  });
});

describe("what an alarm is found by", () => {
  it("is a pattern of calls by service", () => {
    expect(alarmFilter(accountAlarm("secret-leaving"))).toBe(
      '{ (($.eventSource = "secretsmanager.amazonaws.com") && (($.eventName = "DeleteSecret") || ($.eventName = "PutResourcePolicy") || ($.eventName = "DeleteResourcePolicy"))) }',
    );
  });

  it("is its own pattern where calls do not say it", () => {
    expect(alarmFilter(accountAlarm("root-use"))).toContain('$.userIdentity.type = "Root"');
    expect(alarmEvents(["root-use"])).toEqual({
      "detail-type": ["AWS API Call via CloudTrail"],
      detail: { eventSource: [], eventName: [] },
    });
  });

  it.each(ACCOUNT_ALARM_NAMES)("%s has brackets that close, and fits into a filter", (name) => {
    const filter = alarmFilter(accountAlarm(name));
    expect(filter.split("(").length).toBe(filter.split(")").length);
    expect(filter.length).toBeLessThanOrEqual(1024);
  });
});
