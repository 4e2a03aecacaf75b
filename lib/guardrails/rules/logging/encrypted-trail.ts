import { exampleOf } from "../../example";
import { ofMade } from "../../made";
import { guardrail } from "../../rule";
import { expectAt } from "../../values";

export const encryptedTrail = guardrail({
  id: "logging/encrypted-trail",
  title: "Every trail is encrypted with a key of your own",
  severity: "high",
  why: "Whoever may read the bucket reads the whole log of the account.",
  fix: "set kms_key_id to a key whose policy lets CloudTrail write and few people read",
  controls: {
    soc2: ["CC7.3", "PI1.3"],
    iso27001: ["A.8.15", "A.8.24"],
    pci: ["3.5.1", "10.3.2"],
    nist: ["AU-9(3)"],
    cisAws: ["4.5"],
  },
  aliases: ["CKV_AWS_35", "AWS-0015"],
  subject: "resource",
  types: ["aws_cloudtrail"],
  check: ofMade(({ config }) => expectAt(config, "kms_key_id").toStand("the key of the log")),
  examples: () => ({
    pass: [exampleOf("a trail with a key", "aws_cloudtrail", { kms_key_id: "$" + "{aws_kms_key.it.arn}" })],
    fail: [
      exampleOf("a trail without", "aws_cloudtrail", { name: "it" }),
      exampleOf("a trail with an empty key", "aws_cloudtrail", { kms_key_id: "" }),
    ],
    notApplicable: [
      {
        says: "another resource",
        stacks: { example: { resource: { aws_vpc: { it: {} } }, data: { aws_cloudtrail: { it: {} } } } },
      },
    ],
  }),
});
