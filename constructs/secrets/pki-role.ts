import { KubernetesAuthBackendRole } from "@cdktf/provider-vault/lib/kubernetes-auth-backend-role";
import { Policy } from "@cdktf/provider-vault/lib/policy";
import { TerraformStack } from "cdktf";
import { Construct } from "constructs";
import { Checker } from "../../lib/core/checks";
import { NameRules } from "../../lib/core/naming";
import { type CertManagerPods, issuerAudience, vaultIssuer } from "../../lib/render/cert-manager-vault";
import { OWN_TOKEN, type VaultStatement, vaultPolicy } from "../../lib/render/vault-policy";
import { ManifestBundle } from "../core/manifest-bundle";
import type { INamespace } from "../core/namespace";
import type { PkiEngine } from "./pki-engine";
import { pathProblem } from "./secret-checks";
import { distinctName, policyName } from "./secret-names";
import type { VaultLogin } from "./vault-login";

/** Props of `PkiRole.issuer`. */
export interface VaultIssuerProps {
  /** Namespace whose certificates it issues. */
  readonly namespace: INamespace;
  /** Name of the Issuer. @default - the name of the role */
  readonly name?: string;
  /** Who asks for its tokens. @default - cert-manager in the namespace cert-manager */
  readonly certManager?: CertManagerPods;
}

/** An Issuer of cert-manager that a namespace may use. */
export interface IssuerReference {
  /** Kind of issuer. */
  readonly kind: "Issuer";
  /** Its name. */
  readonly name: string;
}

/** Where the chart of cert-manager puts it (cert-manager v1.21.1). */
const CERT_MANAGER: CertManagerPods = { namespace: "cert-manager", serviceAccountName: "cert-manager" };

/** Seconds the token of an issuer lives: cert-manager logs in for each certificate. */
const TOKEN_SECONDS = 600;

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
    const { certManager = CERT_MANAGER, name = this.name, namespace } = props;
    const check = new Checker(`${scope.node.path}/${id}`);
    const problem = pathProblem("name of the issuer", name);
    if (problem !== undefined) check.add(problem);
    check.that(/^[a-z0-9]([a-z0-9-]{0,50}[a-z0-9])?$/.test(name), () => ({
      what: "the name of the issuer is not one Kubernetes takes",
      got: name,
      allowed: "lower-case letters, digits and inner hyphens, at most 52",
      doThis: "choose another name",
    }));
    check.done();
    const { store } = this.engine;
    const role = new KubernetesAuthBackendRole(this, `issuer-${namespace.namespaceName}.${name}`, {
      backend:
        TerraformStack.of(this) === TerraformStack.of(store) ? store.kubernetesAuthReference : store.kubernetesAuthPath,
      roleName: distinctName(
        [TerraformStack.of(this).node.id, this.engine.path, namespace.namespaceName, name],
        NameRules.vault,
      ),
      boundServiceAccountNames: [name],
      boundServiceAccountNamespaces: [namespace.namespaceName],
      audience: issuerAudience(namespace.namespaceName, name),
      tokenPolicies: [policyName(this.policy("sign", ["update"]))],
      tokenNoDefaultPolicy: true,
      tokenTtl: TOKEN_SECONDS,
      tokenMaxTtl: TOKEN_SECONDS,
    });
    const [own, other] = [TerraformStack.of(this), TerraformStack.of(scope)];
    if (own !== other) other.addDependency(own);
    const { certificateAuthority } = store;
    new ManifestBundle(scope, id, {
      namespace,
      manifests: vaultIssuer({
        name,
        address: store.address,
        ...(certificateAuthority === undefined ? {} : { certificateAuthority }),
        path: `${this.engine.path}/sign/${this.name}`,
        authPath: store.kubernetesAuthPath,
        role: role.roleNameInput ?? role.roleName,
        certManager,
      }),
      ...(own === other ? { dependsOn: [role] } : {}),
    });
    return { kind: "Issuer", name };
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
