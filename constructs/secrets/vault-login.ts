import { Policy } from "@cdktf/provider-vault/lib/policy";
import { TerraformStack } from "cdktf";
import { Construct } from "constructs";
import type { Problem } from "../../lib/core/errors";
import { NameRules } from "../../lib/core/naming";
import { OWN_TOKEN, vaultPolicy } from "../../lib/render/vault-policy";
import { distinctName } from "./secret-names";
import type { VaultPolicy } from "./vault-policy";

/** Options of every way into Vault that is not a pod's. */
export interface VaultLoginOptions {
  /** Minutes its token lives, at most 60; whoever works longer logs in again. @default - 15 */
  readonly ttlMinutes?: number;
  /** Policies of your own beside what `grantRead` and `grantWrite` give. @default - none */
  readonly policies?: readonly VaultPolicy[];
}

const DEFAULT_TTL_MINUTES = 15;
const LONGEST_TTL_MINUTES = 60;

/** Problem of the options; undefined when they are fine. */
export function loginProblem({ ttlMinutes = DEFAULT_TTL_MINUTES }: VaultLoginOptions): Problem | undefined {
  if (Number.isInteger(ttlMinutes) && ttlMinutes >= 1 && ttlMinutes <= LONGEST_TTL_MINUTES) return undefined;
  return {
    what: "the token of the login lives for no time, or for too long",
    got: ttlMinutes,
    allowed: `whole minutes, from 1 to ${LONGEST_TTL_MINUTES}`,
    doThis: "leave it at a quarter of an hour, and let long work log in again",
  };
}

/** The role of a login, as far as it differs between methods: whatever takes a list of policies. */
export interface TokenRole {
  /** Names of the policies its tokens have. */
  tokenPolicies?: string[];
}

/** What every role of a login says of its tokens. */
export interface TokenSettings {
  /** Policies its tokens have. */
  readonly tokenPolicies: string[];
  /** Leaves Vault's default policy out. */
  readonly tokenNoDefaultPolicy: true;
  /** Seconds a token lives. */
  readonly tokenTtl: number;
  /** Seconds after which it cannot be renewed. */
  readonly tokenMaxTtl: number;
}

/**
 * Someone who logs in to Vault without Kubernetes: a pipeline, a machine. What it may do comes from the `grantRead` and
 * `grantWrite` of secrets, engines and keys. Made by `GithubActionsAuth.pipeline` and `AwsMachineAuth.machine`.
 */
export class VaultLogin extends Construct {
  /** Name of its role, which it logs in with. */
  public readonly roleName: string;
  /** Path of the auth method it logs in at. */
  public readonly authPath: string;

  private readonly names: string[];
  private readonly role: TokenRole;

  /**
   * For the auth methods.
   *
   * @param declareRole makes the role of a method: given its name and what to say of its tokens
   */
  public constructor(
    scope: Construct,
    id: string,
    authPath: string,
    options: VaultLoginOptions,
    declareRole: (login: VaultLogin, settings: TokenSettings) => TokenRole,
  ) {
    super(scope, id);
    this.authPath = authPath;
    this.roleName = distinctName([TerraformStack.of(this).node.id, authPath, id], NameRules.vault);
    this.names = [ownTokenPolicy(scope, authPath), ...(options.policies ?? []).map(({ policyName }) => policyName)];
    const seconds = (options.ttlMinutes ?? DEFAULT_TTL_MINUTES) * 60;
    this.role = declareRole(this, {
      tokenPolicies: this.names,
      tokenNoDefaultPolicy: true,
      tokenTtl: seconds,
      tokenMaxTtl: seconds,
    });
  }

  /**
   * For the verbs of what is granted. The policy is named and not referred to: Vault takes names of policies that come
   * later, so that two stacks need not wait for each other.
   */
  public addPolicy(policyName: string): void {
    if (this.names.includes(policyName)) return;
    this.names.push(policyName);
    this.role.tokenPolicies = [...this.names];
  }
}

function ownTokenPolicy(method: Construct, authPath: string): string {
  const existing = method.node.tryFindChild("own-token");
  const name = distinctName([TerraformStack.of(method).node.id, authPath, "own-token"], NameRules.vault);
  if (existing === undefined) new Policy(method, "own-token", { name, policy: vaultPolicy(OWN_TOKEN) });
  return name;
}
