import { exampleOf } from "../../example";
import { ofMade } from "../../made";
import { guardrail } from "../../rule";
import { expectAt } from "../../values";
import { PASS } from "../../verdict";

export const encryptedQueue = guardrail({
  id: "encryption/encrypted-queue",
  title: "No queue is told to keep its messages in clear",
  severity: "high",
  why: "SQS encrypts by itself; whoever switches that off leaves messages readable where they are stored.",
  fix: "leave sqsManagedSseEnabled out or true, or give kmsMasterKeyId a key",
  controls: { soc2: ["PI1.5"], iso27001: ["A.8.11", "A.8.24"], pci: ["3.5.1", "8.3.2"], nist: ["SC-28"] },
  aliases: ["CKV_AWS_27", "AWS-0096", "AwsSolutions-SQS2"],
  subject: "resource",
  types: ["aws_sqs_queue"],
  check: ofMade(({ config }) => {
    const key = config["kms_master_key_id"];
    if (typeof key === "string" && key !== "") return PASS;
    return expectAt(config, "sqs_managed_sse_enabled").toBe(true, "pass");
  }),
  examples: () => ({
    pass: [
      exampleOf("a queue that says nothing, which SQS encrypts", "aws_sqs_queue", { name: "a" }),
      exampleOf("a queue that says yes", "aws_sqs_queue", { sqs_managed_sse_enabled: true }),
      exampleOf("a key", "aws_sqs_queue", { kms_master_key_id: "$" + "{var.key}", sqs_managed_sse_enabled: false }),
    ],
    fail: [
      exampleOf("a queue that says no", "aws_sqs_queue", { sqs_managed_sse_enabled: false }),
      exampleOf("no key", "aws_sqs_queue", { sqs_managed_sse_enabled: false, kms_master_key_id: "" }),
    ],
    unknown: [exampleOf("who decides later", "aws_sqs_queue", { sqs_managed_sse_enabled: "$" + "{var.sse}" })],
  }),
});
