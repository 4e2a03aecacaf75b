import { holdsToken } from "../../lib/core/digest";
import type { Problem } from "../../lib/core/errors";
import type { CertificateIssuer } from "../../lib/render/cert-manager-certificate";

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

const DEFAULT_LIFETIME_HOURS = 48;
const SHORTEST_LIFETIME_HOURS = 4;

/** Where the identities of a mesh come from. The key of its authority is made in the cluster: no value holds one. */
export class MeshIdentity {
  /** An authority of its own for the mesh, which cert-manager has signed and renews. */
  public static fromIssuer(options: MeshIdentityOptions): MeshIdentity {
    return new MeshIdentity(options.issuer, options.trustAnchors, options.lifetimeHours ?? DEFAULT_LIFETIME_HOURS);
  }

  private constructor(
    /** Who signs it. */
    public readonly issuer: CertificateIssuer,
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
    if (this.trustAnchors.includes("PRIVATE KEY")) {
      problems.push({
        what: "trustAnchors holds a private key, which nobody but its authority may have",
        allowed: "certificates in PEM form",
        doThis: "take the key out, and count it as known to whoever reads this repository",
      });
    } else if (!this.trustAnchors.includes("-----BEGIN CERTIFICATE-----") && !holdsToken(this.trustAnchors)) {
      problems.push({
        what: "trustAnchors holds no certificate",
        got: this.trustAnchors,
        allowed: "certificates in PEM form, or a reference to them",
        doThis: "give the certificate of the root that the issuer's chain ends in",
      });
    }
    return problems;
  }
}
