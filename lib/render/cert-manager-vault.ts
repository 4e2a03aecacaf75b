import type { DeliveryObject } from "./delivered-object";

/** The pods of cert-manager: who asks for tokens in an issuer's name. */
export interface CertManagerPods {
  /** Namespace it runs in. */
  readonly namespace: string;
  /** Its service account. */
  readonly serviceAccountName: string;
}

/** What an issuer is made from. Text may hold live references. */
export interface VaultIssuer {
  /** Name of the issuer, and of the service account that stands for it. */
  readonly name: string;
  /** Address of the server. */
  readonly address: string;
  /** Certificate of the authority that signed the server's, in PEM form. @default - one that cert-manager trusts anyway */
  readonly certificateAuthority?: string;
  /** Path that signs, such as `pki/sign/web`. */
  readonly path: string;
  /** Path of the Kubernetes auth method. */
  readonly authPath: string;
  /** Role it logs in with. */
  readonly role: string;
  /** Who asks for its tokens. */
  readonly certManager: CertManagerPods;
}

/**
 * Audience of the tokens cert-manager asks for in the name of an issuer: it names the issuer, so that a token of one is
 * worth nothing to another (cert-manager documentation, "Vault", secretless authentication with a service account).
 */
export function issuerAudience(namespace: string, name: string): string {
  return `vault://${namespace}/${name}`;
}

/**
 * The account that stands for an issuer, and the right of cert-manager to ask for its tokens: no pod runs as it.
 *
 * @param name of the account, as of the issuer
 */
export function issuerAccount(name: string, certManager: CertManagerPods): readonly DeliveryObject[] {
  const tokens = `${name}-tokens`;
  return [
    { apiVersion: "v1", kind: "ServiceAccount", metadata: { name }, automountServiceAccountToken: false },
    {
      apiVersion: "rbac.authorization.k8s.io/v1",
      kind: "Role",
      metadata: { name: tokens },
      rules: [{ apiGroups: [""], resources: ["serviceaccounts/token"], resourceNames: [name], verbs: ["create"] }],
    },
    {
      apiVersion: "rbac.authorization.k8s.io/v1",
      kind: "RoleBinding",
      metadata: { name: tokens },
      roleRef: { apiGroup: "rbac.authorization.k8s.io", kind: "Role", name: tokens },
      subjects: [{ kind: "ServiceAccount", name: certManager.serviceAccountName, namespace: certManager.namespace }],
    },
  ];
}

/** An issuer of one namespace, the account that stands for it, and the right of cert-manager to ask for its tokens. */
export function vaultIssuer(issuer: VaultIssuer): readonly DeliveryObject[] {
  const { address, authPath, certificateAuthority, certManager, name, path, role } = issuer;
  return [
    ...issuerAccount(name, certManager),
    {
      apiVersion: "cert-manager.io/v1",
      kind: "Issuer",
      metadata: { name },
      spec: {
        vault: {
          server: address,
          path,
          ...(certificateAuthority === undefined
            ? {}
            : { caBundle: Buffer.from(certificateAuthority).toString("base64") }),
          auth: { kubernetes: { mountPath: `/v1/auth/${authPath}`, role, serviceAccountRef: { name } } },
        },
      },
    },
  ];
}

/**
 * What cert-manager sends to have an authority signed, and which values are taken (cert-manager v1.21.1,
 * internal/vault/vault.go, Sign). Whatever else the path takes, such as `max_path_length` and `use_csr_values`, is left
 * out, so it cannot be asked for: the length then follows from the root's own (openbao/openbao v2.6.2,
 * builtin/logical/pki/cert_util.go).
 *
 * @param commonName the authority's one name
 */
export function authorityOrder(commonName: string, lifetimeHours: number): Readonly<Record<string, readonly string[]>> {
  return {
    csr: [],
    common_name: [commonName],
    alt_names: [commonName],
    ip_sans: [""],
    uri_sans: [""],
    exclude_cn_from_sans: ["true"],
    // As Go writes a time.
    ttl: [`${lifetimeHours}h0m0s`],
  };
}
