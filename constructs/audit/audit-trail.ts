import { AccessanalyzerAnalyzer } from "@cdktf/provider-aws/lib/accessanalyzer-analyzer";
import { Construct } from "constructs";
import { USUAL_ACCOUNT_ALARMS } from "../../lib/catalogue/aws/account-alarms";
import { ACCOUNT_RULE_NAMES } from "../../lib/catalogue/aws/account-watch";
import { Checker } from "../../lib/core/checks";
import { markIdentity } from "../core/identity";
import { AccountAlarms } from "./account-alarms";
import { AlarmTopic } from "./alarm-topic";
import { AuditBuckets } from "./audit-buckets";
import { checkAuditTrail, LOCKED_DAYS, LOG_DAYS } from "./audit-trail-checks";
import type { AccountService, AuditTrailProps } from "./audit-trail-props";
import { ConfigurationHistory } from "./configuration-history";
import { type AuditPlace, auditPlace } from "./place";
import { RecordedTrail, trailArn } from "./recorded-trail";
import { FindingsLog, SecurityHub } from "./security-findings";
import { SiemReader } from "./siem-reader";
import { SiemSender } from "./siem-sender";
import { ThreatDetection } from "./threat-detection";
import { trailNames } from "./trail-names";

/**
 * What happened in an account, who did it, and what looks odd about it: CloudTrail of all regions in a bucket that nobody
 * can empty, GuardDuty, Security Hub, AWS Config and IAM Access Analyzer, alarms for people, and a way out to a SIEM. One
 * for an account; a second would find the services taken.
 */
export class AuditTrail extends Construct {
  /** Exact name of the bucket that holds the log. */
  public readonly bucketName: string;
  /** ARN of the topic that alarms go to, as a live reference. Rules and alarms of the account may publish to it. */
  public readonly alarmTopicArn: string;
  /** ARN of the role that a reader elsewhere takes on, as a live reference. @default - undefined, without such a reader */
  public readonly siemRoleArn: string | undefined;
  /** URL of the queue that names new files to it, as a live reference. @default - undefined, without such a queue */
  public readonly siemQueueUrl: string | undefined;

  /** @throws PalisadeError listing everything wrong with the props */
  public constructor(scope: Construct, id: string, props: AuditTrailProps) {
    super(scope, id);
    const check = new Checker(this.node.path);
    checkAuditTrail(check, this, props);
    check.done();
    const { bucketName, name, region } = props;
    const retentionDays = props.logRetentionDays ?? LOG_DAYS;
    markIdentity(this, { kind: "audit", name });
    const place = auditPlace(this, name, region);

    const choice = props.siem?.choice;
    const reader = choice?.kind === "bucket-reader" ? new SiemReader(this, "siem", place, choice) : undefined;
    const sender = choice?.kind === "http-endpoint" ? new SiemSender(this, "siem", place, choice) : undefined;
    const detection = runsHere(props, "guardduty")
      ? new ThreatDetection(this, "guardduty", props.runtimeAgent ?? "managed")
      : undefined;
    const buckets = new AuditBuckets(this, "buckets", {
      place,
      bucketName,
      lockedDays: props.lockedDays ?? LOCKED_DAYS,
      trailArn: trailArn(place),
      readerArns: [...props.readerRoleArns, ...(reader === undefined ? [] : [reader.roleArn])],
      ...(detection === undefined ? {} : { detectorArn: detection.detectorArn }),
      ...(sender === undefined ? {} : { senderArn: sender.roleArn }),
    });
    detection?.keepFindings(buckets);
    const trail = new RecordedTrail(this, "trail", {
      place,
      buckets,
      retentionDays,
      watchedBuckets: props.watchedBuckets ?? [],
    });
    this.watchConfiguration(props, place, buckets);
    const findings = new FindingsLog(this, "findings", place, retentionDays);
    const topic = new AlarmTopic(this, "alarm-topic", place, props.receivers ?? []);
    const alarms = props.alarms ?? USUAL_ACCOUNT_ALARMS;
    const names = trailNames(name, bucketName);
    new AccountAlarms(this, "alarms", { place, topic, trailLog: trail.group, alarms, names });
    reader?.read(buckets, bucketName);
    sender?.send({ trail: trail.group, findings: findings.group }, buckets, retentionDays);

    this.bucketName = bucketName;
    this.alarmTopicArn = topic.topicArn;
    this.siemRoleArn = reader?.roleArn;
    this.siemQueueUrl = reader?.queueUrl;
  }

  private watchConfiguration(props: AuditTrailProps, place: AuditPlace, buckets: AuditBuckets): void {
    const { configurationRoleArn: roleArn, lockedDays: keptDays = LOCKED_DAYS } = props;
    const history = runsHere(props, "config")
      ? new ConfigurationHistory(this, "config", {
          name: place.name,
          buckets,
          keptDays,
          rules: props.rules ?? ACCOUNT_RULE_NAMES,
          conformancePacks: props.conformancePacks ?? [],
          ...(roleArn === undefined ? {} : { roleArn }),
        })
      : undefined;
    if (runsHere(props, "security-hub")) {
      new SecurityHub(this, "security-hub", place, props.standards ?? ["foundational", "cis"], history?.ready ?? []);
    }
    if (runsHere(props, "access-analyzer")) {
      new AccessanalyzerAnalyzer(this, "access-analyzer", { analyzerName: place.name, type: "ACCOUNT" });
    }
  }
}

function runsHere({ runElsewhere = [] }: AuditTrailProps, service: AccountService): boolean {
  return !runElsewhere.includes(service);
}
