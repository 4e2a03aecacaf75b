import { Policy } from "@cdktf/provider-vault/lib/policy";
import { TerraformStack } from "cdktf";
import { Construct } from "constructs";
import { NameRules } from "../../lib/core/naming";
import { OWN_TOKEN, type VaultStatement, vaultPolicy } from "../../lib/render/vault-policy";
import type { PkiEngine } from "./pki-engine";
import { distinctName, policyName } from "./secret-names";
import { declareIssuer, type IssuerReference, type VaultIssuerProps } from "./vault-issuer";
import type { VaultLogin } from "./vault-login";

/** A kind of certificate of a `PkiEngine`, and the right to ask for it. Made by `PkiEngine.role`. */
export class PkiRole extends Construct {
  /** For the engine. */
  public constructor(
    private readonly engine: PkiEngine,
    private readonly name: string,
  ) {
    super(engine, name);
  }

  /**
   * An Issuer of cert-manager in one namespace. cert-manager logs in to Vault with a token that is made for this Issuer:
   * bound to an account that no pod runs as, to ten minutes, and to the Issuer's own audience.
   *
   * @param scope what it stands below: its stack has the providers of the cluster
   * @throws PalisadeError when its name is not one that Kubernetes takes
   */
  public issuer(scope: Construct, id: string, props: VaultIssuerProps): IssuerReference {
    const { path, store } = this.engine;
    return declareIssuer(this, scope, id, {
      ...props,
      name: props.name ?? this.name,
      store,
      enginePath: path,
      signPath: `sign/${this.name}`,
      policy: () => this.policy("sign", ["update"]),
    });
  }

  /** Lets a pipeline or a machine have certificates of this kind: with a key of its own, which Vault never sees. */
  public grantSign(login: VaultLogin): void {
    login.addPolicy(policyName(this.policy("sign", ["update"])));
  }

  private policy(verb: string, capabilities: VaultStatement["capabilities"]): Policy {
    const existing = this.node.tryFindChild(`${verb}-policy`);
    if (existing instanceof Policy) return existing;
    return new Policy(this, `${verb}-policy`, {
      name: distinctName([TerraformStack.of(this).node.id, this.engine.path, verb, this.name], NameRules.vault),
      policy: vaultPolicy([{ path: `${this.engine.path}/${verb}/${this.name}`, capabilities }, ...OWN_TOKEN]),
    });
  }
}
