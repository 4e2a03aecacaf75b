import type { JsonRecord } from "../../../core/json";
import { exampleOf } from "../../example";
import { judgements, ofMade } from "../../made";
import { guardrail } from "../../rule";
import { expectAt } from "../../values";

export const keyEnabled = guardrail({
  id: "encryption/key-enabled",
  title: "No KMS key is switched off",
  severity: "medium",
  why: "Everything that is encrypted with a disabled key stops at its next start.",
  fix: "leave isEnabled out, and plan the end of a key through its deletion window",
  controls: { nist: ["SC-12"], pci: ["3.6.1"] },
  aliases: ["CKV_AWS_227"],
  subject: "resource",
  types: ["aws_kms_key", "aws_kms_replica_key", "aws_kms_external_key"],
  check: ofMade(({ config }) =>
    judgements(expectAt(config, "is_enabled").toBe(true, "pass"), expectAt(config, "enabled").toBe(true, "pass")),
  ),
  examples: () => {
    const key = (says: string, config: JsonRecord, type = "aws_kms_key") => exampleOf(says, type, config);
    return {
      pass: [key("a key that says nothing", {}), key("a key that says yes", { is_enabled: true })],
      fail: [
        key("a key that is off", { is_enabled: false }),
        key("a key from elsewhere that is off", { enabled: false }, "aws_kms_external_key"),
        key("a copy that is off", { enabled: false }, "aws_kms_replica_key"),
      ],
      unknown: [key("who decides later", { is_enabled: "$" + "{var.is_on}" })],
    };
  },
});
