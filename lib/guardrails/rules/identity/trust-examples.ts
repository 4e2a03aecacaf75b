import { exampleOf, examplePolicy } from "../../example";
import type { RuleExample } from "../../rule";

/** GitHub's provider in an account. */
export const GITHUB_PROVIDER = "arn:aws:iam::111111111111:oidc-provider/token.actions.githubusercontent.com";

/** What stands before the names of its claims. */
export const GITHUB_CLAIM = "token.actions.githubusercontent.com";

/** A provider of the stack itself. */
export const OWN_PROVIDER = "$" + "{aws_iam_openid_connect_provider.it.arn}";

/**
 * A role that is taken with a token of a provider.
 *
 * @param Federated the provider
 * @param url address of the stack's own provider. @default - the stack has none
 */
export function exampleTrust(says: string, Federated: string, Condition: object, url?: string): RuleExample {
  const statement = { Effect: "Allow", Principal: { Federated }, Action: "sts:AssumeRoleWithWebIdentity", Condition };
  return exampleOf(
    says,
    "aws_iam_role",
    { assume_role_policy: examplePolicy(statement) },
    url === undefined ? {} : { aws_iam_openid_connect_provider: { it: { url } } },
  );
}
