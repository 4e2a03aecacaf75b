import { exampleOf } from "../../example";
import { ofMade } from "../../made";
import { guardrail } from "../../rule";
import { expectAt } from "../../values";

export const encryptedCopy = guardrail({
  id: "encryption/encrypted-copy",
  title: "Every copy of a snapshot or an image is encrypted",
  severity: "high",
  why: "A copy in clear undoes the encryption of what it was copied from, often in another region or account.",
  fix: "set encrypted to true, with a key of your own",
  controls: { soc2: ["PI1.5"], iso27001: ["A.8.11", "A.8.24"], pci: ["3.5.1", "8.3.2"], nist: ["SC-28(1)"] },
  aliases: ["CKV_AWS_183"],
  subject: "resource",
  types: ["aws_ebs_snapshot_copy", "aws_ami_copy", "aws_ebs_snapshot_import"],
  check: ofMade(({ config }) => expectAt(config, "encrypted").toBe(true)),
  examples: () => ({
    pass: [exampleOf("an encrypted copy", "aws_ebs_snapshot_copy", { encrypted: true })],
    fail: [
      exampleOf("a copy that says nothing", "aws_ebs_snapshot_copy", { source_region: "eu-central-1" }),
      exampleOf("an import that says nothing", "aws_ebs_snapshot_import", {}),
      exampleOf("an image that says no", "aws_ami_copy", { encrypted: false }),
    ],
    unknown: [exampleOf("who decides later", "aws_ami_copy", { encrypted: "$" + "{var.encrypted}" })],
  }),
});
