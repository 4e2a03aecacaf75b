/** A path of the server and what may be done there. */
interface PolicyRule {
  readonly path: string;
  readonly capabilities: readonly string[];
}

const ALL = ["create", "read", "update", "delete", "list"];
const ROOT_PATH = [...ALL, "sudo"];

/**
 * What Terraform does on a server: mounts, logins, roles, policies and audit devices. Not the values of secrets: it may
 * neither read nor list them. Whoever can write policies can give themselves more, so the login is bound to one pipeline.
 */
const RULES: readonly PolicyRule[] = [
  { path: "sys/mounts", capabilities: ["read"] },
  { path: "sys/mounts/*", capabilities: ALL },
  { path: "sys/remount", capabilities: ROOT_PATH },
  { path: "sys/auth", capabilities: ["read"] },
  { path: "sys/auth/*", capabilities: ROOT_PATH },
  { path: "sys/policies/acl/*", capabilities: ALL },
  { path: "sys/audit", capabilities: ["read", "sudo"] },
  { path: "sys/audit/*", capabilities: ["create", "read", "update", "sudo"] },
  { path: "auth/+/config", capabilities: ALL },
  { path: "auth/+/role/*", capabilities: ALL },
  // The provider makes itself a token that lives as long as the run.
  { path: "auth/token/create", capabilities: ["create", "update"] },
  { path: "auth/token/lookup-self", capabilities: ["read"] },
  { path: "auth/token/renew-self", capabilities: ["update"] },
  { path: "auth/token/revoke-self", capabilities: ["update"] },
  // Write-only values of `Secret.provide`: written, and never read back.
  { path: "+/data/*", capabilities: ["create", "update", "patch"] },
  { path: "+/metadata/*", capabilities: ["read", "list"] },
];

/** The policy of Terraform's login, as the server reads it. */
export function terraformPolicy(): string {
  return RULES.map(
    ({ path, capabilities }) => `path "${path}" {\n  capabilities = ${JSON.stringify(capabilities)}\n}\n`,
  ).join("");
}
