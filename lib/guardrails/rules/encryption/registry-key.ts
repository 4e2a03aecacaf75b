import { exampleOf } from "../../example";
import { ofMade } from "../../made";
import { guardrail } from "../../rule";
import { expectAt } from "../../values";

export const registryKey = guardrail({
  id: "encryption/registry-key",
  title: "Every registry of images is encrypted with a KMS key",
  severity: "low",
  why: "ECR always encrypts; a key leaves a trace of who pulled, and shuts the registry when it is disabled.",
  fix: 'set encryptionType of encryptionConfiguration to "KMS", which is decided once',
  controls: { iso27001: ["A.8.24"], pci: ["3.5.1"], nist: ["SC-28"] },
  aliases: ["CKV_AWS_136", "AWS-0033"],
  subject: "resource",
  types: ["aws_ecr_repository"],
  check: ofMade(({ config }) => expectAt(config, "encryption_configuration.encryption_type").toBe(["KMS", "KMS_DSSE"])),
  examples: () => {
    const registry = (says: string, encryption_type: string) =>
      exampleOf(says, "aws_ecr_repository", { encryption_configuration: [{ encryption_type }] });
    return {
      pass: [registry("a key", "KMS"), registry("a key, twice", "KMS_DSSE")],
      fail: [exampleOf("nothing said", "aws_ecr_repository", { name: "a" }), registry("the default by name", "AES256")],
      unknown: [registry("who decides later", "$" + "{var.type}")],
    };
  },
});
