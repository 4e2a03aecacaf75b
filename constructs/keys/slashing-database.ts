import { Checker } from "../../lib/core/checks";
import { holdsToken } from "../../lib/core/digest";
import type { Problem } from "../../lib/core/errors";
import type { IPeer } from "../core/peer";
import { type ISecret, secretProblem } from "../core/secret";
import { isText, requireProps } from "./key-checks";
import { missingValue } from "./secret-values";

/**
 * A PostgreSQL database in which signers write down what they signed, and look before they sign. All replicas of a
 * signer share it; that is what allows them to be several. Several signers may, of one network.
 */
export interface ISlashingDatabase {
  /** Host name. */
  readonly host: string;
  /** Port. */
  readonly port: number;
  /** Name of the database on the server. */
  readonly databaseName: string;
  /** Secret with the login. */
  readonly credentials: ISecret;
  /** Name of the user in the secret. */
  readonly usernameKey: string;
  /** Name of the password in the secret. */
  readonly passwordKey: string;
  /** Certificates of the authorities that sign the server's, in PEM form. Public. */
  readonly certificateAuthority: string;
  /** Where it stands, for network policies. */
  readonly peer: IPeer;
}

/** What `SlashingDatabase.fromAttributes` needs to know of a database that is already there. */
export interface SlashingDatabaseAttributes extends Omit<ISlashingDatabase, "port" | "usernameKey" | "passwordKey"> {
  /** Port. @default - 5432 */
  readonly port?: number;
  /** Name of the user in the secret. @default - username */
  readonly usernameKey?: string;
  /** Name of the password in the secret. @default - password */
  readonly passwordKey?: string;
}

/** Port of PostgreSQL. */
export const POSTGRES_PORT = 5432;

const LOGIN = "the secret with the database's login";
const HOST = /^[A-Za-z0-9]([A-Za-z0-9.-]{0,251}[A-Za-z0-9])?$/;
const DATABASE_NAME = /^[a-z_][a-z0-9_]{0,62}$/;

function odd(field: string, got: unknown, allowed: string): Problem {
  return { what: `${field} of the slashing-protection database is none`, got, allowed, doThis: `correct ${field}` };
}

function noAuthority(): Problem {
  return {
    what: "nobody can tell the slashing-protection database from another server: it has no certificate authority",
    allowed: "-----BEGIN CERTIFICATE----- …, without any private key; for Amazon RDS the bundle of its region",
    doThis: "set certificateAuthority",
  };
}

/** Problem of certificates in PEM form; undefined when they are fine. Never shows them. */
export function authorityProblem(pem: unknown): Problem | undefined {
  const isPublic =
    typeof pem === "string" && /^-----BEGIN CERTIFICATE-----/m.test(pem.trim()) && !pem.includes("PRIVATE KEY");
  return isPublic ? undefined : noAuthority();
}

/** A database that is there already, kept by somebody else: with replicas in step, backups, and no other users. */
export class SlashingDatabase implements ISlashingDatabase {
  /** @throws PalisadeError listing every problem of the attributes */
  public static fromAttributes(attributes: SlashingDatabaseAttributes): ISlashingDatabase {
    requireProps("slashing-protection database", attributes);
    const { port = POSTGRES_PORT, usernameKey = "username", passwordKey = "password" } = attributes;
    const complete = { ...attributes, port, usernameKey, passwordKey };
    const { host, databaseName, credentials, certificateAuthority } = complete;
    const check = new Checker(`slashing-protection database ${isText(HOST, host) ? host : ""}`.trim());
    check.that(isText(/./, host) && (holdsToken(host) || HOST.test(host)), () =>
      odd("host", undefined, "a host name, without user and password"),
    );
    check.that(Number.isInteger(port) && port >= 1 && port <= 65_535, () => odd("port", port, "1 to 65535"));
    check.that(isText(DATABASE_NAME, databaseName), () =>
      odd("databaseName", databaseName, "small letters, digits and underscores"),
    );
    const authority = authorityProblem(certificateAuthority);
    if (authority !== undefined) check.add(authority);
    const secret = secretProblem("credentials", credentials);
    if (secret !== undefined) check.add(secret);
    for (const [field, key] of Object.entries({ usernameKey, passwordKey })) {
      if (secret === undefined)
        check.that(credentials.keys.includes(key), () => missingValue(LOGIN, field, key, credentials.keys));
    }
    check.done();
    return new SlashingDatabase(complete);
  }

  public readonly host: string;
  public readonly port: number;
  public readonly databaseName: string;
  public readonly credentials: ISecret;
  public readonly usernameKey: string;
  public readonly passwordKey: string;
  public readonly certificateAuthority: string;
  public readonly peer: IPeer;

  private constructor(database: ISlashingDatabase) {
    this.host = database.host;
    this.port = database.port;
    this.databaseName = database.databaseName;
    this.credentials = database.credentials;
    this.usernameKey = database.usernameKey;
    this.passwordKey = database.passwordKey;
    this.certificateAuthority = database.certificateAuthority;
    this.peer = database.peer;
  }
}

/**
 * The address of the database, without user and password. The driver checks the server's certificate and its name
 * (PostgreSQL JDBC documentation, "Configuring the client": sslmode verify-full).
 *
 * @param authorityFile file with the certificates of the authorities
 */
export function jdbcUrl({ host, port, databaseName }: ISlashingDatabase, authorityFile: string): string {
  return `jdbc:postgresql://${host}:${port}/${databaseName}?sslmode=verify-full&sslrootcert=${authorityFile}`;
}

/** Whether something can be such a database. For input whose type nobody checked. */
export function isSlashingDatabase(value: unknown): value is ISlashingDatabase {
  return (
    typeof value === "object" &&
    value !== null &&
    "credentials" in value &&
    "databaseName" in value &&
    "certificateAuthority" in value
  );
}
