import { LETS_ENCRYPT_PRODUCTION, LETS_ENCRYPT_STAGING } from "../../lib/catalogue/acme-directories";
import { PalisadeError, type Problem } from "../../lib/core/errors";

/** Options of `AcmeDirectory.at`. */
export interface AcmeDirectoryOptions {
  /** Certificate of the authority that signed the server's own, in PEM form. @default - one that cert-manager trusts anyway */
  readonly certificateAuthority?: string;
}

function oddAddress(got: string): Problem {
  return {
    what: "the address of an ACME directory is not one that can be trusted",
    got,
    allowed: "an address with https, such as https://acme.example.org/directory",
    doThis: "give the address that the authority's documentation names",
    where: "AcmeDirectory",
  };
}

/** The authority that an `AcmeIssuer` asks. */
export class AcmeDirectory {
  /** Let's Encrypt, for certificates that browsers trust. It takes a limited number of orders a week for each domain. */
  public static letsEncryptProduction(): AcmeDirectory {
    return new AcmeDirectory(LETS_ENCRYPT_PRODUCTION, undefined);
  }

  /** Let's Encrypt's place to try things out: nobody trusts its certificates, and it takes many orders. */
  public static letsEncryptStaging(): AcmeDirectory {
    return new AcmeDirectory(LETS_ENCRYPT_STAGING, undefined);
  }

  /** Another authority. @throws PalisadeError when the address is not one with https */
  public static at(address: string, options: AcmeDirectoryOptions = {}): AcmeDirectory {
    if (!/^https:\/\/[^\s/]+\/\S+$/.test(address)) throw new PalisadeError([oddAddress(address)]);
    return new AcmeDirectory(address, options.certificateAuthority);
  }

  private constructor(
    /** Address of the directory. */
    public readonly address: string,
    /** Certificate of the authority that signed the server's own; undefined where it is trusted anyway. */
    public readonly certificateAuthority: string | undefined,
  ) {}
}
