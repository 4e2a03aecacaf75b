import { example, exampleOf } from "../../example";
import { guardrail } from "../../rule";
import { fail, PASS, unknown } from "../../verdict";
import { isWriting, type VaultPath, vaultPaths } from "./vault-paths";

/** All paths; with +, all that have a part after the first. */
const EVERYTHING = /^(\+\/)*[*]$/;

/** Paths by which who may write them gives himself everything: policies, ways in, and what identities hold. */
const GIVING = /^(sys|auth|identity|sys\/(policy|policies|policies\/acl))\/?[*]$/;

/** With sudo a token may be given any policy; without, only what its maker has (source: Vault API, "Token auth method"). */
const ANY_TOKEN = /^auth\/token\/create(-orphan)?$/;

export const vaultRootPolicy = guardrail({
  id: "identity/vault-root-policy",
  title: "No policy of Vault is the root token under another name",
  severity: "high",
  why: "Who may write every path, policy or token of Vault reads every secret, and can lock everyone else out.",
  fix: "name the paths; grantRead and grantWrite of a VaultStore's secrets write such policies",
  controls: { soc2: ["CC6.1", "CC6.3"], iso27001: ["A.5.18", "A.8.2"], nist: ["AC-3", "AC-6"] },
  source: "HashiCorp Vault, production hardening: no root tokens, least privilege",
  subject: "resource",
  types: ["vault_policy", "vault_policy_document"],
  check: (policy) => {
    // A document of the stack is judged by itself.
    const documents = policy.stack.references.from(policy.raw["policy"]);
    if (documents.some(({ type }) => type === "vault_policy_document")) return undefined;
    const paths = vaultPaths(policy);
    if (paths === undefined) return unknown(["policy"], "the text cannot be read before the apply");
    return paths.map((each) =>
      isRootLike(each) ? fail(each.at, "paths by name", `${each.path} with ${each.capabilities.join(", ")}`) : PASS,
    );
  },
  examples: () => {
    const policy = (path: string, ...capabilities: readonly string[]) =>
      exampleOf(`${path} ${capabilities}`, "vault_policy", {
        policy: `path "${path}" {\n  capabilities = ${JSON.stringify(capabilities)}\n}\n`,
      });
    return {
      pass: [
        policy("apps/data/rpc/*", "read"),
        policy("auth/token/lookup-self", "read"),
        policy("auth/token/renew-self", "update"),
        policy("sys/policies/acl/*", "read", "list"),
        policy("sys/policies/acl/prod-*", "update"),
        policy("sys/audit", "read", "sudo"),
        policy("auth/token/create", "update"),
        policy("*", "deny"),
        policy("sys/*", "deny", "sudo"),
        policy("apps/data/+/*", "read"),
      ],
      fail: [
        policy("*", "read"),
        policy("+/*", "list"),
        policy("sys/*", "create"),
        policy("auth/*", "update"),
        policy("identity/*", "patch"),
        policy("sys/policies/acl/*", "create", "update"),
        policy("sys/policy/*", "update"),
        policy("auth/token/create", "update", "sudo"),
        policy("auth/token/create-orphan", "sudo"),
        policy("apps/*", "read", "sudo"),
        exampleOf("JSON", "vault_policy", { policy: JSON.stringify({ path: { "*": { capabilities: ["read"] } } }) }),
        exampleOf("a document", "vault_policy_document", { rule: [{ path: "*", capabilities: ["read"] }] }),
      ],
      unknown: [exampleOf("a text of elsewhere", "vault_policy", { policy: "$" + "{var.policy}" })],
      notApplicable: [
        exampleOf("no text", "vault_policy", { name: "it" }),
        example(
          "a document of the stack",
          { vault_policy: { it: { policy: "$" + "{data.vault_policy_document.it.hcl}" } } },
          { vault_policy_document: { it: {} } },
        ),
      ],
    };
  },
});

function isRootLike(each: VaultPath): boolean {
  const { path, capabilities } = each;
  if (capabilities.includes("deny")) return false;
  if (EVERYTHING.test(path)) return true;
  if (capabilities.includes("sudo") && (path.endsWith("*") || ANY_TOKEN.test(path))) return true;
  return GIVING.test(path) && isWriting(each);
}
