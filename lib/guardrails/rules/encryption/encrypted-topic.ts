import { exampleOf } from "../../example";
import { ofMade } from "../../made";
import { guardrail } from "../../rule";
import { expectAt } from "../../values";

export const encryptedTopic = guardrail({
  id: "encryption/encrypted-topic",
  title: "Every topic is encrypted with a key",
  severity: "medium",
  why: "Alarms and events carry addresses, account numbers and amounts; SNS encrypts them only when it is given a key.",
  fix: "give kmsMasterKeyId a key of your own, which the services that publish may use",
  controls: { soc2: ["PI1.5"], iso27001: ["A.8.11", "A.8.24"], pci: ["3.5.1", "8.3.2"], nist: ["SC-28"] },
  aliases: ["CKV_AWS_26", "AWS-0095"],
  subject: "resource",
  types: ["aws_sns_topic"],
  check: ofMade(({ config }) => expectAt(config, "kms_master_key_id").toStand("a KMS key")),
  examples: () => ({
    pass: [
      exampleOf("a topic with a key", "aws_sns_topic", { kms_master_key_id: "$" + "{var.key}" }),
      exampleOf("a topic with the key of the service", "aws_sns_topic", { kms_master_key_id: "alias/aws/sns" }),
    ],
    fail: [
      exampleOf("a topic that says nothing", "aws_sns_topic", { name: "a" }),
      exampleOf("a topic with an empty name of a key", "aws_sns_topic", { kms_master_key_id: "" }),
    ],
  }),
});
