import { Policy } from "@cdktf/provider-vault/lib/policy";
import { TerraformStack } from "cdktf";
import { Construct } from "constructs";
import { NameRules } from "../../lib/core/naming";
import type { SecretSource } from "../../lib/render/delivered-object";
import { vaultPolicy } from "../../lib/render/vault-policy";
import type { DeliveredSecret, ISecret, ISecretReader, ReadOptions } from "../core/secret";
import { distinctName, policyName } from "./secret-names";
import type { VaultAccess } from "./vault-access";
import { VaultLogin } from "./vault-login";
import type { VaultPath } from "./vault-path";

/** A credential that Vault makes or changes itself, and the right to read it. Made by the engines. */
export class EngineSecret extends Construct implements ISecret {
  /** Path below the engine's mount, such as `creds/reporting`. */
  public readonly path: string;
  /** Names of the values it gives. */
  public readonly keys: readonly string[];
  /** Path of the engine's mount. */
  public readonly mount: string;

  private readonly policy: Policy;

  /** For the engines. */
  public constructor(
    scope: Construct,
    id: string,
    private readonly store: VaultAccess,
    private readonly source: SecretSource & { readonly engineMount: string },
  ) {
    super(scope, id);
    this.path = source.path;
    this.keys = source.keys;
    this.mount = source.engineMount;
    this.policy = new Policy(this, "policy", {
      name: distinctName([TerraformStack.of(this).node.id, this.mount, this.path], NameRules.vault),
      policy: vaultPolicy([{ path: `${this.mount}/${this.path}`, capabilities: ["read"] }]),
    });
  }

  /**
   * Lets the service account of the reader, and no other, have the credential, and brings it into a Kubernetes Secret in
   * the reader's namespace.
   *
   * @throws PalisadeError when another workload claims the same service account, the store's operator cannot renew the
   * credential, or the reader must not be restarted
   */
  public grantRead(reader: ISecretReader, options?: ReadOptions): DeliveredSecret;
  /** Lets a pipeline or a machine have the credential; it fetches it by itself. */
  public grantRead(login: VaultLogin): VaultPath;
  public grantRead(reader: ISecretReader | VaultLogin, options?: ReadOptions): DeliveredSecret | VaultPath {
    if (!(reader instanceof VaultLogin)) return this.store.grant(reader, this.source, this.policy, options);
    reader.addPolicy(policyName(this.policy));
    return { address: this.store.address, mount: this.mount, path: this.path };
  }
}
