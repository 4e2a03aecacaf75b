import type { SiemExport } from "../constructs/audit";

/** The audit trail of an environment's account. */
export interface AuditEntry {
  /** Exact name of the bucket that holds the log. */
  readonly bucket: string;
  /** Roles that may read it, such as that of the auditors; nobody else can. They have to exist. */
  readonly readerRoleArns: readonly string[];
  /** Mailboxes that hear alarms. */
  readonly alarmEmails: readonly string[];
  /** Days that nobody can delete the log. @default - the construct's: seven years */
  readonly lockedDays?: number;
  /** Where the log goes besides. @default - nowhere */
  readonly siem?: SiemExport;
}
