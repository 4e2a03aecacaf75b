import { KvSecretV2 } from "@cdktf/provider-vault/lib/kv-secret-v2";
import { Policy } from "@cdktf/provider-vault/lib/policy";
import { TerraformStack } from "cdktf";
import { Construct } from "constructs";
import { NameRules } from "../../lib/core/naming";
import type { SecretSource } from "../../lib/render/delivered-object";
import { vaultPolicy } from "../../lib/render/vault-policy";
import { EphemeralValue } from "../core/ephemeral-value";
import type { DeliveredSecret, ISecret, ISecretReader, ReadOptions } from "../core/secret";
import { checkValues, type ProvideOptions } from "./provided-values";
import { distinctName, policyName } from "./secret-names";
import { checkSecret, requireSameOptions, withDefaults } from "./secret-options";
import type { SecretOptions } from "./secret-store";
import type { VaultAccess } from "./vault-access";
import { VaultLogin } from "./vault-login";
import type { VaultPath } from "./vault-path";
import type { VaultWriter } from "./vault-writer";

/**
 * A path in a Vault KV v2 mount, with a policy that allows to read exactly that path. Made by `VaultStore.secret`.
 */
export class Secret extends Construct implements ISecret {
  /** Path below the mount. */
  public readonly path: string;
  /** Names of the values it holds. */
  public readonly keys: readonly string[];
  /** Seconds until a changed value reaches its readers. */
  public readonly refreshSeconds: number;
  /** Days until its values have to be changed; undefined when nobody is reminded. */
  public readonly rotateEveryDays: number | undefined;

  private readonly access: VaultAccess;
  private readonly policy: Policy;

  /** @throws PalisadeError listing every problem of the path and the options */
  public constructor(access: VaultAccess, path: string, options: SecretOptions) {
    checkSecret(access.node.path, path, options);
    const { keys, refreshSeconds, rotateEveryDays } = withDefaults(options);
    super(access, `secret-${path.replaceAll("/", ".")}`);
    this.access = access;
    this.path = path;
    this.keys = keys;
    this.refreshSeconds = refreshSeconds;
    this.rotateEveryDays = rotateEveryDays;
    const { mount } = access;
    this.policy = new Policy(this, "policy", {
      name: distinctName([TerraformStack.of(this).node.id, mount, path], NameRules.vault),
      policy: vaultPolicy(
        ["data", "metadata"].map((kind) => ({ path: `${mount}/${kind}/${path}`, capabilities: ["read"] })),
      ),
    });
  }

  /**
   * Lets the service account of the reader, and no other, read this path, and brings the values into a Kubernetes
   * Secret in the reader's namespace. Granting twice is the same as granting once.
   *
   * @throws PalisadeError when another workload claims the same service account, or the reader must not be restarted
   */
  public grantRead(reader: ISecretReader, options?: ReadOptions): DeliveredSecret;
  /** Lets a pipeline or a machine read this path; it fetches the values by itself. */
  public grantRead(login: VaultLogin): VaultPath;
  public grantRead(reader: ISecretReader | VaultLogin, options?: ReadOptions): DeliveredSecret | VaultPath {
    if (!(reader instanceof VaultLogin)) return this.access.grant(reader, this.source, this.policy, options);
    reader.addPolicy(policyName(this.policy));
    return this.access.path(this.path);
  }

  /**
   * Lets the pods of a workload write this path, and not read it: they log in with a token of their service account. All
   * keys are written at once.
   *
   * @throws PalisadeError when another workload claims the same service account
   */
  public grantWrite(writer: ISecretReader): VaultWriter;
  /** Lets a pipeline or a machine write this path, and not read it. */
  public grantWrite(login: VaultLogin): VaultPath;
  public grantWrite(writer: ISecretReader | VaultLogin): VaultWriter | VaultPath {
    const policy = this.writePolicy();
    const path = this.access.path(this.path);
    if (!(writer instanceof VaultLogin)) return { ...path, ...this.access.letWrite(writer, policy) };
    writer.addPolicy(policyName(policy));
    return path;
  }

  /**
   * Writes the values into the store from values that Terraform forgets. For values that people or other programs
   * write there, leave it out. Terraform 1.11 and newer.
   *
   * @throws PalisadeError when a value is plain text, or when they are not the declared ones
   */
  public provide(values: Readonly<Record<string, EphemeralValue>>, options: ProvideOptions): void {
    checkValues(this.node.path, this.keys, values, options);
    new KvSecretV2(this, "values", {
      mount: this.access.mountReference,
      name: this.path,
      dataJsonWo: EphemeralValue.json(values).forWriteOnly,
      dataJsonWoVersion: options.version,
      lifecycle: { preventDestroy: true },
    });
  }

  /** @throws PalisadeError when the options are not those it was declared with */
  public requireSameOptions(options: SecretOptions): void {
    requireSameOptions(this, options);
  }

  private get source(): SecretSource {
    const { keys, path, refreshSeconds, rotateEveryDays } = this;
    return {
      kind: "stored",
      path,
      keys,
      refreshSeconds,
      ...(rotateEveryDays === undefined ? {} : { rotateEveryDays }),
    };
  }

  private writePolicy(): Policy {
    const existing = this.node.tryFindChild("write-policy");
    if (existing instanceof Policy) return existing;
    const { mount } = this.access;
    return new Policy(this, "write-policy", {
      name: distinctName([TerraformStack.of(this).node.id, mount, this.path, "write"], NameRules.vault),
      policy: vaultPolicy([{ path: `${mount}/data/${this.path}`, capabilities: ["create", "update"] }]),
    });
  }
}
