import { Policy } from "@cdktf/provider-vault/lib/policy";
import { TerraformStack } from "cdktf";
import type { Construct } from "constructs";
import { NameRules } from "../../lib/core/naming";
import { type VaultStatement, vaultPolicy } from "../../lib/render/vault-policy";
import type { ISecretReader } from "../core/secret";
import { distinctName, policyName } from "./secret-names";
import type { VaultAccess } from "./vault-access";
import { VaultLogin } from "./vault-login";

/** How the pods of a workload log in to Vault by themselves. */
export interface VaultPodLogin {
  /** Address of the server. */
  readonly address: string;
  /** Path of the Kubernetes auth method. */
  readonly authPath: string;
  /** Role to log in with. */
  readonly role: string;
  /** Audience of the service account token that the pods log in with. */
  readonly audience: string;
}

/** Something of Vault that programs ask for something, such as a key that signs. */
export interface VaultUse {
  /** What it stands below. */
  readonly scope: Construct;
  /** Store whose logins its users have. */
  readonly store: VaultAccess;
  /** Name of the right: one policy for each. */
  readonly verb: string;
  /** What the right is. */
  readonly statements: readonly VaultStatement[];
}

/** Lets somebody use something of Vault; pods get to know how they log in. */
export function grantUse({ scope, statements, store, verb }: VaultUse, user: ISecretReader | VaultLogin) {
  const policy = usePolicy(scope, verb, statements);
  if (user instanceof VaultLogin) {
    user.addPolicy(policyName(policy));
    return undefined;
  }
  return { address: store.address, ...store.letWrite(user, policy) };
}

function usePolicy(scope: Construct, verb: string, statements: readonly VaultStatement[]): Policy {
  const existing = scope.node.tryFindChild(`${verb}-policy`);
  if (existing instanceof Policy) return existing;
  return new Policy(scope, `${verb}-policy`, {
    name: distinctName([TerraformStack.of(scope).node.id, scope.node.path, verb], NameRules.vault),
    policy: vaultPolicy(statements),
  });
}
