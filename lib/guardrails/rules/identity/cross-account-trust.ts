import { asList, recordAt } from "../../../core/json";
import { examplePolicy, exampleStacks } from "../../example";
import { guardrail } from "../../rule";
import type { StackView } from "../../subjects/stack-view";
import { fail, PASS, unknown } from "../../verdict";
import { STRANGER_KEYS } from "./caller-keys";
import { conditionsOf } from "./policy-conditions";
import { POLICY_DOCUMENT, policyHolders } from "./policy-holders";
import { principalsOf } from "./principals";

/** A whole account: its number, or its root. */
const ACCOUNT = /^(?:arn:[^:]*:iam::)?(\d{12})(?::root)?$/;

const ROLE = "aws_iam_role";

export const crossAccountTrust = guardrail({
  id: "identity/cross-account-trust",
  title: "Another account takes a role only as somebody",
  severity: "medium",
  why: "Everyone whom the other account lets take roles takes this one, and its other customers can make it do so.",
  fix: "name the role of the other account, or require sts:ExternalId or aws:PrincipalOrgID",
  controls: { soc2: ["CC6.1", "CC6.3"], iso27001: ["A.5.18", "A.8.2"], nist: ["AC-3", "AC-6"] },
  source: 'IAM User Guide, "Access to AWS accounts owned by third parties"',
  subject: "statement",
  types: [ROLE, POLICY_DOCUMENT],
  check: (statement) => {
    if (!statement.allows || policyHolders(statement.policy, [ROLE]).length === 0) return undefined;
    const accounts = principalsOf(statement).flatMap(({ type, name }) =>
      type === "AWS" ? (ACCOUNT.exec(name)?.slice(1) ?? []) : [],
    );
    if (accounts.length === 0) return undefined;
    if (conditionsOf(statement).some(({ key }) => STRANGER_KEYS.includes(key))) return PASS;
    const own = ownAccounts(statement.policy.resource.stack);
    if (own.length === 0) return unknown([], "the stack does not say which account is its own");
    const foreign = accounts.filter((account) => !own.includes(account));
    return foreign.length === 0 ? PASS : fail([], "a role by name, or a condition on sts:ExternalId", foreign);
  },
  examples: () => {
    const trust = (says: string, statement: object, provider: object = { allowed_account_ids: ["111111111111"] }) =>
      exampleStacks(says, {
        example: {
          provider: { aws: [provider] },
          resource: {
            aws_iam_role: {
              it: {
                assume_role_policy: examplePolicy({
                  Effect: "Allow",
                  Principal: { AWS: "arn:aws:iam::222222222222:root" },
                  Action: "sts:AssumeRole",
                  ...statement,
                }),
              },
            },
          },
        },
      });
    return {
      pass: [
        trust("a name that both sides know", { Condition: { StringEquals: { "sts:ExternalId": "x" } } }),
        trust("an organisation", { Condition: { StringEquals: { "aws:PrincipalOrgID": "o-1" } } }),
        trust("one's own account", { Principal: { AWS: ["arn:aws:iam::111111111111:root"] } }),
      ],
      fail: [
        trust("another account", {}),
        trust("another account by its number", { Principal: { AWS: "222222222222" } }),
        trust("both", { Principal: { AWS: ["arn:aws:iam::111111111111:root", "arn:aws:iam::222222222222:root"] } }),
        trust("a condition on something else", { Condition: { Bool: { "aws:SecureTransport": "true" } } }),
      ],
      unknown: [trust("an account in a stack that says none", {}, { region: "eu-central-1" })],
      notApplicable: [
        trust("one role of another account", { Principal: { AWS: "arn:aws:iam::222222222222:role/ci" } }),
        trust("an account that is not known yet", { Principal: { AWS: "arn:aws:iam::$" + "{var.account}:root" } }),
        trust("a denial", { Effect: "Deny" }),
        trust("a service", { Principal: { Service: "ec2.amazonaws.com" } }),
      ],
    };
  },
});

/** Accounts that the stack's providers say they work in. */
function ownAccounts({ json }: StackView): readonly string[] {
  return asList(json["provider"])
    .flatMap((provider) => asList(recordAt(provider)["aws"]))
    .flatMap((provider) => asList(recordAt(provider)["allowed_account_ids"]))
    .map(String);
}
