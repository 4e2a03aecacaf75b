import { KubernetesAuthBackendRole } from "@cdktf/provider-vault/lib/kubernetes-auth-backend-role";
import type { Policy } from "@cdktf/provider-vault/lib/policy";
import { type ITerraformDependable, TerraformStack } from "cdktf";
import type { Construct } from "constructs";
import { Checker } from "../../lib/core/checks";
import type { Problem } from "../../lib/core/errors";
import { NameRules } from "../../lib/core/naming";
import { type CertManagerPods, issuerAudience, vaultIssuer } from "../../lib/render/cert-manager-vault";
import { markIdentity } from "../core/identity";
import { ManifestBundle } from "../core/manifest-bundle";
import type { INamespace } from "../core/namespace";
import { pathProblem } from "./secret-checks";
import { distinctName, policyName } from "./secret-names";
import type { VaultAccess } from "./vault-access";

/** Props of an Issuer of cert-manager. */
export interface VaultIssuerProps {
  /** Namespace whose certificates it issues. */
  readonly namespace: INamespace;
  /** Name of the Issuer. @default - the name of the role; `authorities` for `PkiRoot.authorityIssuer` */
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

/** What an issuer has signed, and by whom. */
export interface IssuerOrder extends Omit<VaultIssuerProps, "name"> {
  /** Name of the Issuer. */
  readonly name: string;
  /** Store whose logins it has. */
  readonly store: VaultAccess;
  /** Path of the engine. */
  readonly enginePath: string;
  /** Path below the engine that signs. */
  readonly signPath: string;
  /** Lets it sign there. */
  readonly policy: () => Policy;
  /** What is wrong beside its name. @default - nothing */
  readonly problems?: readonly Problem[];
  /** What it has to wait for. @default - nothing */
  readonly dependsOn?: readonly ITerraformDependable[];
}

/** Where the chart of cert-manager puts it (cert-manager v1.21.1). */
const CERT_MANAGER: CertManagerPods = { namespace: "cert-manager", serviceAccountName: "cert-manager" };

/** Seconds the token of an issuer lives: cert-manager logs in for each certificate. */
const TOKEN_SECONDS = 600;

/**
 * Declares an Issuer, its login and its account.
 *
 * @param owner what its login stands below: its stack has the provider of Vault
 * @param scope what it stands below: its stack has the providers of the cluster
 * @throws PalisadeError listing every problem of the order
 */
export function declareIssuer(owner: Construct, scope: Construct, id: string, order: IssuerOrder): IssuerReference {
  const { certManager = CERT_MANAGER, dependsOn = [], enginePath, name, namespace, problems = [], store } = order;
  const check = new Checker(`${scope.node.path}/${id}`);
  const problem = pathProblem("name of the issuer", name);
  if (problem !== undefined) check.add(problem);
  check.that(/^[a-z0-9]([a-z0-9-]{0,50}[a-z0-9])?$/.test(name), () => ({
    what: "the name of the issuer is not one Kubernetes takes",
    got: name,
    allowed: "lower-case letters, digits and inner hyphens, at most 52",
    doThis: "choose another name",
  }));
  for (const each of problems) check.add(each);
  check.done();
  const stack = TerraformStack.of(owner);
  const role = new KubernetesAuthBackendRole(owner, `issuer-${namespace.namespaceName}.${name}`, {
    backend: stack === TerraformStack.of(store) ? store.kubernetesAuthReference : store.kubernetesAuthPath,
    roleName: distinctName([stack.node.id, enginePath, namespace.namespaceName, name], NameRules.vault),
    boundServiceAccountNames: [name],
    boundServiceAccountNamespaces: [namespace.namespaceName],
    audience: issuerAudience(namespace.namespaceName, name),
    tokenPolicies: [policyName(order.policy())],
    tokenNoDefaultPolicy: true,
    tokenTtl: TOKEN_SECONDS,
    tokenMaxTtl: TOKEN_SECONDS,
  });
  const other = TerraformStack.of(scope);
  if (stack !== other) other.addDependency(stack);
  const { certificateAuthority } = store;
  const bundle = new ManifestBundle(scope, id, {
    namespace,
    manifests: vaultIssuer({
      name,
      address: store.address,
      ...(certificateAuthority === undefined ? {} : { certificateAuthority }),
      path: `${enginePath}/${order.signPath}`,
      authPath: store.kubernetesAuthPath,
      role: role.roleNameInput ?? role.roleName,
      certManager,
    }),
    ...(stack === other ? { dependsOn: [role, ...dependsOn] } : {}),
  });
  markIdentity(bundle, { kind: "key", name });
  return { kind: "Issuer", name };
}
