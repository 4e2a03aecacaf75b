import { Policy } from "@cdktf/provider-vault/lib/policy";
import { TerraformStack } from "cdktf";
import { Construct } from "constructs";
import { Checker } from "../../lib/core/checks";
import { NameRules } from "../../lib/core/naming";
import { type VaultStatement, vaultPolicy } from "../../lib/render/vault-policy";
import { distinctName } from "./secret-names";
import { statementProblems } from "./vault-policy-checks";

/** Props of `VaultPolicy`. */
export interface VaultPolicyProps {
  /** What it allows. */
  readonly statements: readonly VaultStatement[];
}

/**
 * A policy of Vault for what no verb gives, such as the rights of a pipeline that sets an engine up. For secrets use
 * their `grantRead` and `grantWrite`.
 */
export class VaultPolicy extends Construct {
  /** Its name in Vault. */
  public readonly policyName: string;

  /** @throws PalisadeError listing every path that reaches too far */
  public constructor(scope: Construct, id: string, props: VaultPolicyProps) {
    super(scope, id);
    const check = new Checker(this.node.path);
    for (const problem of statementProblems(props.statements)) check.add(problem);
    check.done();
    this.policyName = distinctName([TerraformStack.of(this).node.id, this.node.path], NameRules.vault);
    new Policy(this, "Resource", { name: this.policyName, policy: vaultPolicy(props.statements) });
  }
}
