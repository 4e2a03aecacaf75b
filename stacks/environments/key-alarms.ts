/**
 * The topic that is told when a key of KMS is disabled, deleted or handed on: that of the environment's audit stack, whose
 * policy lets rules of the account publish.
 */
export function keyAlarms(environment: string, accountId: string, region: string): string {
  return `arn:aws:sns:${region}:${accountId}:${environment}-audit-alarms`;
}
