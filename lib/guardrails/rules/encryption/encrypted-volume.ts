import { exampleOf } from "../../example";
import { guardrail } from "../../rule";
import { expectAt } from "../../values";

export const encryptedVolume = guardrail({
  id: "encryption/encrypted-volume",
  title: "Every EBS volume is encrypted",
  severity: "high",
  why: "A volume that is not encrypted can be read from any snapshot that leaves the account.",
  fix: "set encrypted to true, with a kmsKeyId of your own where the data is worth it",
  controls: {
    soc2: ["PI1.5"],
    iso27001: ["A.8.11", "A.8.24"],
    pci: ["3.5.1", "8.3.2"],
    nist: ["SC-28(1)"],
    cisAws: ["6.1.1"],
  },
  aliases: ["CKV_AWS_3", "AWS-0026"],
  subject: "resource",
  types: ["aws_ebs_volume"],
  check: ({ config }) => expectAt(config, "encrypted").toBe(true),
  examples: () => ({
    pass: [exampleOf("an encrypted volume", "aws_ebs_volume", { availability_zone: "eu-central-1a", encrypted: true })],
    fail: [
      exampleOf("a volume that says nothing", "aws_ebs_volume", { availability_zone: "eu-central-1a" }),
      exampleOf("a volume that says no", "aws_ebs_volume", { availability_zone: "eu-central-1a", encrypted: false }),
    ],
    unknown: [exampleOf("a value from elsewhere", "aws_ebs_volume", { encrypted: "$" + "{var.encrypted}" })],
    notApplicable: [exampleOf("a bucket", "aws_s3_bucket", {})],
  }),
});
