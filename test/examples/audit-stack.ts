import { AwsProvider } from "@cdktf/provider-aws/lib/provider";
import { S3Backend, TerraformStack } from "cdktf";
import { AlarmReceiver, AuditTrail, SiemExport } from "cdktf-palisade/audit";
import { addValidations } from "cdktf-palisade/core";
import { KeySource } from "cdktf-palisade/keys";
import type { Construct } from "constructs";

export class AccountAuditStack extends TerraformStack {
  constructor(scope: Construct, id: string) {
    super(scope, id);
    addValidations(this);
    new S3Backend(this, { bucket: "our-states", key: `${id}.tfstate`, region: "eu-central-1", encrypt: true });
    new AwsProvider(this, "aws", { region: "eu-central-1", allowedAccountIds: ["123456789012"] });

    const audit = new AuditTrail(this, "audit", {
      name: "prod-audit",
      region: "eu-central-1",
      bucketName: "our-prod-audit",
      // Nobody else can decrypt what the buckets keep, an administrator neither. The role has to exist.
      readerRoleArns: ["arn:aws:iam::123456789012:role/auditor"],
      // Every read and write of these is recorded, not only what is done to the bucket.
      watchedBuckets: ["our-states"],
      receivers: [AlarmReceiver.email("security@example.org")],
      standards: ["foundational", "cis", "pci"],
      siem: SiemExport.bucketReader({ accountId: "210987654321", externalId: "what-the-siem-gave-us" }),
    });

    // Whatever else has an alarm to raise may use the same topic.
    KeySource.awsKms(this, "treasury", {
      name: "treasury",
      curve: "secp256k1",
      description: "Pays suppliers",
      alarmTopicArn: audit.alarmTopicArn,
    });
  }
}
