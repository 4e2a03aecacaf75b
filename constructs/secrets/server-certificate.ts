import type { ITerraformDependable } from "cdktf";
import type { Construct } from "constructs";
import type { Problem } from "../../lib/core/errors";
import { certificateObject } from "../../lib/render/cert-manager-certificate";
import { ManifestBundle } from "../core/manifest-bundle";
import type { INamespace } from "../core/namespace";
import { certificateProblem } from "./secret-checks";

/** What is the same however a certificate comes to be. */
export interface CertificateOptions {
  /**
   * Certificate of the authority that signs it, in PEM form: what readers in other namespaces trust the server by.
   * @default - the authorities that the readers' images trust
   */
  readonly certificateAuthority?: string;
}

/** Options of `ServerCertificate.fromIssuer`. */
export interface IssuedCertificateOptions extends CertificateOptions {
  /** Name of cert-manager's issuer. */
  readonly issuer: string;
  /** Whether the issuer belongs to the server's namespace or to the cluster. @default - ClusterIssuer */
  readonly issuerKind?: "Issuer" | "ClusterIssuer";
  /** Days that a certificate is good for, at least 7. It is renewed when a third of them is left. @default - 90 */
  readonly lifetimeDays?: number;
}

type CertificateSource =
  | { readonly kind: "secret"; readonly secretName: string }
  | ({ readonly kind: "issuer" } & Required<Omit<IssuedCertificateOptions, "certificateAuthority">>);

const DEFAULT_LIFETIME_DAYS = 90;
const SHORTEST_LIFETIME_DAYS = 7;
const HOURS_PER_DAY = 24;
const NAME = /^[a-z0-9]([a-z0-9.-]*[a-z0-9])?$/;

/** The certificate that a server shows, and how its private key comes into the cluster: never through Terraform. */
export class ServerCertificate {
  /**
   * A Kubernetes Secret of the type `kubernetes.io/tls` that somebody puts into the server's namespace, with `ca.crt` in
   * it beside `tls.crt` and `tls.key`. It has to be good for every name in `VaultServer.certificateNames`.
   */
  public static fromSecret(secretName: string, options: CertificateOptions = {}): ServerCertificate {
    return new ServerCertificate({ kind: "secret", secretName }, options.certificateAuthority);
  }

  /** A certificate that cert-manager gets from one of its issuers, and renews. */
  public static fromIssuer(options: IssuedCertificateOptions): ServerCertificate {
    const { issuer, issuerKind = "ClusterIssuer", lifetimeDays = DEFAULT_LIFETIME_DAYS } = options;
    return new ServerCertificate({ kind: "issuer", issuer, issuerKind, lifetimeDays }, options.certificateAuthority);
  }

  private constructor(
    /** Where it comes from. */
    public readonly source: CertificateSource,
    /** Certificate of the authority that signs it; undefined when readers trust it anyway. */
    public readonly certificateAuthority: string | undefined,
  ) {}

  /** What is wrong with it. */
  public problems(): readonly Problem[] {
    const found: Problem[] = [];
    const { source, certificateAuthority } = this;
    const name = source.kind === "secret" ? source.secretName : source.issuer;
    if (!NAME.test(name)) found.push(badName(source.kind, name));
    if (
      source.kind === "issuer" &&
      !(Number.isInteger(source.lifetimeDays) && source.lifetimeDays >= SHORTEST_LIFETIME_DAYS)
    ) {
      found.push(shortLifetime(source.lifetimeDays));
    }
    const authority = certificateAuthority === undefined ? undefined : certificateProblem(certificateAuthority);
    return authority === undefined ? found : [...found, authority];
  }
}

function badName(kind: CertificateSource["kind"], got: string): Problem {
  return {
    what: `the ${kind} that the certificate comes from has no name that Kubernetes takes`,
    got,
    allowed: "lower-case letters, digits, dots and inner hyphens",
    doThis: kind === "secret" ? "name the TLS secret in the server's namespace" : "name one of cert-manager's issuers",
  };
}

function shortLifetime(got: number): Problem {
  return {
    what: "lifetimeDays of the certificate is too short for a renewal that somebody has to look into",
    got,
    allowed: `a whole number of at least ${SHORTEST_LIFETIME_DAYS}`,
    doThis: "raise it, or leave it out",
  };
}

/** A certificate as the server's pods see it. */
export interface DeclaredCertificate {
  /** Secret that it stands in. */
  readonly secretName: string;
  /** What the server has to wait for. */
  readonly ready: readonly ITerraformDependable[];
}

/** What a certificate is declared for. */
export interface CertificatePlace {
  /** Name of the server. */
  readonly name: string;
  /** Namespace of the server. */
  readonly namespace: INamespace;
  /** Host names it has to be good for. */
  readonly dnsNames: readonly string[];
  /** Resources that have to be there first. */
  readonly dependsOn: readonly ITerraformDependable[];
}

/** Declares the certificate of a server below `scope`, where cert-manager is to get it. */
export function declareCertificate(
  scope: Construct,
  { source }: ServerCertificate,
  { name, namespace, dnsNames, dependsOn }: CertificatePlace,
): DeclaredCertificate {
  if (source.kind === "secret") return { secretName: source.secretName, ready: [] };
  const secretName = `${name}-tls`;
  const bundle = new ManifestBundle(scope, "certificate", {
    namespace,
    releaseName: `${namespace.namespaceName}-${name}-certificate`,
    ...(dependsOn.length === 0 ? {} : { dependsOn }),
    manifests: [
      certificateObject({
        name: secretName,
        namespace: namespace.namespaceName,
        secretName,
        dnsNames,
        ipAddresses: ["127.0.0.1"],
        issuer: { kind: source.issuerKind, name: source.issuer },
        lifetimeHours: source.lifetimeDays * HOURS_PER_DAY,
        renewBeforeHours: Math.floor((source.lifetimeDays * HOURS_PER_DAY) / 3),
        usages: ["digital signature", "server auth"],
      }),
    ],
  });
  return { secretName, ready: [bundle.release] };
}
