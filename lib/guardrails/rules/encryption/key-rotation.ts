import { exampleOf } from "../../example";
import { ofMade } from "../../made";
import { guardrail } from "../../rule";
import { expectAt, read } from "../../values";
import { unknown } from "../../verdict";

export const keyRotation = guardrail({
  id: "encryption/key-rotation",
  title: "Every KMS key that can rotate does",
  severity: "medium",
  why: "A key that never changes protects ten years of data with one secret.",
  fix: "set enable_key_rotation to true, as every construct of Palisade that makes a key to encrypt with does; keys that sign cannot rotate",
  controls: {
    soc2: ["PI1.5"],
    iso27001: ["A.8.11", "A.8.24"],
    pci: ["3.6.1", "3.7.4", "3.7.5"],
    nist: ["SC-12"],
    cisAws: ["4.6"],
  },
  aliases: ["CKV_AWS_7", "AWS-0065", "AwsSolutions-KMS5"],
  subject: "resource",
  types: ["aws_kms_key"],
  check: ofMade(({ config }) => {
    const spec = read(config, ["customer_master_key_spec"]);
    if (spec.state === "unknown") return unknown(["customer_master_key_spec"]);
    const isSymmetric = spec.state === "absent" || spec.value === "SYMMETRIC_DEFAULT";
    // Keys of a store of one's own do not rotate by themselves either.
    return isSymmetric && !("custom_key_store_id" in config)
      ? expectAt(config, "enable_key_rotation").toBe(true)
      : undefined;
  }),
  examples: () => {
    const key = (says: string, config: object) => exampleOf(says, "aws_kms_key", { description: "a", ...config });
    return {
      pass: [
        key("a key that rotates", { enable_key_rotation: true }),
        key("the same by its kind", { customer_master_key_spec: "SYMMETRIC_DEFAULT", enable_key_rotation: true }),
      ],
      fail: [
        key("a key that says nothing", {}),
        key("a key that says no", { enable_key_rotation: false }),
        key("the same by its kind", { customer_master_key_spec: "SYMMETRIC_DEFAULT" }),
      ],
      unknown: [
        key("who decides later", { enable_key_rotation: "$" + "{var.rotate}" }),
        key("a kind that is named later", { customer_master_key_spec: "$" + "{var.spec}" }),
      ],
      notApplicable: [
        key("a key that signs for Ethereum", { customer_master_key_spec: "ECC_SECG_P256K1" }),
        key("a key of a store of one's own", { custom_key_store_id: "cks-1" }),
      ],
    };
  },
});
