import { exampleOf } from "../../example";
import { ofMade } from "../../made";
import { guardrail } from "../../rule";
import { expectAt } from "../../values";

export const encryptedStream = guardrail({
  id: "encryption/encrypted-stream",
  title: "Every data stream is encrypted",
  severity: "high",
  why: "Records wait in a stream for hours or days, readable to whoever gets hold of the storage.",
  fix: 'set encryptionType to "KMS"; for Firehose, enable serverSideEncryption',
  controls: { soc2: ["PI1.5"], iso27001: ["A.8.11", "A.8.24"], pci: ["3.5.1", "8.3.2"], nist: ["SC-28"] },
  aliases: ["CKV_AWS_43", "CKV_AWS_240", "AWS-0064"],
  subject: "resource",
  types: ["aws_kinesis_stream", "aws_kinesis_firehose_delivery_stream"],
  check: ofMade(({ type, config }) => {
    if (type === "aws_kinesis_stream") return expectAt(config, "encryption_type").toBe("KMS");
    // What comes from a stream is encrypted as that stream is, and Firehose takes no switch of its own.
    if ("kinesis_source_configuration" in config || "msk_source_configuration" in config) return undefined;
    return expectAt(config, "server_side_encryption.enabled").toBe(true);
  }),
  examples: () => {
    const delivery = (says: string, config: object) =>
      exampleOf(says, "aws_kinesis_firehose_delivery_stream", { destination: "extended_s3", ...config });
    return {
      pass: [
        exampleOf("an encrypted stream", "aws_kinesis_stream", { encryption_type: "KMS" }),
        delivery("an encrypted delivery", { server_side_encryption: { enabled: true } }),
      ],
      fail: [
        exampleOf("a stream that says nothing", "aws_kinesis_stream", { name: "a" }),
        exampleOf("a stream that says no", "aws_kinesis_stream", { encryption_type: "NONE" }),
        delivery("a delivery that says nothing", {}),
        delivery("a delivery that says no", { server_side_encryption: { enabled: false } }),
      ],
      unknown: [exampleOf("who decides later", "aws_kinesis_stream", { encryption_type: "$" + "{var.type}" })],
      notApplicable: [
        delivery("a delivery of a stream", { kinesis_source_configuration: { kinesis_stream_arn: "a" } }),
        delivery("a delivery of a queue of Kafka", { msk_source_configuration: { topic_name: "a" } }),
      ],
    };
  },
});
