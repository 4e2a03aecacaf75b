import { example, exampleOf } from "../../example";
import { ofMade } from "../../made";
import { guardrail } from "../../rule";
import { expectAt } from "../../values";
import { fail, PASS, unknown } from "../../verdict";
import { encryptsByDefault } from "./default-encryption";

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
  check: ofMade(({ config, stack }) => {
    if ("encrypted" in config) return expectAt(config, "encrypted").toBe(true);
    if (encryptsByDefault(stack)) return PASS;
    return "snapshot_id" in config
      ? unknown(["snapshot_id"], "it is encrypted if its snapshot is")
      : fail(["encrypted"], "true");
  }),
  examples: () => {
    const byDefault = (enabled?: boolean) => ({ aws_ebs_encryption_by_default: { it: { enabled: enabled ?? null } } });
    return {
      pass: [
        exampleOf("an encrypted volume", "aws_ebs_volume", { encrypted: true }),
        exampleOf("an account that encrypts by default", "aws_ebs_volume", {}, byDefault()),
      ],
      fail: [
        exampleOf("a volume that says nothing", "aws_ebs_volume", { availability_zone: "eu-central-1a" }),
        exampleOf("a volume that says no", "aws_ebs_volume", { encrypted: false, snapshot_id: "snap-1" }),
        exampleOf("a volume that says no, by default yes", "aws_ebs_volume", { encrypted: false }, byDefault(true)),
        exampleOf("an account that does not encrypt by default", "aws_ebs_volume", {}, byDefault(false)),
      ],
      unknown: [
        exampleOf("a value from elsewhere", "aws_ebs_volume", { encrypted: "$" + "{var.encrypted}" }),
        exampleOf("a volume of a snapshot", "aws_ebs_volume", { snapshot_id: "snap-1" }),
      ],
      notApplicable: [
        exampleOf("a bucket", "aws_s3_bucket", {}),
        example("a volume that is read", {}, { aws_ebs_volume: { it: { encrypted: false } } }),
      ],
    };
  },
});
