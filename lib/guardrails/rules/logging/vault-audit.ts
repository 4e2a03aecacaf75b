import { exampleStacks } from "../../example";
import { guardrail } from "../../rule";
import type { ReleaseView } from "../../subjects/release-view";
import { fail, on, PASS } from "../../verdict";

/** What shows that an environment sets a Vault up, and does not only add a policy to one. */
const SET_UP = ["vault_auth_backend", "vault_mount"];

export const vaultAudit = guardrail({
  id: "logging/vault-audit",
  title: "Every Vault that is set up here writes an audit log",
  severity: "high",
  why: "Without it nobody can say which secrets a stolen token read, and all of them have to be changed.",
  fix: "add a vault_audit, or an audit block to the server's configuration; a VaultStore and a VaultServer have one",
  source: "HashiCorp, Vault documentation, Production hardening: enable audit devices",
  subject: "environment",
  check: ({ stacks }) => {
    const [first] = stacks.flatMap((stack) => stack.ofType(...SET_UP)).filter(({ mode }) => mode === "resource");
    if (first === undefined) return undefined;
    const isAudited = stacks.some(
      (stack) => stack.ofType("vault_audit").length > 0 || stack.releases.some(configuresAudit),
    );
    return isAudited ? PASS : on(first, fail([], "a vault_audit in a stack of the same environment"));
  },
  examples: () => {
    const mount = { resource: { vault_mount: { it: { path: "kv", type: "kv" } } } };
    const login = { resource: { vault_auth_backend: { it: { type: "kubernetes" } } } };
    const audit = { resource: { vault_audit: { it: { type: "file" } } } };
    const server = (chart: string, config: string) => {
      const values = [JSON.stringify({ server: { ha: { raft: { config } } } })];
      return { resource: { helm_release: { it: { chart, values } } } };
    };
    const device = 'audit "file" "to-file" {}';
    return {
      pass: [
        exampleStacks("one in another stack", { apps: mount, vault: audit }),
        exampleStacks("one for logins", { apps: login, vault: audit }),
        exampleStacks("one in the server's configuration", { apps: mount, vault: server("openbao", device) }),
      ],
      fail: [
        exampleStacks("a store without", { apps: mount }),
        exampleStacks("logins without", { apps: login }),
        exampleStacks("a server without", { apps: mount, vault: server("openbao", "ui = true") }),
        exampleStacks("another chart's configuration", { apps: mount, vault: server("web", device) }),
      ],
      notApplicable: [
        exampleStacks("a policy in somebody else's Vault", { apps: { resource: { vault_policy: { it: {} } } } }),
        exampleStacks("a login that is read", { apps: { data: { vault_auth_backend: { it: { path: "k" } } } } }),
      ],
    };
  },
});

/** OpenBao takes audit devices in its configuration alone (OpenBao 2.6 documentation, "audit" stanza). */
function configuresAudit({ chart, values }: ReleaseView): boolean {
  return chart === "openbao" && /\baudit \\"/.test(JSON.stringify(values));
}
