import { examineValues } from "../../../../lib/truth/aws/examine-values";
import { examineOne, messagesOf } from "./support/examine";

describe("values that the AWS provider takes", () => {
  it.each([
    ["aws_route", { destination_cidr_block: "", destination_ipv6_cidr_block: "::/0" }],
    ["aws_s3_bucket", { bucket: "", bucket_prefix: "logs-" }],
    ["aws_dynamodb_table", { stream_enabled: false, stream_view_type: "" }],
    ["aws_sqs_queue", { redrive_policy: "", redrive_allow_policy: "" }],
    ["aws_security_group", { ingress: [{ ipv6_cidr_blocks: ["::/0", "2001:db8::1/64", "::ffff:1.2.3.4/128"] }] }],
  ])("are those of %s, where an empty text is none", (type, config) => {
    expect(messagesOf(examineOne(examineValues, type, config))).toEqual([]);
  });

  it("are no addresses with a zone, which are refused and no reason to fail", () => {
    const config = { ingress: [{ ipv6_cidr_blocks: ["fe80::%eth0/64"] }] };
    expect(messagesOf(examineOne(examineValues, "aws_security_group", config))).toEqual([
      [
        'test/thing, ingress[0].ipv6_cidr_blocks[0]: hashicorp/aws 6.25.0 does not take this value: "fe80::%eth0/64" is not a CIDR block such as 2001:db8::/56',
        '  got: "fe80::%eth0/64"',
        '  do this: write a value that is allowed there; if this one is right: vouchFor(resource, ["ingress[0].ipv6_cidr_blocks[0]"])',
        "  source: hashicorp/aws 6.25.0, its code and documentation",
      ].join("\n"),
    ]);
  });

  it("are no empty values of labels, which EKS refuses", () => {
    expect(messagesOf(examineOne(examineValues, "aws_eks_node_group", { labels: { role: "" } }))).toHaveLength(1);
  });
});
