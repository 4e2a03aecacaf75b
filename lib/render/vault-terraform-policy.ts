import { type VaultCapability, type VaultStatement, vaultPolicy } from "./vault-policy";

const ALL: readonly VaultCapability[] = ["create", "read", "update", "delete", "list"];
const ROOT_PATH: readonly VaultCapability[] = [...ALL, "sudo"];

/**
 * What Terraform does on a server: mounts, engines, logins, roles, policies and audit devices, each mount at a path of one
 * segment. The values of secrets it may write and not read. Whoever can write policies can give themselves more, so its
 * login is bound to one pipeline.
 */
const RULES: readonly VaultStatement[] = [
  { path: "sys/mounts", capabilities: ["read"] },
  { path: "sys/mounts/*", capabilities: ALL },
  { path: "sys/auth", capabilities: ["read"] },
  { path: "sys/auth/*", capabilities: ROOT_PATH },
  { path: "sys/policies/acl/*", capabilities: ALL },
  { path: "sys/audit", capabilities: ["read", "sudo"] },
  { path: "sys/audit/*", capabilities: ["create", "read", "update", "sudo"] },
  { path: "auth/+/config", capabilities: ALL },
  { path: "auth/+/role/*", capabilities: ALL },
  // Engines: how they reach what they make credentials for, and which they may make.
  ...["config", "config/*", "roles/*", "static-roles/*", "keys/*", "intermediate/*", "issuer/*", "issuers/*"].map(
    (path) => ({ path: `+/${path}`, capabilities: ALL }),
  ),
  // A root in the server: its making, and what it signs. It is never handed out, and signs no certificate of its own kind.
  ...["root/generate/internal", "root/sign-intermediate"].map(
    (path): VaultStatement => ({ path: `+/${path}`, capabilities: ["create", "update"] }),
  ),
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
  return vaultPolicy(RULES);
}
