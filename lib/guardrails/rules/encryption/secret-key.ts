import { exampleOf } from "../../example";
import { ofMade } from "../../made";
import { guardrail } from "../../rule";
import { judgeOwnKey } from "./own-key";

export const secretKey = guardrail({
  id: "encryption/secret-key",
  title: "Every secret of Secrets Manager is encrypted with a key of one's own",
  severity: "low",
  why: "With the key that AWS keeps, whoever may read secrets reads this one too; a key of your own is a second lock.",
  fix: "give kmsKeyId a key whose policy names the readers",
  controls: { iso27001: ["A.8.24"], pci: ["3.5.1"], nist: ["SC-28"] },
  aliases: ["CKV_AWS_149", "AWS-0098"],
  subject: "resource",
  types: ["aws_secretsmanager_secret"],
  check: ofMade(({ config }) => judgeOwnKey(config, ["kms_key_id"])),
  examples: () => ({
    pass: [
      exampleOf("a key of the same stack", "aws_secretsmanager_secret", { kms_key_id: "$" + "{aws_kms_key.it.arn}" }),
      exampleOf("a key by its name", "aws_secretsmanager_secret", { kms_key_id: "alias/mine" }),
    ],
    fail: [
      exampleOf("nothing said", "aws_secretsmanager_secret", { name: "a" }),
      exampleOf("the key that AWS keeps", "aws_secretsmanager_secret", { kms_key_id: "alias/aws/service" }),
    ],
  }),
});
