import { KubernetesAuthBackendRole } from "@cdktf/provider-vault/lib/kubernetes-auth-backend-role";
import { Policy } from "@cdktf/provider-vault/lib/policy";
import { TerraformStack } from "cdktf";
import { Construct } from "constructs";
import { Checker } from "../../lib/core/checks";
import { PalisadeError, type Problem } from "../../lib/core/errors";
import { NameRules } from "../../lib/core/naming";
import { markIdentity } from "../core/identity";
import type { DeliveredSecret, ISecretReader } from "../core/secret";
import { Secret, type SecretOptions } from "./secret";
import { addressProblem, certificateProblem, pathProblem } from "./secret-checks";
import { SecretDelivery } from "./secret-delivery";
import { distinctName } from "./secret-names";
import type { VaultPath } from "./vault-path";

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
   * @default - the authorities that the External Secrets Operator's image trusts
   */
  readonly certificateAuthority?: string;
  /** Audience of the tokens that readers log in with; Vault refuses tokens made for anyone else. @default - vault */
  readonly audience?: string;
  /** Take an address without TLS, for a server on a development machine. @default - false: secrets travel over TLS */
  readonly allowPlainHttp?: boolean;
}

/**
 * Seconds a reader's Vault token lives. As long as the service account token that the operator logs in with
 * (external-secrets v2.9.0, providers/v1/vault/auth_kubernetes.go); the operator revokes it after each use.
 */
const TOKEN_SECONDS = 600;

function sharedAccount(account: string, first: string, second: string): Problem {
  return {
    what: `two workloads share the service account ${account}, so a right of one is a right of both`,
    got: [first, second],
    allowed: "a service account for each workload",
    doThis: "give one of them another name or namespace",
    where: second,
  };
}

function defaultAccount(reader: string): Problem {
  return {
    what: "the reader runs as the namespace's default service account, which every other pod may use too",
    got: "default",
    allowed: "a service account of its own, as every Workload has",
    doThis: "give the reader its own service account",
    where: reader,
  };
}

interface Reader {
  readonly construct: ISecretReader;
  readonly role: KubernetesAuthBackendRole;
  readonly policies: Set<Policy>;
}

/** A Vault KV v2 mount and the Kubernetes logins that lead to it. */
export abstract class VaultAccess extends Construct {
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
  /** Path of the Kubernetes auth method, as text. */
  public readonly kubernetesAuthPath: string;
  /** The same path, as a live reference where the auth method is made here. */
  public abstract readonly kubernetesAuthReference: string;
  /** The mount's path, as a live reference where the mount is made here. */
  public abstract readonly mountReference: string;

  private readonly secrets = new Map<string, Secret>();
  private readonly readers = new Map<string, Reader>();

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

  /** For `Secret.grantRead`: one role per reader, one policy per path. */
  public grant(reader: ISecretReader, secret: Secret, policy: Policy): DeliveredSecret {
    const { role, policies } = this.readerOf(reader);
    policies.add(policy);
    role.tokenPolicies = [...policies].map(({ name }) => name);
    const [own, other] = [TerraformStack.of(this), TerraformStack.of(reader)];
    if (own !== other) other.addDependency(own);
    return SecretDelivery.of(reader, this, role).deliver(secret);
  }

  private readerOf(reader: ISecretReader): Reader {
    const account = reader.serviceAccountName;
    const namespace = reader.namespace.namespaceName;
    const key = `${namespace}/${account}`;
    const known = this.readers.get(key);
    if (known !== undefined) {
      if (known.construct === reader) return known;
      throw new PalisadeError([sharedAccount(key, known.construct.node.path, reader.node.path)]);
    }
    if (account === "default") throw new PalisadeError([defaultAccount(reader.node.path)]);
    const own = this.ownTokenPolicy();
    const role = new KubernetesAuthBackendRole(this, `reader-${namespace}.${account}`, {
      backend: this.kubernetesAuthReference,
      roleName: distinctName([TerraformStack.of(this).node.id, namespace, account], NameRules.vault),
      boundServiceAccountNames: [account],
      boundServiceAccountNamespaces: [namespace],
      audience: this.audience,
      tokenPolicies: [own.name],
      tokenNoDefaultPolicy: true,
      tokenTtl: TOKEN_SECONDS,
      tokenMaxTtl: TOKEN_SECONDS,
    });
    const made = { construct: reader, role, policies: new Set([own]) };
    this.readers.set(key, made);
    return made;
  }

  /** The operator looks its token up and revokes it after use (external-secrets v2.9.0, providers/v1/vault/auth.go). */
  private ownTokenPolicy(): Policy {
    const existing = this.node.tryFindChild("own-token");
    if (existing instanceof Policy) return existing;
    return new Policy(this, "own-token", {
      name: distinctName([TerraformStack.of(this).node.id, this.mount, "own-token"], NameRules.vault),
      policy: [
        'path "auth/token/lookup-self" {\n  capabilities = ["read"]\n}\n',
        'path "auth/token/revoke-self" {\n  capabilities = ["update"]\n}\n',
      ].join("\n"),
    });
  }
}
