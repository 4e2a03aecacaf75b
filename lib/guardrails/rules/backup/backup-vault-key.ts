import { exampleOf } from "../../example";
import { ofMade } from "../../made";
import { guardrail } from "../../rule";
import { judgeOwnKey } from "../encryption/own-key";

export const backupVaultKey = guardrail({
  id: "backup/backup-vault-key",
  title: "Backups are encrypted with a key of one's own",
  severity: "low",
  why: "The key of AWS can be shared with no other account, so that the copies stay where the intruder is.",
  fix: "set kmsKeyArn to a key of your own",
  controls: { soc2: ["PI1.5"], iso27001: ["A.8.24"], pci: ["3.5.1"], nist: ["SC-28(1)"] },
  aliases: ["CKV_AWS_166"],
  subject: "resource",
  types: ["aws_backup_vault"],
  check: ofMade(({ config }) => judgeOwnKey(config, ["kms_key_arn"])),
  examples: () => ({
    pass: [
      exampleOf("a key", "aws_backup_vault", { kms_key_arn: "arn:aws:kms:eu-central-1:1:key/1" }),
      exampleOf("a key of the stack", "aws_backup_vault", { kms_key_arn: "$" + "{aws_kms_key.it.arn}" }),
    ],
    fail: [
      exampleOf("nothing said", "aws_backup_vault", { name: "prod" }),
      exampleOf("the key of AWS", "aws_backup_vault", { kms_key_arn: "arn:aws:kms:eu-central-1:1:alias/aws/backup" }),
    ],
    notApplicable: [
      exampleOf("a bucket", "aws_s3_bucket", {}),
      { says: "a vault that is read", stacks: { example: { data: { aws_backup_vault: { it: { name: "prod" } } } } } },
    ],
  }),
});
