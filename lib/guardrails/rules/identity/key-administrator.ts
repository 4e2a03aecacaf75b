import { globsMeet, policyGlob } from "../../../truth/aws/glob";
import { holdsReference } from "../../../truth/terraform-text";
import { example, exampleOf, examplePolicy } from "../../example";
import { guardrail } from "../../rule";
import { fail, PASS, unknown } from "../../verdict";
import { POLICY_DOCUMENT, policyHolders } from "./policy-holders";

/** What keeps the policy of a key. */
const KEYS: readonly string[] = ["aws_kms_key", "aws_kms_key_policy", "aws_kms_replica_key", "aws_kms_external_key"];

export const keyAdministrator = guardrail({
  id: "identity/key-administrator",
  title: "Every key policy leaves somebody who can change it",
  severity: "high",
  why: "A key that nobody can administer can neither be mended nor deleted, and only AWS Support gets it back.",
  fix: "let the account or a role of administrators do kms:PutKeyPolicy",
  controls: { soc2: ["CC6.1"], iso27001: ["A.8.24"], nist: ["SC-12"] },
  source: 'AWS KMS Developer Guide, "Key policies": a key can become unmanageable',
  subject: "policy",
  types: [...KEYS, POLICY_DOCUMENT],
  check: (policy) => {
    if (policyHolders(policy, KEYS).length === 0) return undefined;
    const actions = policy.statements.filter(({ allows }) => allows).flatMap((statement) => statement.actions);
    const meets = (action: string): boolean => globsMeet(policyGlob(action).toLowerCase(), "kms:putkeypolicy");
    if (actions.some((action) => !holdsReference(action) && meets(action))) return PASS;
    return actions.some(meets) ? unknown([]) : fail([], "a statement that allows kms:PutKeyPolicy", actions);
  },
  examples: () => {
    const policy = (says: string, Action: string | readonly string[], Effect = "Allow") =>
      exampleOf(says, "aws_kms_key", {
        policy: examplePolicy(
          { Effect, Principal: { AWS: "arn:aws:iam::111111111111:root" }, Action, Resource: "*" },
          { Effect: "Allow", Principal: { AWS: "*" }, Action: "kms:Encrypt", Resource: "*" },
        ),
      });
    const documents = { aws_iam_policy_document: { it: { statement: [{ actions: ["kms:Encrypt"] }] } } };
    return {
      pass: [policy("all", "kms:*"), policy("some", ["KMS:Put*"]), policy("one", "kms:PutKeyPolicy"), policy("*", "*")],
      fail: [
        policy("use only", ["kms:Encrypt", "kms:Decrypt"]),
        example("a document", { aws_kms_key: { it: { policy: DOCUMENT } } }, documents),
        policy("a denial", "kms:*", "Deny"),
      ],
      unknown: [policy("actions from elsewhere", "$" + "{var.actions}")],
      notApplicable: [
        exampleOf("a policy from elsewhere", "aws_kms_key", { policy: "$" + "{var.policy}" }),
        exampleOf("a policy of a role", "aws_iam_policy", {
          policy: examplePolicy({ Effect: "Allow", Action: "kms:Encrypt", Resource: "*" }),
        }),
        example("a document of a bucket", { aws_s3_bucket_policy: { it: { policy: DOCUMENT } } }, documents),
      ],
    };
  },
});

const DOCUMENT = "$" + "{data.aws_iam_policy_document.it.json}";
