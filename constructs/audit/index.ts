export type { AccountAlarmName } from "../../lib/catalogue/aws/account-alarms";
export type { AccountRule, SecurityStandard } from "../../lib/catalogue/aws/account-watch";
export { AlarmReceiver } from "./alarm-receiver";
export { AuditTrail } from "./audit-trail";
export type { AccountService, AuditTrailProps, ConformancePack } from "./audit-trail-props";
export { type BucketReaderProps, type HttpEndpointProps, SiemExport } from "./siem-export";
