import { Mount } from "@cdktf/provider-vault/lib/mount";
import { PkiSecretBackendConfigAcme } from "@cdktf/provider-vault/lib/pki-secret-backend-config-acme";
import { PkiSecretBackendConfigAutoTidy } from "@cdktf/provider-vault/lib/pki-secret-backend-config-auto-tidy";
import { PkiSecretBackendConfigUrls } from "@cdktf/provider-vault/lib/pki-secret-backend-config-urls";
import { PkiSecretBackendCrlConfig } from "@cdktf/provider-vault/lib/pki-secret-backend-crl-config";
import { PkiSecretBackendIntermediateCertRequest } from "@cdktf/provider-vault/lib/pki-secret-backend-intermediate-cert-request";
import { PkiSecretBackendIntermediateSetSigned } from "@cdktf/provider-vault/lib/pki-secret-backend-intermediate-set-signed";
import { PkiSecretBackendRole } from "@cdktf/provider-vault/lib/pki-secret-backend-role";
import { type ITerraformDependable, TerraformOutput } from "cdktf";
import { Construct } from "constructs";
import { Checker } from "../../lib/core/checks";
import { DAY_SECONDS } from "../../lib/core/day";
import { markIdentity } from "../core/identity";
import { authorityDaysProblem, commonNameProblem, pkiRoleProblems } from "./pki-checks";
import { PkiRole } from "./pki-role";
import type { PkiSigner } from "./pki-root";
import { pathProblem } from "./secret-checks";
import type { VaultAccess } from "./vault-access";

/** Props of `PkiEngine`. */
export interface PkiEngineProps {
  /** Store whose logins its users have. */
  readonly store: VaultAccess;
  /** Name of the authority, for people who read certificates. */
  readonly commonName: string;
  /** Who signs it. */
  readonly signer: PkiSigner;
  /** Path of the engine. @default - pki */
  readonly path?: string;
  /** Days the authority is good for, at most 1826. @default - 1096: three years */
  readonly days?: number;
}

/** Props of one role of the engine: a kind of certificate. */
export interface PkiRoleProps {
  /** Domains of its certificates, written out. */
  readonly allowedDomains: readonly string[];
  /** Take names below the domains too. @default - false: the domains themselves */
  readonly allowSubdomains?: boolean;
  /** What a certificate is for. @default - both: mutual TLS */
  readonly usage?: "server" | "client" | "both";
  /** Days a certificate is good for, at most 90. @default - 30 */
  readonly ttlDays?: number;
}

const DEFAULT_DAYS = 1096;
const DEFAULT_TTL_DAYS = 30;
/**
 * An authority in Vault for certificates inside the company: its key is made there and never leaves, a root signs it, and
 * roles say which names may be asked for. ACME is off: whoever reaches the port could ask otherwise.
 */
export class PkiEngine extends Construct {
  /** Path of the engine. */
  public readonly path: string;
  /** Store whose logins its users have. */
  public readonly store: VaultAccess;
  /** The request for the authority's certificate, in PEM form, as a live reference. It is public. */
  public readonly csr: string;

  private readonly mount: Mount;
  private readonly ready: readonly ITerraformDependable[];

  /** @throws PalisadeError listing every problem of the props */
  public constructor(scope: Construct, id: string, props: PkiEngineProps) {
    super(scope, id);
    const { commonName, days = DEFAULT_DAYS, path = "pki", store } = props;
    const check = new Checker(this.node.path);
    for (const problem of [
      pathProblem("path of the engine", path),
      commonNameProblem(commonName),
      authorityDaysProblem(days),
    ]) {
      if (problem !== undefined) check.add(problem);
    }
    check.done();
    this.path = path;
    this.store = store;
    markIdentity(this, { kind: "key", name: path });
    const seconds = days * DAY_SECONDS;
    this.mount = new Mount(this, "mount", {
      path,
      type: "pki",
      description: "The authority for certificates inside, managed by Palisade.",
      maxLeaseTtlSeconds: seconds,
      lifecycle: { preventDestroy: true },
    });
    const request = new PkiSecretBackendIntermediateCertRequest(this, "request", {
      backend: this.mount.path,
      // The key never leaves Vault: neither here nor in the state.
      type: "internal",
      commonName,
      keyType: "ec",
      keyBits: 384,
    });
    this.csr = request.csr;
    new TerraformOutput(this, "request-to-sign", {
      value: request.csr,
      description: `Request for the certificate of ${commonName}, for whoever keeps its root. It is public.`,
    });
    const certificate = props.signer.sign(this, { csr: request.csr, commonName, seconds });
    this.ready =
      certificate === undefined
        ? [request]
        : [new PkiSecretBackendIntermediateSetSigned(this, "authority", { backend: this.mount.path, certificate })];
    this.configure();
  }

  /**
   * A kind of certificate.
   *
   * @param name unique among the roles of the engine
   * @throws PalisadeError listing every problem of the props
   */
  public role(name: string, props: PkiRoleProps): PkiRole {
    const { allowedDomains, allowSubdomains = false, ttlDays = DEFAULT_TTL_DAYS, usage = "both" } = props;
    const check = new Checker(`${this.node.path}/${name}`);
    const problem = pathProblem("name of the role", name);
    if (problem !== undefined) check.add(problem);
    for (const each of pkiRoleProblems({ allowedDomains, ttlDays })) check.add(each);
    check.done();
    const role = new PkiRole(this, name);
    new PkiSecretBackendRole(role, "Resource", {
      backend: this.mount.path,
      name,
      allowedDomains: [...allowedDomains],
      allowSubdomains,
      allowBareDomains: true,
      allowAnyName: false,
      allowGlobDomains: false,
      allowWildcardCertificates: false,
      allowLocalhost: false,
      allowIpSans: false,
      enforceHostnames: true,
      requireCn: false,
      serverFlag: usage !== "client",
      clientFlag: usage !== "server",
      keyType: "ec",
      keyBits: 256,
      keyUsage: ["DigitalSignature"],
      ttl: `${ttlDays * DAY_SECONDS}`,
      maxTtl: `${ttlDays * DAY_SECONDS}`,
      dependsOn: [...this.ready],
    });
    return role;
  }

  private configure(): void {
    const backend = this.mount.path;
    const base = `${this.store.address}/v1/${this.path}`;
    new PkiSecretBackendConfigUrls(this, "urls", {
      backend,
      issuingCertificates: [`${base}/ca`],
      crlDistributionPoints: [`${base}/crl`],
    });
    // Rebuilt before it runs out: a list that has run out makes careful clients refuse everything.
    new PkiSecretBackendCrlConfig(this, "revocation", {
      backend,
      expiry: "72h",
      autoRebuild: true,
      autoRebuildGracePeriod: "12h",
    });
    new PkiSecretBackendConfigAutoTidy(this, "tidy", {
      backend,
      enabled: true,
      tidyCertStore: true,
      tidyRevokedCerts: true,
    });
    new PkiSecretBackendConfigAcme(this, "acme", { backend, enabled: false });
  }
}
