import { example, exampleOf } from "../../example";
import { guardrail } from "../../rule";
import { expectAt } from "../../values";

export const keyLockoutCheck = guardrail({
  id: "identity/key-lockout-check",
  title: "AWS checks that a key policy does not lock its maker out",
  severity: "medium",
  why: "Without the check a slip in the policy makes a key that nobody can administer any more.",
  fix: "remove bypass_policy_lockout_safety_check",
  controls: { soc2: ["CC6.1"], iso27001: ["A.8.24"], nist: ["SC-12"] },
  source: "AWS KMS API reference, PutKeyPolicy, BypassPolicyLockoutSafetyCheck: not recommended",
  subject: "resource",
  types: ["aws_kms_key", "aws_kms_key_policy", "aws_kms_replica_key", "aws_kms_external_key"],
  check: ({ config, mode }) =>
    mode === "data" ? undefined : expectAt(config, "bypass_policy_lockout_safety_check").notToBe(true),
  examples: () => ({
    pass: [
      exampleOf("a key", "aws_kms_key", {}),
      exampleOf("a key that says no", "aws_kms_key", { bypass_policy_lockout_safety_check: false }),
    ],
    fail: [exampleOf("a key", "aws_kms_key_policy", { bypass_policy_lockout_safety_check: true })],
    notApplicable: [example("a key of others", {}, { aws_kms_key: { it: { key_id: "alias/app" } } })],
  }),
});
