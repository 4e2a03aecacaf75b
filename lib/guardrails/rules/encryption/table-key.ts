import { exampleOf } from "../../example";
import { ofMade } from "../../made";
import { guardrail } from "../../rule";
import { judgeOwnKey } from "./own-key";

export const tableKey = guardrail({
  id: "encryption/table-key",
  title: "Every table is encrypted with a key of one's own",
  severity: "low",
  why: "DynamoDB always encrypts; a key of your own says who may read, leaves a trace, and can be shut.",
  fix: "enable serverSideEncryption with a kmsKeyArn",
  controls: { iso27001: ["A.8.24"], pci: ["3.5.1"], nist: ["SC-28"] },
  aliases: ["CKV_AWS_119", "AWS-0025"],
  subject: "resource",
  types: ["aws_dynamodb_table"],
  check: ofMade(({ config }) => judgeOwnKey(config, ["server_side_encryption", "kms_key_arn"])),
  examples: () => ({
    pass: [
      exampleOf("a key of the same stack", "aws_dynamodb_table", {
        server_side_encryption: { enabled: true, kms_key_arn: "$" + "{aws_kms_key.it.arn}" },
      }),
      exampleOf("a key by its name", "aws_dynamodb_table", {
        server_side_encryption: { enabled: true, kms_key_arn: "alias/mine" },
      }),
    ],
    fail: [
      exampleOf("nothing said", "aws_dynamodb_table", { name: "a" }),
      exampleOf("the key that AWS keeps", "aws_dynamodb_table", {
        server_side_encryption: { enabled: true, kms_key_arn: "alias/aws/service" },
      }),
    ],
  }),
});
