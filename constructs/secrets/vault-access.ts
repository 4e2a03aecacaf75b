import { KubernetesAuthBackendRole } from "@cdktf/provider-vault/lib/kubernetes-auth-backend-role";
import { Policy } from "@cdktf/provider-vault/lib/policy";
import { TerraformStack } from "cdktf";
import { Construct } from "constructs";
import { Checker } from "../../lib/core/checks";
import { PalisadeError } from "../../lib/core/errors";
import { NameRules } from "../../lib/core/naming";
import type { SecretSource, VaultDeliveryLogin } from "../../lib/render/delivered-object";
import { OWN_TOKEN, RENEW_OWN_TOKEN, vaultPolicy } from "../../lib/render/vault-policy";
import { markIdentity } from "../core/identity";
import type { DeliveredSecret, ISecretReader, ReadOptions } from "../core/secret";
import { requireReader, sharedAccount } from "./reader-checks";
import { ReaderSecrets } from "./reader-secrets";
import { Secret } from "./secret";
import { addressProblem, certificateProblem, pathProblem } from "./secret-checks";
import { SecretDelivery } from "./secret-delivery";
import { distinctName, policyName } from "./secret-names";
import type { ISecretStore, SecretOptions } from "./secret-store";
import type { VaultPath } from "./vault-path";
import type { VaultWriter } from "./vault-writer";

/** What is the same for a store that is made here and one that exists. */
export interface VaultAccessProps {
  /** Address of the server, as pods of the cluster reach it: `https://`, host and port. */
  readonly address: string;
  /** Path of the KV v2 mount. */
  readonly mount: string;
  /** Short name, unique in its environment. @default - the mount */
  readonly name?: string;
  /**
   * Certificate of the authority that signed the server's, in PEM form.
   * @default - the authorities that the operator's image trusts
   */
  readonly certificateAuthority?: string;
  /** Audience of the tokens that readers log in with; Vault refuses tokens made for anyone else. @default - vault */
  readonly audience?: string;
  /** Take an address without TLS, for a server on a development machine. @default - false: secrets travel over TLS */
  readonly allowPlainHttp?: boolean;
  /** Which operator brings its secrets into pods. @default - the External Secrets Operator */
  readonly delivery?: SecretDelivery;
}

/**
 * Seconds the token of pods lives that log in by themselves: as long as the shortest token of a service account
 * (Kubernetes API reference, TokenRequestSpec, `expirationSeconds`).
 */
const OWN_LOGIN_SECONDS = 600;

interface Reader {
  readonly construct: ISecretReader;
  readonly role: KubernetesAuthBackendRole;
  readonly policies: Set<Policy>;
}

/** A Vault KV v2 mount and the Kubernetes logins that lead to it. */
export abstract class VaultAccess extends Construct implements ISecretStore {
  /** Address of the server. */
  public readonly address: string;
  /** Path of the KV v2 mount. */
  public readonly mount: string;
  /** Short name. */
  public readonly name: string;
  /** Audience of the tokens that readers log in with. */
  public readonly audience: string;
  /** Certificate of the authority that signed the server's; undefined when the operator trusts it anyway. */
  public readonly certificateAuthority: string | undefined;
  /** Which operator brings its secrets into pods. */
  public readonly delivery: SecretDelivery;
  /** Path of the Kubernetes auth method, as text. */
  public readonly kubernetesAuthPath: string;
  /** The same path, as a live reference where the auth method is made here. */
  public abstract readonly kubernetesAuthReference: string;
  /** The mount's path, as a live reference where the mount is made here. */
  public abstract readonly mountReference: string;

  private readonly secrets = new Map<string, Secret>();
  private readonly readers = new Map<string, Reader>();
  private readonly writers = new Map<string, Reader>();

  /** @throws PalisadeError listing every problem of the props */
  protected constructor(scope: Construct, id: string, props: VaultAccessProps, authPath: string) {
    super(scope, id);
    const check = new Checker(this.node.path);
    for (const problem of [
      addressProblem(props.address, props.allowPlainHttp ?? false),
      pathProblem("mount", props.mount),
      props.name === undefined ? undefined : pathProblem("name of the store", props.name),
      pathProblem("path of the Kubernetes auth method", authPath),
      props.certificateAuthority === undefined ? undefined : certificateProblem(props.certificateAuthority),
    ]) {
      if (problem !== undefined) check.add(problem);
    }
    check.done();
    this.address = props.address.replace(/\/$/, "");
    this.mount = props.mount;
    this.name = props.name ?? props.mount;
    this.kubernetesAuthPath = authPath;
    this.audience = props.audience ?? "vault";
    this.certificateAuthority = props.certificateAuthority;
    this.delivery = props.delivery ?? SecretDelivery.externalSecrets();
    markIdentity(this, { kind: "secret", name: this.name });
  }

  /**
   * A secret of the mount. Asking again with the same options gives the same secret.
   *
   * @throws PalisadeError listing every problem of the path and the options
   */
  public secret(path: string, options: SecretOptions): Secret {
    const known = this.secrets.get(path);
    if (known !== undefined) {
      known.requireSameOptions(options);
      return known;
    }
    const secret = new Secret(this, path, options);
    this.secrets.set(path, secret);
    return secret;
  }

  /** A place in the mount, for what reads and writes it on its own. @throws PalisadeError when it is no plain path */
  public path(path: string): VaultPath {
    const problem = pathProblem("path", path);
    if (problem !== undefined) throw new PalisadeError([{ where: this.node.path, ...problem }]);
    return { address: this.address, mount: this.mount, path };
  }

  /**
   * For the `grantRead` of secrets and engines: one role per reader, one policy per path.
   *
   * @throws PalisadeError when another workload claims the same service account, or the operator cannot bring it
   */
  public grant(reader: ISecretReader, source: SecretSource, policy: Policy, options?: ReadOptions): DeliveredSecret {
    const role = this.letIn(this.readers, "reader", reader, policy);
    return ReaderSecrets.of(reader, this, () => ({ login: this.loginOf(reader, role), dependsOn: [role] })).deliver(
      source,
      options,
    );
  }

  /**
   * For `grantWrite`: a role beside that of the reader, since the operator that reads for a workload has no business
   * writing.
   *
   * @throws PalisadeError when another workload claims the same service account
   */
  public letWrite(writer: ISecretReader, policy: Policy): Omit<VaultWriter, keyof VaultPath> {
    const role = this.letIn(this.writers, "writer", writer, policy);
    return { authPath: this.kubernetesAuthPath, role: role.roleNameInput ?? role.roleName, audience: this.audience };
  }

  private letIn(known: Map<string, Reader>, verb: "reader" | "writer", reader: ISecretReader, policy: Policy) {
    const { role, policies } = this.readerOf(known, verb, reader);
    policies.add(policy);
    const own = TerraformStack.of(this);
    // What another stack made is named: Vault takes names of policies that come later.
    role.tokenPolicies = [...policies].map((each) => (TerraformStack.of(each) === own ? each.name : policyName(each)));
    const other = TerraformStack.of(reader);
    if (own !== other) other.addDependency(own);
    return role;
  }

  private loginOf(reader: ISecretReader, role: KubernetesAuthBackendRole): VaultDeliveryLogin {
    const { address, audience, certificateAuthority, kubernetesAuthPath, mount } = this;
    return {
      kind: "vault",
      address,
      ...(certificateAuthority === undefined ? {} : { certificateAuthority }),
      mount,
      authPath: kubernetesAuthPath,
      role: role.roleNameInput ?? role.roleName,
      serviceAccountName: reader.serviceAccountName,
      audience,
    };
  }

  private readerOf(known: Map<string, Reader>, verb: "reader" | "writer", reader: ISecretReader): Reader {
    requireReader(reader, this.node.path);
    const account = reader.serviceAccountName;
    const namespace = reader.namespace.namespaceName;
    const key = `${namespace}/${account}`;
    const found = known.get(key) ?? this.readers.get(key) ?? this.writers.get(key);
    if (found !== undefined && found.construct !== reader) {
      throw new PalisadeError([sharedAccount(key, found.construct.node.path, reader.node.path)]);
    }
    const same = known.get(key);
    if (same !== undefined) return same;
    const own = this.ownTokenPolicy();
    const life = this.delivery.tokens;
    const role = new KubernetesAuthBackendRole(this, `${verb}-${namespace}.${account}`, {
      backend: this.kubernetesAuthReference,
      roleName: distinctName(
        [TerraformStack.of(this).node.id, namespace, account, ...(verb === "writer" ? [verb] : [])],
        NameRules.vault,
      ),
      boundServiceAccountNames: [account],
      boundServiceAccountNamespaces: [namespace],
      audience: this.audience,
      tokenPolicies: [own.name],
      tokenNoDefaultPolicy: true,
      tokenTtl: verb === "writer" ? OWN_LOGIN_SECONDS : life.ttlSeconds,
      tokenMaxTtl: verb === "writer" ? OWN_LOGIN_SECONDS : life.maxTtlSeconds,
    });
    const made = { construct: reader, role, policies: new Set([own]) };
    known.set(key, made);
    return made;
  }

  /** The operators look their token up and revoke it after use (external-secrets v2.9.0, providers/v1/vault/auth.go). */
  private ownTokenPolicy(): Policy {
    const existing = this.node.tryFindChild("own-token");
    if (existing instanceof Policy) return existing;
    return new Policy(this, "own-token", {
      name: distinctName([TerraformStack.of(this).node.id, this.mount, "own-token"], NameRules.vault),
      policy: vaultPolicy(this.delivery.tokens.isRenewed ? [...OWN_TOKEN, RENEW_OWN_TOKEN] : OWN_TOKEN),
    });
  }
}
