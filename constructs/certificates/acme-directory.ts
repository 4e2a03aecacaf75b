import { LETS_ENCRYPT_PRODUCTION, LETS_ENCRYPT_STAGING } from "../../lib/catalogue/acme-directories";
import { Checker } from "../../lib/core/checks";
import { holdsToken } from "../../lib/core/digest";
import type { Problem } from "../../lib/core/errors";
import { recordAt } from "../../lib/core/json";
import { certificateProblem } from "../core/certificate-text";

/** Options of `AcmeDirectory.at`. */
export interface AcmeDirectoryOptions {
  /** Certificate of the authority that signed the server's own, in PEM form, or a live reference to it. @default - one that cert-manager trusts anyway */
  readonly certificateAuthority?: string;
}

function oddAddress(got: unknown): Problem {
  return {
    what: "the address of an ACME directory is not one that can be trusted",
    got,
    allowed: "an address with https, such as https://acme.example.org/directory",
    doThis: "give the address that the authority's documentation names",
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

  /**
   * Another authority. One inside of the network has to be let reach by `CertManager.allowTo`.
   *
   * @throws PalisadeError when the address is not one with https, or the certificate is none
   */
  public static at(address: string, options: AcmeDirectoryOptions = {}): AcmeDirectory {
    const check = new Checker("AcmeDirectory");
    const isAddress = typeof address === "string" && /^https:\/\/[^\s/]+\/\S+$/.test(address);
    check.that(isAddress, () => oddAddress(address));
    const { certificateAuthority: given } = recordAt({ options }, "options");
    const isReference = typeof given === "string" && holdsToken(given);
    const problem = given === undefined || isReference ? undefined : certificateProblem(given);
    if (problem !== undefined) check.add(problem);
    check.done();
    return new AcmeDirectory(address, options.certificateAuthority);
  }

  private constructor(
    /** Address of the directory. */
    public readonly address: string,
    /** Certificate of the authority that signed the server's own; undefined where it is trusted anyway. */
    public readonly certificateAuthority: string | undefined,
  ) {}
}
