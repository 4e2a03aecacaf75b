import { type CertificateIssuer, certificateObject } from "../../lib/render/cert-manager-certificate";
import type { DeliveryObject } from "../../lib/render/delivered-object";

/** Webhooks of the control plane: the Secret of each has this ending (linkerd.io, "Automatically Rotating Webhook TLS Credentials"). */
const WEBHOOKS = ["linkerd-proxy-injector", "linkerd-sp-validator", "linkerd-policy-validator"];
const WEBHOOK_SECRET = "-k8s-tls";
const WEBHOOK_ISSUER = "linkerd-webhooks";
const WEBHOOK_LIFETIME_HOURS = 2160;

/** The authority of a mesh. */
export interface LinkerdAuthority {
  /** Its name. */
  readonly commonName: string;
  /** Who signs it. */
  readonly issuer: CertificateIssuer;
  /** Hours it is good for. */
  readonly lifetimeHours: number;
}

/** Linkerd takes an authority of this name alone (linkerd.io, "Automatically Rotating Control Plane TLS Credentials"). */
export function authorityName(namespace: string, dnsDomain: string): string {
  return `identity.${namespace}.${dnsDomain}`;
}

/**
 * Certificates of the control plane. Its authority signs every member, and is signed itself by who keeps the root; each
 * webhook shows one that it signed itself, which cert-manager tells the Kubernetes API to trust.
 */
export function linkerdCertificates(
  namespace: string,
  { commonName, issuer, lifetimeHours }: LinkerdAuthority,
): readonly DeliveryObject[] {
  return [
    certificateObject({
      name: "linkerd-identity-issuer",
      namespace,
      // Name and keys are those that the chart mounts (templates/identity.yaml, scheme kubernetes.io/tls).
      secretName: "linkerd-identity-issuer",
      commonName,
      dnsNames: [commonName],
      issuer,
      lifetimeHours,
      renewBeforeHours: Math.floor(lifetimeHours / 2),
      usages: ["cert sign", "crl sign", "server auth", "client auth"],
      isAuthority: true,
    }),
    {
      apiVersion: "cert-manager.io/v1",
      kind: "Issuer",
      metadata: { name: WEBHOOK_ISSUER },
      spec: { selfSigned: {} },
    },
    ...WEBHOOKS.map((name) =>
      certificateObject({
        name,
        namespace,
        secretName: `${name}${WEBHOOK_SECRET}`,
        commonName: `${name}.${namespace}.svc`,
        dnsNames: [`${name}.${namespace}.svc`],
        issuer: { kind: "Issuer", name: WEBHOOK_ISSUER },
        lifetimeHours: WEBHOOK_LIFETIME_HOURS,
        renewBeforeHours: Math.floor(WEBHOOK_LIFETIME_HOURS / 3),
        usages: ["digital signature", "server auth"],
      }),
    ),
  ];
}
