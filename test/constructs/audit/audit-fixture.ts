import type { TerraformStack } from "cdktf";
import { AlarmReceiver, AuditTrail, type AuditTrailProps, SiemExport } from "../../../constructs/audit";

/** Role that may read what is kept. */
export const AUDITOR = "arn:aws:iam::123456789012:role/auditor";

/** A reader in the account of a SIEM. */
export const READER = SiemExport.bucketReader({ accountId: "210987654321", externalId: "acme-1f2e" });

/** An address that takes logs. */
export const ENDPOINT = SiemExport.httpEndpoint({
  url: "https://logs.siem.example.org/firehose",
  tokenSecretArn: "arn:aws:secretsmanager:eu-central-1:123456789012:secret:siem-AbCdEf",
});

/** An audit trail of a production account. */
export function auditIn(stack: TerraformStack, props: Partial<AuditTrailProps> = {}): AuditTrail {
  return new AuditTrail(stack, "audit", {
    name: "prod-audit",
    region: "eu-central-1",
    bucketName: "acme-prod-audit",
    readerRoleArns: [AUDITOR],
    watchedBuckets: ["acme-prod-state"],
    receivers: [AlarmReceiver.email("security@example.org")],
    ...props,
  });
}
