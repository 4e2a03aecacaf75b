import { asList, recordAt } from "../../../core/json";
import { exampleOf } from "../../example";
import { guardrail } from "../../rule";
import { expectAt, read } from "../../values";
import { fail, PASS, unknown } from "../../verdict";

export const vaultTokenClaims = guardrail({
  id: "identity/vault-token-claims",
  title: "A role of Vault for tokens says whose token",
  severity: "critical",
  why: "Everyone to whom the issuer gives a token logs in; the issuer of GitHub Actions gives one to all of GitHub.",
  fix: "set bound_subject, or bound_claims with repository and environment",
  controls: { soc2: ["CC6.1", "CC6.3"], iso27001: ["A.5.18", "A.8.2"], nist: ["AC-3", "AC-6"] },
  source: 'GitHub documentation, "Configuring OpenID Connect in HashiCorp Vault": bound_claims',
  subject: "resource",
  types: ["vault_jwt_auth_backend_role"],
  check: ({ config }) => {
    // A role of the other type, which is the default, is for people in a browser.
    if (read(config, ["role_type"]).state === "unknown") return unknown(["role_type"]);
    if (config["role_type"] !== "jwt") return undefined;
    if (expectAt(config, "bound_subject").toStand("").verdict === "pass") return PASS;
    const claims = read(config, ["bound_claims"]);
    if (claims.state === "unknown") return unknown(["bound_claims"]);
    const bound = Object.values(recordAt(config, "bound_claims")).flatMap(asList);
    const isGlob = config["bound_claims_type"] === "glob";
    const isNarrow = bound.some((value) => !(isGlob && value === "*"));
    return isNarrow ? PASS : fail(["bound_claims"], "claims that name the repository", config["bound_claims"]);
  },
  examples: () => {
    const role = (says: string, config: object) =>
      exampleOf(says, "vault_jwt_auth_backend_role", {
        role_name: "ci",
        role_type: "jwt",
        user_claim: "sub",
        ...config,
      });
    return {
      pass: [
        role("one subject", { bound_subject: "repo:o/r:environment:prod" }),
        role("one repository", { bound_claims: { repository: "o/r", environment: "prod" } }),
        role("branches of a repository", { bound_claims: { repository: "o/r", ref: "*" }, bound_claims_type: "glob" }),
        role("a star that stands for itself", { bound_claims: { repository: "*" } }),
      ],
      fail: [
        role("an audience only", { bound_audiences: ["https://github.com/o"] }),
        role("any repository", { bound_claims: { repository: "*" }, bound_claims_type: "glob" }),
        role("no claim", { bound_claims: {}, bound_subject: "" }),
      ],
      unknown: [
        role("claims from elsewhere", { bound_claims: "$" + "{var.claims}" }),
        role("a type from elsewhere", { role_type: "$" + "{var.type}" }),
      ],
      notApplicable: [role("people", { role_type: "oidc" })],
    };
  },
});
