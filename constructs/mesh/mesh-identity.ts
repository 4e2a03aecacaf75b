import type { Construct } from "constructs";
import { holdsToken } from "../../lib/core/digest";
import { PalisadeError, type Problem } from "../../lib/core/errors";
import { isJsonRecord, recordAt, textAt } from "../../lib/core/json";
import type { CertificateIssuer } from "../../lib/render/cert-manager-certificate";
import type { CertManagerPods } from "../../lib/render/cert-manager-vault";
import type { INamespace } from "../core/namespace";
import type { PkiRoot, VaultAccess } from "../secrets";

/** Options of `MeshIdentity.fromIssuer`. */
export interface MeshIdentityOptions {
  /**
   * Issuer of cert-manager that signs the mesh's own authority, for the namespace of the mesh or the cluster. It has to be
   * one that signs authorities: a `PkiRole` signs none.
   */
  readonly issuer: CertificateIssuer;
  /**
   * Certificates of the roots that everybody in the mesh trusts, in PEM form, several while one follows another. They are
   * public, and may be a live reference such as `PkiRoot.certificate`.
   */
  readonly trustAnchors: string;
  /** Hours the mesh's own authority is good for. @default - 48 */
  readonly lifetimeHours?: number;
}

/** Options of `MeshIdentity.fromVaultRoot`. */
export interface VaultMeshIdentityOptions {
  /** Root in Vault, best one of the mesh's own: members trust whatever it signs. */
  readonly root: PkiRoot;
  /** Store whose logins cert-manager has. */
  readonly store: VaultAccess;
  /** Who asks for tokens, such as `CertManager.pods`. @default - cert-manager in the namespace cert-manager */
  readonly certManager?: CertManagerPods;
  /** Roots that are trusted, several while one follows another. @default - the root's own certificate */
  readonly trustAnchors?: string;
  /** Hours the mesh's own authority is good for, at most 168. @default - 48 */
  readonly lifetimeHours?: number;
}

/** The authority that a mesh wants to have signed. */
export interface MeshAuthority {
  /** Namespace of the mesh. */
  readonly namespace: INamespace;
  /** Its name. */
  readonly commonName: string;
}

/** Gives the issuer that signs an authority. */
type IssuerSource = (scope: Construct, authority: MeshAuthority) => CertificateIssuer;

const DEFAULT_LIFETIME_HOURS = 48;
const SHORTEST_LIFETIME_HOURS = 4;

/** Where the identities of a mesh come from. The key of its authority is made in the cluster: no value holds one. */
export class MeshIdentity {
  /**
   * An authority of its own for the mesh, which cert-manager has signed and renews.
   *
   * @throws PalisadeError for what is no issuer
   */
  public static fromIssuer(options: MeshIdentityOptions): MeshIdentity {
    const { kind, name } = recordAt({ options }, "options", "issuer");
    const isIssuer = (kind === "Issuer" || kind === "ClusterIssuer") && typeof name === "string";
    if (!isIssuer) throw new PalisadeError([noIssuer()]);
    const { issuer, lifetimeHours = DEFAULT_LIFETIME_HOURS, trustAnchors } = options;
    return new MeshIdentity(() => issuer, trustAnchors, lifetimeHours);
  }

  /**
   * An authority of its own for the mesh, which a root in Vault signs: of the mesh's name, for its time, and none below it.
   * Let cert-manager reach Vault with `CertManager.allowTo`.
   *
   * @throws PalisadeError for what is no root, or no store
   */
  public static fromVaultRoot(options: VaultMeshIdentityOptions): MeshIdentity {
    const given = recordAt({ options }, "options");
    const signs = typeof recordAt(given, "root")["authorityIssuer"] === "function";
    if (!signs || !isJsonRecord(given["store"])) throw new PalisadeError([noRoot()]);
    const { root, lifetimeHours = DEFAULT_LIFETIME_HOURS, trustAnchors = root.certificate, ...rest } = options;
    const issuer: IssuerSource = (scope, authority) =>
      root.authorityIssuer(scope, "issuer", { ...rest, ...authority, lifetimeHours });
    return new MeshIdentity(issuer, trustAnchors, lifetimeHours);
  }

  private constructor(
    /** Declares who signs it, or names who is there. */
    public readonly issuerOf: IssuerSource,
    /** What everybody trusts. */
    public readonly trustAnchors: string,
    /** Hours it is good for. */
    public readonly lifetimeHours: number,
  ) {}

  /** Everything wrong with it. */
  public problems(): readonly Problem[] {
    const problems: Problem[] = [];
    if (!Number.isInteger(this.lifetimeHours) || this.lifetimeHours < SHORTEST_LIFETIME_HOURS) {
      problems.push({
        what: "the authority of the mesh does not live long enough to be renewed",
        got: this.lifetimeHours,
        allowed: `whole hours, at least ${SHORTEST_LIFETIME_HOURS}`,
        doThis: "leave lifetimeHours out",
      });
    }
    const anchors = textAt(this, "trustAnchors") ?? "";
    if (anchors.includes("PRIVATE KEY")) {
      problems.push({
        what: "trustAnchors holds a private key, which nobody but its authority may have",
        allowed: "certificates in PEM form",
        doThis: "take the key out, and count it as known to whoever reads this repository",
      });
    } else if (!anchors.includes("-----BEGIN CERTIFICATE-----") && !holdsToken(anchors)) {
      problems.push({
        what: "trustAnchors holds no certificate",
        got: anchors,
        allowed: "certificates in PEM form, or a reference to them",
        doThis: "give the certificate of the root that the issuer's chain ends in",
      });
    }
    return problems;
  }
}

function noIssuer(): Problem {
  return {
    what: "nobody is named who signs the authority of the mesh",
    allowed: "an issuer with its kind, Issuer or ClusterIssuer, and its name",
    doThis: "set `issuer` to one of cert-manager that signs authorities",
    where: "MeshIdentity.fromIssuer",
  };
}

function noRoot(): Problem {
  return {
    what: "no root in Vault is named that signs the authority of the mesh, or no store that cert-manager logs in to",
    allowed: "a PkiRoot, and the store of its Vault",
    doThis: "set `root` and `store`",
    where: "MeshIdentity.fromVaultRoot",
  };
}
