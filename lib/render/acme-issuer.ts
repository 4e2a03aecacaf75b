import type { DeliveryObject } from "./delivered-object";

/** A zone whose challenges are answered through Route 53. Text may hold live references. */
export interface AcmeZone {
  /** Domain of the zone; certificates for it and for all below it are answered in it. */
  readonly domain: string;
  /** Its identifier. */
  readonly hostedZoneId: string;
}

/** Web identity of an issuer of its own. */
export interface AcmeIdentity {
  /** Role that it takes on. */
  readonly roleArn: string;
  /** Service account that stands for it. */
  readonly serviceAccountName: string;
}

/** What an ACME issuer is made from. */
export interface AcmeOrder {
  /** Issuer of one namespace, or of the cluster. */
  readonly kind: "Issuer" | "ClusterIssuer";
  /** Its name. */
  readonly name: string;
  /** Address of the directory. */
  readonly server: string;
  /** Certificate of the authority that signed the directory's, in PEM form and that in base64. @default - one that is trusted anyway */
  readonly caBundle?: string;
  /** Address that the authority writes to. */
  readonly email: string;
  /** Secret that the key of the account is put into. */
  readonly accountKeySecretName: string;
  /** Region whose security token service is asked. */
  readonly region: string;
  /** Zones it answers in. */
  readonly zones: readonly AcmeZone[];
  /** How it logs in to AWS. @default - as cert-manager's own pods do */
  readonly identity?: AcmeIdentity;
}

/** An issuer that answers challenges by records in DNS (cert-manager documentation, "Route53"). */
export function acmeIssuer(order: AcmeOrder): DeliveryObject {
  const { caBundle, identity, region } = order;
  const login =
    identity === undefined
      ? {}
      : {
          role: identity.roleArn,
          auth: { kubernetes: { serviceAccountRef: { name: identity.serviceAccountName } } },
        };
  return {
    apiVersion: "cert-manager.io/v1",
    kind: order.kind,
    metadata: { name: order.name },
    spec: {
      acme: {
        server: order.server,
        email: order.email,
        ...(caBundle === undefined ? {} : { caBundle }),
        privateKeySecretRef: { name: order.accountKeySecretName },
        solvers: order.zones.map(({ domain, hostedZoneId }) => ({
          selector: { dnsZones: [domain] },
          dns01: { route53: { region, hostedZoneID: hostedZoneId, ...login } },
        })),
      },
    },
  };
}
