import { exampleOf } from "../../example";
import { ofMade } from "../../made";
import { guardrail } from "../../rule";
import { expectAt } from "../../values";

export const defaultVolumeEncryption = guardrail({
  id: "encryption/default-volume-encryption",
  title: "The account is not told to leave new volumes in clear",
  severity: "medium",
  why: "Every volume that somebody makes by hand, or a program by itself, is then in clear.",
  fix: "leave enabled at true",
  controls: {
    soc2: ["PI1.5"],
    iso27001: ["A.8.11", "A.8.24"],
    pci: ["3.5.1", "8.3.2"],
    nist: ["SC-28(1)"],
    cisAws: ["6.1.1"],
  },
  aliases: ["CKV_AWS_106"],
  subject: "resource",
  types: ["aws_ebs_encryption_by_default"],
  check: ofMade(({ config }) => expectAt(config, "enabled").toBe(true, "pass")),
  examples: () => ({
    pass: [
      exampleOf("an account that encrypts", "aws_ebs_encryption_by_default", { enabled: true }),
      exampleOf("an account that says nothing, which encrypts", "aws_ebs_encryption_by_default", {}),
    ],
    fail: [exampleOf("an account that does not", "aws_ebs_encryption_by_default", { enabled: false })],
    unknown: [exampleOf("who decides later", "aws_ebs_encryption_by_default", { enabled: "$" + "{var.encrypt}" })],
  }),
});
