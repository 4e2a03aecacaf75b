import { globsMeet, policyGlob } from "../../../truth/aws/glob";
import { holdsReference } from "../../../truth/terraform-text";
import { example, exampleOf, examplePolicy } from "../../example";
import { guardrail } from "../../rule";
import type { PolicyView } from "../../subjects/policy-view";
import type { ResourceView } from "../../subjects/resource-view";
import { fail, PASS } from "../../verdict";
import { conditionsOf } from "./policy-conditions";
import { POLICY_DOCUMENT, policyHolders } from "./policy-holders";
import { principalsOf } from "./principals";

/** What keeps the policy of a key. */
const HOLDERS: readonly string[] = ["aws_kms_key", "aws_kms_key_policy"];

/** What changes who may use a key, or ends it. */
const ADMINISTRATION: readonly string[] = ["kms:putkeypolicy", "kms:schedulekeydeletion"];

const USE = "kms:sign";

export const signingKeyDuties = guardrail({
  id: "identity/signing-key-duties",
  title: "Who administers a signing key does not sign with it",
  severity: "high",
  why: "With both in one hand a single stolen session signs transfers, or lets others sign, without a second person.",
  fix: "give administration and kms:Sign to different roles, and the account's root administration only",
  controls: { soc2: ["CC6.1", "CC6.3"], iso27001: ["A.5.18", "A.8.24"], nist: ["AC-3", "AC-6", "SC-12"] },
  source: 'AWS KMS Developer Guide, "Key policies": key administrators and key users are statements of their own',
  subject: "policy",
  types: [...HOLDERS, POLICY_DOCUMENT],
  check: (policy) => {
    if (!policyHolders(policy, HOLDERS).some(isOfSigningKey)) return undefined;
    const administrators = holdersOf(policy, ADMINISTRATION);
    const both = [...holdersOf(policy, [USE])].filter((name) => administrators.has(name));
    return both.length === 0 ? PASS : fail([], "administration and kms:Sign with different principals", both);
  },
  examples: () => {
    const [admin, signer] = ["arn:aws:iam::111111111111:role/admin", "arn:aws:iam::111111111111:role/signer"];
    const statement = (AWS: string, Action: string | readonly string[], more: object = {}) => ({
      Effect: "Allow",
      Principal: { AWS },
      Action,
      Resource: "*",
      ...more,
    });
    const key = (says: string, ...statements: readonly ReturnType<typeof statement>[]) =>
      exampleOf(says, "aws_kms_key", { key_usage: "SIGN_VERIFY", policy: examplePolicy(...statements) });
    const beside = (says: string, key_usage: string) =>
      exampleOf(
        says,
        "aws_kms_key_policy",
        { key_id: "$" + "{aws_kms_key.it.id}", policy: examplePolicy(statement(admin, "kms:*")) },
        { aws_kms_key: { it: { key_usage } } },
      );
    return {
      pass: [
        key("two roles", statement(admin, ["kms:Put*", "kms:Describe*"]), statement(signer, "kms:Sign")),
        key("a denial of one", statement(admin, "kms:Put*"), { ...statement(admin, "kms:Sign"), Effect: "Deny" }),
        key(
          "roles that are not known yet",
          statement("$" + "{var.a}", "kms:Put*"),
          statement("$" + "{var.b}", "kms:Sign"),
        ),
        key(
          "everyone, and only through a service",
          statement(admin, "kms:Put*"),
          statement(admin, "kms:Sign", { Condition: { StringEquals: { "kms:ViaService": "s3.amazonaws.com" } } }),
        ),
      ],
      fail: [
        key("all to one", statement(admin, "kms:*")),
        key("all to the account", statement("arn:$" + "{local.p}:iam::$" + "{local.a}:root", "kms:*")),
        key("both to one, apart", statement(admin, "kms:PutKeyPolicy"), statement(admin, "kms:Sign")),
        key("deletion and use", statement(signer, ["kms:ScheduleKeyDeletion", "kms:Sign"])),
        beside("a policy beside the key", "SIGN_VERIFY"),
        example(
          "a document",
          { aws_kms_key: { it: { key_usage: "SIGN_VERIFY", policy: "$" + "{data.aws_iam_policy_document.it.json}" } } },
          {
            aws_iam_policy_document: {
              it: { statement: [{ actions: ["kms:*"], principals: [{ type: "AWS", identifiers: [admin] }] }] },
            },
          },
        ),
      ],
      notApplicable: [
        beside("a policy beside a key that encrypts", "ENCRYPT_DECRYPT"),
        exampleOf("a key that encrypts", "aws_kms_key", { policy: examplePolicy(statement(admin, "kms:*")) }),
      ],
    };
  },
});

function isOfSigningKey(resource: ResourceView): boolean {
  const keys = resource.type === "aws_kms_key" ? [resource] : resource.stack.references.from(resource.raw["key_id"]);
  return keys.some(({ config }) => config["key_usage"] === "SIGN_VERIFY");
}

/** Principals that may do one of these without a condition, as far as both are known. */
function holdersOf({ statements }: PolicyView, actions: readonly string[]): ReadonlySet<string> {
  const giving = statements.filter(
    (statement) =>
      statement.allows &&
      conditionsOf(statement).length === 0 &&
      statement.actions.some((action) => actions.some((each) => globsMeet(policyGlob(action).toLowerCase(), each))),
  );
  return new Set(giving.flatMap((statement) => principalsOf(statement).map(({ name }) => name)).filter(isKnown));
}

/** `arn:…:iam::…:root` with two references is one's own account; a reference alone may be anyone. */
function isKnown(name: string): boolean {
  return !holdsReference(name) || name.endsWith(":root");
}
