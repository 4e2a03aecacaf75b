import { exampleOf } from "../../example";
import { ofMade } from "../../made";
import { guardrail } from "../../rule";
import { expectAt } from "../../values";

export const encryptedFileSystem = guardrail({
  id: "encryption/encrypted-file-system",
  title: "Every EFS file system is encrypted",
  severity: "high",
  why: "Whether a file system is encrypted is decided once, when it is made.",
  fix: "set encrypted to true",
  controls: { soc2: ["PI1.5"], iso27001: ["A.8.11", "A.8.24"], pci: ["3.5.1", "8.3.2"], nist: ["SC-28(1)"] },
  aliases: ["CKV_AWS_42", "AWS-0037"],
  subject: "resource",
  types: ["aws_efs_file_system"],
  check: ofMade(({ config }) => expectAt(config, "encrypted").toBe(true)),
  examples: () => ({
    pass: [exampleOf("an encrypted file system", "aws_efs_file_system", { encrypted: true })],
    fail: [
      exampleOf("one that says nothing", "aws_efs_file_system", { creation_token: "a" }),
      exampleOf("one that says no", "aws_efs_file_system", { encrypted: false }),
    ],
    unknown: [exampleOf("who decides later", "aws_efs_file_system", { encrypted: "$" + "{var.encrypted}" })],
  }),
});
