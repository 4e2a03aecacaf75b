import type { AccountAlarmName } from "../../lib/catalogue/aws/account-alarms";
import type { AccountRule, SecurityStandard } from "../../lib/catalogue/aws/account-watch";
import type { LogRetentionDays } from "../core/encrypted-log-group";
import type { AlarmReceiver } from "./alarm-receiver";
import type { SiemExport } from "./siem-export";

/** A service that there is once in an account and region, and that an organisation may run for it. */
export type AccountService = "guardduty" | "security-hub" | "config" | "access-analyzer";

/** A set of rules for AWS Config, as a file of one's own. AWS publishes some; they are not part of Palisade. */
export interface ConformancePack {
  /** Its name in the account: letters, digits and hyphens, beginning with a letter. */
  readonly name: string;
  /** Where its template lies, which whoever applies the stack can read: `s3://bucket/key`. */
  readonly templateS3Uri: string;
}

/** Props of `AuditTrail`. */
export interface AuditTrailProps {
  /**
   * Name of the trail and of what is called after it, unique in the account, such as `prod-audit`. Alarms whose names begin
   * with it and a hyphen are watched as the trail's own.
   */
  readonly name: string;
  /** Region that it lies in; the trail records all of them. */
  readonly region: string;
  /**
   * Exact name of the bucket of the log, unique in the whole world. Two more are called after it: `…-history` for the
   * record of the configuration, and `…-access-logs` for who read the two.
   */
  readonly bucketName: string;
  /**
   * ARNs of the roles that may read what the buckets keep, such as that of the auditors. Nobody else can decrypt that,
   * whatever IAM allows. The copy in CloudWatch Logs is read by whomever IAM lets read logs. The roles have to exist. At
   * least one.
   */
  readonly readerRoleArns: readonly string[];
  /** Days that nobody can delete the log, the account's owner included. @default 2557, seven years */
  readonly lockedDays?: number;
  /** Days that the log can be searched in CloudWatch Logs. At least 400. @default 400 */
  readonly logRetentionDays?: LogRetentionDays;
  /** Names of buckets whose every read and write is recorded, such as that of the state. @default - the audit's own alone */
  readonly watchedBuckets?: readonly string[];
  /** Who hears the alarms. Without anybody they are only seen by those who look. @default - nobody */
  readonly receivers?: readonly AlarmReceiver[];
  /** Alarms on the log. @default - all that ordinary work does not raise */
  readonly alarms?: readonly AccountAlarmName[];
  /** Controls that Security Hub checks. @default - those of AWS, and those of CIS */
  readonly standards?: readonly SecurityStandard[];
  /** What AWS Config asks beside the standards, which bring rules of their own. @default - all of the catalogue */
  readonly rules?: readonly AccountRule[];
  /** Further sets of rules for AWS Config. @default - none */
  readonly conformancePacks?: readonly ConformancePack[];
  /**
   * Who looks after GuardDuty's agent, which watches processes on nodes: `managed` lets GuardDuty put it on every EKS
   * node, with a VPC endpoint, both outside Terraform; `by-hand` takes what agents report that somebody else installs.
   *
   * @default - managed
   */
  readonly runtimeAgent?: "managed" | "by-hand" | "none";
  /** Services that an organisation runs for this account already; nothing of them is declared. @default - none */
  readonly runElsewhere?: readonly AccountService[];
  /** ARN of the role that AWS Config works with, where the account has it already. @default - its service-linked role is made */
  readonly configurationRoleArn?: string;
  /** Where everything goes besides. @default - nowhere */
  readonly siem?: SiemExport;
}
