import { exampleOf } from "../../example";
import { ofMade } from "../../made";
import { guardrail } from "../../rule";
import { judgeOwnKey } from "./own-key";

export const logGroupKey = guardrail({
  id: "encryption/log-group-key",
  title: "Every log group is encrypted with a key of one's own",
  severity: "low",
  why: "Logs name accounts, addresses and faults; a key of your own says who may read them, and can be shut.",
  fix: "give kms_key_id a key whose policy lets CloudWatch Logs use it, as the logs of an AuditTrail and of a Network have",
  controls: { iso27001: ["A.8.24"], pci: ["3.5.1"], nist: ["SC-28"] },
  aliases: ["CKV_AWS_158", "AWS-0017"],
  subject: "resource",
  types: ["aws_cloudwatch_log_group"],
  check: ofMade(({ config }) => judgeOwnKey(config, ["kms_key_id"])),
  examples: () => ({
    pass: [
      exampleOf("a key of the same stack", "aws_cloudwatch_log_group", { kms_key_id: "$" + "{aws_kms_key.it.arn}" }),
      exampleOf("a key by its name", "aws_cloudwatch_log_group", { kms_key_id: "alias/mine" }),
    ],
    fail: [
      exampleOf("nothing said", "aws_cloudwatch_log_group", { name: "a" }),
      exampleOf("the key that AWS keeps", "aws_cloudwatch_log_group", { kms_key_id: "alias/aws/service" }),
    ],
  }),
});
