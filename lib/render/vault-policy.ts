/** What a policy of Vault may allow on a path (hashicorp/vault, vault/policy.go). */
export type VaultCapability = "create" | "read" | "update" | "patch" | "delete" | "list" | "sudo" | "deny";

/** One path of a policy. */
export interface VaultStatement {
  /** Path in Vault, such as `apps/data/rpc/provider-a`. */
  readonly path: string;
  /** What may be done there. */
  readonly capabilities: readonly VaultCapability[];
  /**
   * Parameters that a request has to have, each with the values that are taken: an empty list takes any. Every other
   * parameter is refused (HashiCorp's documentation of Vault, policies, "Parameter constraints"). @default - all are taken
   */
  readonly parameters?: Readonly<Record<string, readonly string[]>>;
}

/** A policy as Vault reads it. */
export function vaultPolicy(statements: readonly VaultStatement[]): string {
  return statements
    .map(
      ({ path, capabilities, parameters }) =>
        `path "${path}" {\n  capabilities = [${list(capabilities)}]\n${constraints(parameters)}}\n`,
    )
    .join("\n");
}

/**
 * What every token may do with itself where Vault's default policy is left out: programs look theirs up, and give it
 * back after use.
 */
export const OWN_TOKEN: readonly VaultStatement[] = [
  { path: "auth/token/lookup-self", capabilities: ["read"] },
  { path: "auth/token/revoke-self", capabilities: ["update"] },
];

/** For tokens that live on while what was leased through them does. */
export const RENEW_OWN_TOKEN: VaultStatement = { path: "auth/token/renew-self", capabilities: ["update"] };

function constraints(parameters: VaultStatement["parameters"]): string {
  if (parameters === undefined) return "";
  const values = Object.entries(parameters).map(
    ([name, allowed]) => `    ${JSON.stringify(name)} = [${list(allowed)}]\n`,
  );
  return `  required_parameters = [${list(Object.keys(parameters))}]\n  allowed_parameters = {\n${values.join("")}  }\n`;
}

function list(texts: readonly string[]): string {
  return texts.map((text) => JSON.stringify(text)).join(", ");
}
