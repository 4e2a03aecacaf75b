import { example, exampleOf } from "../../example";
import { guardrail } from "../../rule";
import { expectAt } from "../../values";
import { fail, PASS, unknown } from "../../verdict";

export const keyPolicy = guardrail({
  id: "identity/key-policy",
  title: "Every KMS key says itself who may use it",
  severity: "medium",
  why: "Without a policy of its own a key is for everyone to whom some policy of the account gives kms:*.",
  fix: "set policy, with administration and use apart",
  controls: { soc2: ["CC6.1", "CC6.3"], iso27001: ["A.5.18", "A.8.24"], nist: ["AC-3", "SC-12"] },
  aliases: ["CKV2_AWS_64"],
  subject: "resource",
  types: ["aws_kms_key", "aws_kms_replica_key", "aws_kms_external_key"],
  check: (key) => {
    if (key.mode === "data") return undefined;
    if (expectAt(key.config, "policy").toStand("").verdict === "pass") return PASS;
    const { found, undecided } = key.stack.references.belongingTo(key, ["aws_kms_key_policy"], "key_id");
    if (found.length > 0) return PASS;
    if (undecided.length > 0) return unknown([], "it is not known before the apply whose policy there is");
    return fail(["policy"], "a policy of the key's own");
  },
  examples: () => ({
    pass: [
      exampleOf("a key with a policy", "aws_kms_key", { policy: "{}" }),
      exampleOf("a policy from elsewhere", "aws_kms_key", { policy: "$" + "{var.policy}" }),
      exampleOf(
        "a policy beside the key",
        "aws_kms_key",
        {},
        {
          aws_kms_key_policy: { it: { key_id: "$" + "{aws_kms_key.it.id}", policy: "{}" } },
        },
      ),
    ],
    fail: [
      exampleOf("a key", "aws_kms_key", {}),
      exampleOf("a copy of a key", "aws_kms_replica_key", { primary_key_arn: "arn:aws:kms:eu-central-1:1:key/1" }),
      exampleOf("a key of one's own making", "aws_kms_external_key", { policy: "" }),
    ],
    notApplicable: [example("a key of others", {}, { aws_kms_key: { it: { key_id: "alias/app" } } })],
    unknown: [
      exampleOf(
        "a policy of some key",
        "aws_kms_key",
        {},
        {
          aws_kms_key_policy: { it: { key_id: "$" + "{var.key}", policy: "{}" } },
        },
      ),
    ],
  }),
});
