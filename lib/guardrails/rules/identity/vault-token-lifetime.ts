import { exampleOf } from "../../example";
import { guardrail } from "../../rule";
import type { ResourceView } from "../../subjects/resource-view";
import { read } from "../../values";
import { fail, PASS, unknown } from "../../verdict";

export const vaultTokenLifetime = guardrail({
  id: "identity/vault-token-lifetime",
  title: "A token of Vault ends",
  severity: "medium",
  why: "Without an end of its own a token lives for 32 days, and one with a period is renewed for ever.",
  fix: "set token_max_ttl, or token_explicit_max_ttl beside a period",
  controls: { soc2: ["CC6.1"], iso27001: ["A.5.17"], nist: ["AC-2(1)"] },
  source: 'HashiCorp Vault documentation, "Tokens": time-to-live, periodic tokens, system maximum of 32 days',
  subject: "resource",
  types: [
    ...["vault_kubernetes_auth_backend_role", "vault_jwt_auth_backend_role", "vault_aws_auth_backend_role"],
    ...["vault_approle_auth_backend_role", "vault_cert_auth_backend_role", "vault_gcp_auth_backend_role"],
    ...["vault_azure_auth_backend_role", "vault_token_auth_backend_role"],
  ],
  check: (role) => {
    const explicit = secondsAt(role, "token_explicit_max_ttl");
    if (explicit === undefined || explicit > 0) return PASS;
    const period = secondsAt(role, "token_period");
    if (period === undefined) return unknown(["token_period"]);
    if (period > 0) return fail(["token_explicit_max_ttl"], "an end beside the period");
    const most = secondsAt(role, "token_max_ttl");
    if (most === undefined || most > 0) return PASS;
    return fail(["token_max_ttl"], "seconds after which the token ends");
  },
  examples: () => {
    const role = (says: string, config: object, way = "kubernetes") =>
      exampleOf(says, `vault_${way}_auth_backend_role`, { role_name: "it", ...config });
    return {
      pass: [
        role("a second", { token_max_ttl: 1 }),
        role("a last second", { token_explicit_max_ttl: 1 }),
        role("a period with an end", { token_period: 600, token_explicit_max_ttl: 86_400 }),
        role("an end from elsewhere", { token_max_ttl: "$" + "{var.seconds}" }),
        role("a last end from elsewhere", { token_explicit_max_ttl: "$" + "{var.seconds}" }),
      ],
      fail: [
        ...["kubernetes", "jwt", "aws", "approle", "cert", "gcp", "azure", "token"].map((way) => role(way, {}, way)),
        role("a start only", { token_ttl: 600 }),
        role("no end", { token_max_ttl: 0, token_period: 0, token_explicit_max_ttl: 0 }),
        role("a period for ever", { token_period: 600, token_max_ttl: 600 }),
        role("a short period for ever", { token_period: 1, token_max_ttl: 600 }),
      ],
      unknown: [role("a period from elsewhere", { token_max_ttl: 600, token_period: "$" + "{var.seconds}" })],
    };
  },
});

/** Seconds at an argument, 0 where nothing stands; undefined when they are not known before the apply. */
function secondsAt({ config }: ResourceView, argument: string): number | undefined {
  const found = read(config, [argument]);
  if (found.state === "unknown") return undefined;
  return found.state === "known" ? Number(found.value) : 0;
}
