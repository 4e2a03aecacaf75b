import { Mount } from "@cdktf/provider-vault/lib/mount";
import { PkiSecretBackendRootCert } from "@cdktf/provider-vault/lib/pki-secret-backend-root-cert";
import { PkiSecretBackendRootSignIntermediate } from "@cdktf/provider-vault/lib/pki-secret-backend-root-sign-intermediate";
import { Policy } from "@cdktf/provider-vault/lib/policy";
import { TerraformStack } from "cdktf";
import { Construct } from "constructs";
import { Checker } from "../../lib/core/checks";
import { DAY_SECONDS } from "../../lib/core/day";
import { PalisadeError } from "../../lib/core/errors";
import { NameRules } from "../../lib/core/naming";
import { authorityOrder } from "../../lib/render/cert-manager-vault";
import { OWN_TOKEN, vaultPolicy } from "../../lib/render/vault-policy";
import { markIdentity } from "../core/identity";
import { authorityDaysProblem, commonNameProblem, signedAuthorityProblems } from "./pki-checks";
import { certificateProblem, pathProblem } from "./secret-checks";
import { distinctName } from "./secret-names";
import type { VaultAccess } from "./vault-access";
import { declareIssuer, type IssuerReference, type VaultIssuerProps } from "./vault-issuer";

/** Props of `PkiRoot`. */
export interface PkiRootProps {
  /** Name of the authority, for people who read certificates. */
  readonly commonName: string;
  /** Path of the engine. @default - pki-root */
  readonly path?: string;
  /** Days it is good for. @default - 3652: ten years */
  readonly days?: number;
}

/** Props of `PkiRoot.authorityIssuer`. */
export interface AuthorityIssuerProps extends VaultIssuerProps {
  /** Store whose logins it has. */
  readonly store: VaultAccess;
  /** The one name that its authorities have, in DNS. */
  readonly commonName: string;
  /** Hours an authority is good for: exactly so many are asked for, at most 168. @default - 48 */
  readonly lifetimeHours?: number;
}

const DEFAULT_ROOT_DAYS = 3652;
const LONGEST_ROOT_DAYS = 7305;
const DEFAULT_AUTHORITY_HOURS = 48;
const DEFAULT_ISSUER = "authorities";

/** What is to be signed. */
export interface SigningRequest {
  /** The request, in PEM form; a live reference. */
  readonly csr: string;
  /** Name of the authority it is for. */
  readonly commonName: string;
  /** Seconds it is to be good for. */
  readonly seconds: number;
}

/** Who signs the authority of a `PkiEngine`. */
export abstract class PkiSigner {
  /** A root in this Vault, for environments where nobody keeps one elsewhere. */
  public static root(root: PkiRoot): PkiSigner {
    return new RootSigner(root);
  }

  /**
   * A root outside of this Vault, best one that is switched off most of the time. Apply once, have the request that the
   * stack puts out signed there, and give the certificate with its chain.
   *
   * @param certificate what came back, in PEM form; leave it out for the first apply
   * @throws PalisadeError when it is no certificate
   */
  public static offline(certificate?: string): PkiSigner {
    const problem = certificate === undefined ? undefined : certificateProblem(certificate);
    if (problem !== undefined) throw new PalisadeError([problem]);
    return new OfflineSigner(certificate);
  }

  /** The certificate with its chain; undefined while nobody has signed. */
  public abstract sign(scope: Construct, request: SigningRequest): string | undefined;
}

/** A root authority in Vault. Its key is made there and never leaves; nothing but authorities is signed with it. */
export class PkiRoot extends Construct {
  /** Path of the engine. */
  public readonly path: string;
  /** Certificate of the authority, in PEM form, as a live reference. */
  public readonly certificate: string;
  /** The path, as a live reference. */
  public readonly pathReference: string;

  private readonly root: PkiSecretBackendRootCert;

  /** @throws PalisadeError listing every problem of the props */
  public constructor(scope: Construct, id: string, props: PkiRootProps) {
    super(scope, id);
    const { commonName, days = DEFAULT_ROOT_DAYS, path = "pki-root" } = props;
    const check = new Checker(this.node.path);
    for (const problem of [
      pathProblem("path of the engine", path),
      commonNameProblem(commonName),
      authorityDaysProblem(days, LONGEST_ROOT_DAYS),
    ]) {
      if (problem !== undefined) check.add(problem);
    }
    check.done();
    this.path = path;
    markIdentity(this, { kind: "key", name: path });
    const mount = new Mount(this, "mount", {
      path,
      type: "pki",
      description: "The root authority, managed by Palisade. It signs intermediates alone.",
      maxLeaseTtlSeconds: days * DAY_SECONDS,
      lifecycle: { preventDestroy: true },
    });
    this.root = new PkiSecretBackendRootCert(this, "root", {
      backend: mount.path,
      // The key never leaves Vault: neither here nor in the state.
      type: "internal",
      commonName,
      ttl: `${days * DAY_SECONDS}`,
      keyType: "ec",
      keyBits: 384,
      // Below it there is one authority, and below that none.
      maxPathLength: 1,
      issuerName: "root",
      lifecycle: { preventDestroy: true },
    });
    this.certificate = this.root.certificate;
    this.pathReference = this.root.backend;
  }

  /**
   * An Issuer of cert-manager in one namespace that has one authority signed, anew before each ends. A request is taken
   * with exactly this name and time, and with no say in anything else: an authority that signs further ones, names of
   * others or a longer life cannot be asked for. Its key is made in the cluster, so whoever reads its Secret can sign
   * with it until it ends: give what trusts this root nothing else to trust it for.
   *
   * @param scope what it stands below: its stack has the providers of the cluster
   * @throws PalisadeError listing every problem of the props
   */
  public authorityIssuer(scope: Construct, id: string, props: AuthorityIssuerProps): IssuerReference {
    const { commonName, lifetimeHours = DEFAULT_AUTHORITY_HOURS, name = DEFAULT_ISSUER, namespace } = props;
    const signPath = "root/sign-intermediate";
    return declareIssuer(this, scope, id, {
      ...props,
      name,
      enginePath: this.path,
      signPath,
      problems: signedAuthorityProblems({ commonName, lifetimeHours }),
      dependsOn: [this.root],
      policy: () => {
        const parts = [TerraformStack.of(this).node.id, this.path, "sign-intermediate", namespace.namespaceName, name];
        const parameters = authorityOrder(commonName, lifetimeHours);
        return new Policy(this, `authority-policy-${namespace.namespaceName}.${name}`, {
          name: distinctName(parts, NameRules.vault),
          policy: vaultPolicy([
            { path: `${this.path}/${signPath}`, capabilities: ["update"], parameters },
            ...OWN_TOKEN,
          ]),
        });
      },
    });
  }
}

class RootSigner extends PkiSigner {
  public constructor(private readonly root: PkiRoot) {
    super();
  }

  public sign(scope: Construct, { commonName, csr, seconds }: SigningRequest): string {
    return new PkiSecretBackendRootSignIntermediate(scope, "signed", {
      backend: this.root.pathReference,
      csr,
      commonName,
      ttl: `${seconds}`,
      // It signs what runs, and no further authority.
      maxPathLength: 0,
      format: "pem_bundle",
      revoke: true,
    }).certificateBundle;
  }
}

class OfflineSigner extends PkiSigner {
  public constructor(private readonly certificate: string | undefined) {
    super();
  }

  public sign(): string | undefined {
    return this.certificate;
  }
}
