/** Name of an environment's audit trail. */
export function auditTrailName(environment: string): string {
  return `${environment}-audit`;
}

/** The topic of the audit trail, which people hear: its policy lets rules and alarms of the account publish. */
export function alarmTopicArn(environment: string, accountId: string, region: string): string {
  return `arn:aws:sns:${region}:${accountId}:${auditTrailName(environment)}-alarms`;
}
