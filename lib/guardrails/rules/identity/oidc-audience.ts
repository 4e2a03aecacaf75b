import { guardrail } from "../../rule";
import { fail, holds } from "../../verdict";
import { exampleTrust, GITHUB_CLAIM, GITHUB_PROVIDER } from "./trust-examples";
import { webIdentityTrust } from "./web-identity";

export const oidcAudience = guardrail({
  id: "identity/oidc-audience",
  title: "A role that is taken with a token takes only tokens made for AWS",
  severity: "medium",
  why: "A token that the same provider made for another service, and that leaked there, then takes the role too.",
  fix: "require aud to be sts.amazonaws.com",
  controls: { soc2: ["CC6.1", "CC6.3"], iso27001: ["A.5.18", "A.8.2"], nist: ["AC-3", "AC-6"] },
  source: "Amazon EKS User Guide and GitHub documentation: both require aud in the trust policy's conditions",
  subject: "statement",
  check: (statement) => {
    const trust = webIdentityTrust(statement);
    if (trust === undefined) return undefined;
    const isBound = trust.claims.some(
      ({ name, isPattern, values }) => name === "aud" && !(isPattern && values.includes("*")),
    );
    return holds(isBound, () => fail([], "a condition on aud, such as sts.amazonaws.com"));
  },
  examples: () => {
    const aud = (says: string, operator: string, value: string) =>
      exampleTrust(says, GITHUB_PROVIDER, { [operator]: { [`${GITHUB_CLAIM}:aud`]: value } });
    return {
      pass: [
        aud("tokens for AWS", "StringEquals", "sts.amazonaws.com"),
        aud("tokens for AWS by a pattern", "StringLike", "sts.amazonaws.*"),
        aud("a star that stands for itself", "StringEquals", "*"),
      ],
      fail: [
        exampleTrust("a subject only", GITHUB_PROVIDER, { StringEquals: { [`${GITHUB_CLAIM}:sub`]: "repo:o/r:*" } }),
        aud("any audience", "StringLike", "*"),
        aud("tokens that may have none", "StringEqualsIfExists", "sts.amazonaws.com"),
      ],
      notApplicable: [exampleTrust("a user of a pool", "cognito-identity.amazonaws.com", {})],
    };
  },
});
