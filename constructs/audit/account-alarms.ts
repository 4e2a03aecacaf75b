import { CloudwatchEventRule } from "@cdktf/provider-aws/lib/cloudwatch-event-rule";
import { CloudwatchEventTarget } from "@cdktf/provider-aws/lib/cloudwatch-event-target";
import { CloudwatchLogMetricFilter } from "@cdktf/provider-aws/lib/cloudwatch-log-metric-filter";
import { CloudwatchMetricAlarm } from "@cdktf/provider-aws/lib/cloudwatch-metric-alarm";
import { Construct } from "constructs";
import { type AccountAlarmName, accountAlarm } from "../../lib/catalogue/aws/account-alarms";
import { alarmEvents, alarmFilters, isAboutTrail, type TrailNames, trailEvents } from "../../lib/render/account-alarms";
import type { EncryptedLogGroup } from "../core/encrypted-log-group";
import type { AlarmTopic } from "./alarm-topic";
import type { AuditPlace } from "./place";
import { alarmName, RULE_PREFIX } from "./trail-names";

/** Props of `AccountAlarms`. */
export interface AccountAlarmsProps {
  readonly place: AuditPlace;
  /** Log of the trail. */
  readonly trailLog: EncryptedLogGroup;
  readonly topic: AlarmTopic;
  readonly alarms: readonly AccountAlarmName[];
  /** What the trail is made of, for alarms on it. */
  readonly names: TrailNames;
}

const FIVE_MINUTES_SECONDS = 300;
const AN_HOUR_SECONDS = 3600;

/** GuardDuty's severity of what needs somebody at once (Amazon GuardDuty User Guide, "Findings severity levels"). */
const HIGH_SEVERITY = 7;

/** What services say by themselves, by what it is about. Sources: their user guides, "EventBridge" chapters. */
const EVENTS = {
  "guardduty-high": {
    says: "GuardDuty saw something of high severity",
    pattern: {
      source: ["aws.guardduty"],
      "detail-type": ["GuardDuty Finding"],
      detail: { severity: [{ numeric: [">=", HIGH_SEVERITY] }] },
    },
  },
  "finding-critical": {
    says: "A critical finding reached Security Hub that is not from GuardDuty",
    pattern: {
      source: ["aws.securityhub"],
      "detail-type": ["Security Hub Findings - Imported"],
      detail: {
        findings: {
          ProductName: [{ "anything-but": ["GuardDuty"] }],
          Severity: { Label: ["CRITICAL"] },
          Workflow: { Status: ["NEW"] },
          RecordState: ["ACTIVE"],
        },
      },
    },
  },
  "public-access": {
    says: "IAM Access Analyzer found something that the public can reach",
    pattern: {
      source: ["aws.access-analyzer"],
      "detail-type": ["Access Analyzer Finding"],
      detail: { status: ["ACTIVE"], isPublic: [true] },
    },
  },
} as const;

/**
 * What somebody has to hear of. The log is counted in CloudWatch, since the trail brings the events of all regions there:
 * a root user's sign-in is recorded in us-east-1 only, which no rule of EventBridge elsewhere sees (AWS CloudTrail User
 * Guide, "AWS Management Console sign-in events"). What would blind the audit is told by EventBridge too, within seconds;
 * who takes one of the two away is told of by the other.
 */
export class AccountAlarms extends Construct {
  private readonly place: AuditPlace;
  private readonly topic: AlarmTopic;
  private readonly trailLog: EncryptedLogGroup;
  private readonly names: TrailNames;

  public constructor(scope: Construct, id: string, { alarms, names, place, topic, trailLog }: AccountAlarmsProps) {
    super(scope, id);
    this.names = names;
    this.place = place;
    this.topic = topic;
    this.trailLog = trailLog;
    for (const name of alarms) this.count(name);
    this.expectEvents();
    const urgent = alarms.filter((name) => accountAlarm(name).urgent === true);
    const onAnything = urgent.filter((name) => !isAboutTrail(accountAlarm(name)));
    if (onAnything.length > 0) {
      this.tell("audit-touched", "The audit, or a key, is being changed", alarmEvents(onAnything));
    }
    for (const name of urgent.filter((each) => isAboutTrail(accountAlarm(each)))) {
      const spec = accountAlarm(name);
      this.tell(name, spec.says, trailEvents(spec, names));
    }
    for (const [name, { says, pattern }] of Object.entries(EVENTS)) this.tell(name, says, pattern);
  }

  private count(alarm: AccountAlarmName): void {
    const spec = accountAlarm(alarm);
    const name = alarmName(this.place.name, alarm);
    const namespace = "Palisade/Audit";
    for (const { key, pattern } of alarmFilters(spec, this.names)) {
      const parts = key === "" ? [] : [key];
      new CloudwatchLogMetricFilter(this, [alarm, "count", ...parts].join("-"), {
        name: alarmName(this.place.name, alarm, ...parts),
        logGroupName: this.trailLog.resource.name,
        pattern,
        metricTransformation: { name, namespace, value: "1", defaultValue: "0" },
      });
    }
    new CloudwatchMetricAlarm(this, alarm, {
      alarmName: name,
      alarmDescription: `${spec.says} ${spec.doThis}`,
      namespace,
      metricName: name,
      statistic: "Sum",
      period: FIVE_MINUTES_SECONDS,
      evaluationPeriods: 1,
      comparisonOperator: "GreaterThanOrEqualToThreshold",
      threshold: spec.threshold ?? 1,
      treatMissingData: "notBreaching",
      alarmActions: [this.topic.topicArn],
      dependsOn: [this.topic.policy],
    });
  }

  /** A trail that is stopped, starved or locked out says nothing; an hour without a single event is one. */
  private expectEvents(): void {
    new CloudwatchMetricAlarm(this, "trail-silent", {
      alarmName: alarmName(this.place.name, "trail-silent"),
      alarmDescription:
        "For an hour nothing was written to the log of the trail. Look whether the trail still records, and whether it may still write: `aws cloudtrail get-trail-status`.",
      namespace: "AWS/Logs",
      metricName: "IncomingLogEvents",
      dimensions: { LogGroupName: this.trailLog.resource.name },
      statistic: "Sum",
      period: AN_HOUR_SECONDS,
      evaluationPeriods: 1,
      comparisonOperator: "LessThanThreshold",
      threshold: 1,
      treatMissingData: "breaching",
      alarmActions: [this.topic.topicArn],
      dependsOn: [this.topic.policy],
    });
  }

  private tell(name: string, description: string, pattern: object): void {
    const rule = new CloudwatchEventRule(this, `${name}-rule`, {
      namePrefix: RULE_PREFIX,
      description,
      eventPattern: JSON.stringify(pattern),
    });
    new CloudwatchEventTarget(this, `${name}-target`, {
      rule: rule.name,
      arn: this.topic.topicArn,
      dependsOn: [this.topic.policy],
    });
  }
}
