import { recordAt } from "../../../core/json";
import { globsMeet, policyGlob } from "../../../truth/aws/glob";
import { holdsReference } from "../../../truth/terraform-text";
import type { StatementView } from "../../subjects/statement-view";
import { conditionsOf, type RequiredCondition } from "./policy-conditions";
import { principalsOf } from "./principals";

/** Issuer of the tokens of GitHub Actions (source: GitHub documentation, "Configuring OpenID Connect in AWS"). */
const GITHUB = "token.actions.githubusercontent.com";

const ASSUME = "sts:assumerolewithwebidentity";

/** A statement by which somebody takes a role with the token of an OpenID Connect provider. */
export interface WebIdentityTrust {
  /** Whether the provider is GitHub Actions. */
  readonly isGithub: boolean;
  /** What the token has to say, by the name of the claim: `sub`, `aud`, `repository`. */
  readonly claims: readonly TokenClaim[];
}

/** What a token has to say of one claim. */
export interface TokenClaim extends RequiredCondition {
  /** Name of the claim, in small letters. */
  readonly name: string;
}

/** Reads a statement that trusts an OpenID Connect provider; undefined for any other. */
export function webIdentityTrust(statement: StatementView): WebIdentityTrust | undefined {
  if (!statement.allows || recordAt(statement.elements, "Principal")["Federated"] === undefined) return undefined;
  const providers = principalsOf(statement).filter(
    ({ type, name }) => type === "Federated" && (name.includes("oidc-provider/") || holdsReference(name)),
  );
  const assumes = statement.actions.some((action) => globsMeet(policyGlob(action).toLowerCase(), ASSUME));
  if (providers.length === 0 || !assumes) return undefined;
  const isNamed = [...providers.map(({ name }) => name), ...statement.conditions.map(({ key }) => key)];
  return {
    isGithub: isNamed.some((text) => text.toLowerCase().includes(GITHUB)) || refersToGithub(statement),
    claims: conditionsOf(statement).map((condition) => ({
      ...condition,
      name: condition.key.split(":").at(-1) ?? "",
    })),
  };
}

function refersToGithub({ policy: { resource } }: StatementView): boolean {
  const providers = resource.stack.references
    .from(resource.raw)
    .filter(({ type }) => type === "aws_iam_openid_connect_provider");
  return providers.some(({ config }) => String(config["url"]).includes(GITHUB));
}
