import type { DeliveryObject } from "./delivered-object";

/** Who signs a certificate: an issuer of cert-manager, of one namespace or of the whole cluster. */
export interface CertificateIssuer {
  /** An Issuer signs for its own namespace alone. */
  readonly kind: "Issuer" | "ClusterIssuer";
  /** Its name. */
  readonly name: string;
}

/** What a certificate may be used for, in cert-manager's words (cert-manager API reference, "KeyUsage"). */
export type KeyUsage = "digital signature" | "server auth" | "client auth" | "cert sign" | "crl sign";

/** What a certificate of cert-manager is made from. */
export interface CertificateOrder {
  /** Name of the object. */
  readonly name: string;
  /** Namespace of the object. */
  readonly namespace: string;
  /** Secret that certificate and key are put into. */
  readonly secretName: string;
  /** Name for people who read certificates. @default - none: names in DNS say who it is */
  readonly commonName?: string;
  /** Host names it is good for. */
  readonly dnsNames: readonly string[];
  /** Addresses it is good for. @default - none */
  readonly ipAddresses?: readonly string[];
  /** Who signs it. */
  readonly issuer: CertificateIssuer;
  /** Hours it is good for. */
  readonly lifetimeHours: number;
  /** Hours before its end at which a new one is asked for. */
  readonly renewBeforeHours: number;
  /** What it may be used for. */
  readonly usages: readonly KeyUsage[];
  /** Whether it may sign others. @default - false */
  readonly isAuthority?: boolean;
}

/** A Certificate, in the namespace that it is for. */
export type CertificateManifest = DeliveryObject & { readonly metadata: { readonly namespace: string } };

/** A Certificate of cert-manager. Each renewal has a new key: one that leaked unseen is worth nothing after it. */
export function certificateObject(order: CertificateOrder): CertificateManifest {
  const { commonName, dnsNames, ipAddresses, isAuthority, issuer, name, namespace, secretName, usages } = order;
  return {
    apiVersion: "cert-manager.io/v1",
    kind: "Certificate",
    metadata: { name, namespace },
    spec: {
      secretName,
      ...(commonName === undefined ? {} : { commonName }),
      dnsNames,
      ...(ipAddresses === undefined ? {} : { ipAddresses }),
      issuerRef: { group: "cert-manager.io", kind: issuer.kind, name: issuer.name },
      duration: `${order.lifetimeHours}h`,
      renewBefore: `${order.renewBeforeHours}h`,
      privateKey: { algorithm: "ECDSA", size: 256, rotationPolicy: "Always" },
      usages,
      ...(isAuthority === true ? { isCA: true } : {}),
    },
  };
}
