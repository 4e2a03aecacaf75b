import { Checker } from "../../lib/core/checks";
import { type ISecret, secretProblem } from "../core/secret";
import type { Workload } from "../core/workload";
import { requireProps } from "./key-checks";
import { missingValue } from "./secret-values";

/** Options of `SignerTls.fromSecrets`. */
export interface SignerTlsOptions {
  /**
   * Secret of the PKI with the signer's certificate and key as a PKCS #12 file, and its password, such as cert-manager
   * makes it with `keystores.pkcs12`.
   */
  readonly keystore: ISecret;
  /** Secret of the PKI with the known clients: a name and the SHA-256 fingerprint of a certificate on each line. */
  readonly knownClients: ISecret;
  /** Name of the PKCS #12 file in its secret. @default - keystore.p12 */
  readonly keystoreKey?: string;
  /** Name of its password in the same secret. @default - password */
  readonly passwordKey?: string;
  /** Name of the known clients in their secret. @default - known-clients */
  readonly knownClientsKey?: string;
}

/** Files of a signer's certificates, as it sees them. */
export interface SignerTlsFiles {
  /** Its certificate and key. */
  readonly keystore: string;
  /** Password of that file. */
  readonly password: string;
  /** Certificates of its clients. */
  readonly knownClients: string;
}

const SERVER_FOLDER = "/etc/signer-tls/server";
const PLACE = "signer tls";
const CERTIFICATES = "the secret with the signer's certificates";
const CLIENTS_FOLDER = "/etc/signer-tls/clients";

/** Mutual TLS: what a signer shows, and whom it signs for. There is no way to sign for just anyone. */
export class SignerTls {
  /** From secrets of a PKI. @throws PalisadeError listing every problem of the options */
  public static fromSecrets(options: SignerTlsOptions): SignerTls {
    requireProps(PLACE, options);
    const { keystore, knownClients } = options;
    const { keystoreKey = "keystore.p12", passwordKey = "password", knownClientsKey = "known-clients" } = options;
    const check = new Checker(PLACE);
    const places = [
      { field: "keystoreKey", secretField: "keystore", secret: keystore, key: keystoreKey },
      { field: "passwordKey", secretField: "keystore", secret: keystore, key: passwordKey },
      { field: "knownClientsKey", secretField: "knownClients", secret: knownClients, key: knownClientsKey },
    ];
    const wrong = new Set<string>();
    for (const { field, secretField, secret, key } of places) {
      const problem = secretProblem(secretField, secret);
      if (problem === undefined)
        check.that(secret.keys.includes(key), () => missingValue(CERTIFICATES, field, key, secret.keys));
      else if (!wrong.has(secretField)) check.add(problem);
      if (problem !== undefined) wrong.add(secretField);
    }
    check.done();
    return new SignerTls(keystore, knownClients, { keystoreKey, passwordKey, knownClientsKey });
  }

  private constructor(
    private readonly keystore: ISecret,
    private readonly knownClients: ISecret,
    private readonly names: Required<Pick<SignerTlsOptions, "keystoreKey" | "passwordKey" | "knownClientsKey">>,
  ) {}

  /** Files as the signer will see them. */
  public get files(): SignerTlsFiles {
    const { keystoreKey, passwordKey, knownClientsKey } = this.names;
    const clients = this.knownClients === this.keystore ? SERVER_FOLDER : CLIENTS_FOLDER;
    return {
      keystore: `${SERVER_FOLDER}/${keystoreKey}`,
      password: `${SERVER_FOLDER}/${passwordKey}`,
      knownClients: `${clients}/${knownClientsKey}`,
    };
  }

  /** Gives the signer its files. */
  public mountInto(signer: Workload): void {
    signer.mount(this.keystore.grantRead(signer).volume(), SERVER_FOLDER);
    if (this.knownClients !== this.keystore) {
      signer.mount(this.knownClients.grantRead(signer).volume(), CLIENTS_FOLDER);
    }
  }
}
