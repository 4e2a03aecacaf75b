import type * as ConnectionBinding from "@cdktf/provider-vault/lib/database-secret-backend-connection";
import { DatabaseSecretBackendRole } from "@cdktf/provider-vault/lib/database-secret-backend-role";
import { DatabaseSecretBackendStaticRole } from "@cdktf/provider-vault/lib/database-secret-backend-static-role";
import { Mount } from "@cdktf/provider-vault/lib/mount";
import { Construct } from "constructs";
import { Checker } from "../../lib/core/checks";
import type { SecretSource } from "../../lib/render/delivered-object";
import type { EphemeralValue } from "../core/ephemeral-value";
import { markIdentity } from "../core/identity";
import { connectionProblems, dynamicRoleProblems, staticRoleProblems } from "./database-checks";
import { DATABASE_PROGRAMS, type DatabaseKind, type DatabaseProgram } from "./database-programs";
import { EngineSecret } from "./engine-secret";
import { pathProblem } from "./secret-checks";
import type { VaultAccess } from "./vault-access";

/** The largest binding of the family, 0.9 MB and 15 ms, is loaded where there is a database. */
const loadConnection = (): typeof ConnectionBinding =>
  // biome-ignore lint/style/noCommonJs: a static import would load it with every store.
  require("@cdktf/provider-vault/lib/database-secret-backend-connection");

/** Props of `DatabaseEngine`. */
export interface DatabaseEngineProps {
  /** Store whose logins readers use. */
  readonly store: VaultAccess;
  /** Path of the engine. @default - database */
  readonly path?: string;
}

/** How Vault reaches one database. */
export interface DatabaseConnectionProps {
  /** Kind of database. */
  readonly kind: DatabaseKind;
  /** Host name that stands in the server's certificate. */
  readonly host: string;
  /** Port. @default - the usual one of its kind */
  readonly port?: number;
  /** Name of the database. */
  readonly database: string;
  /** Vault's own user in it, which makes the others. Nobody else may use it. */
  readonly username: string;
  /** Its first password, which passes through Terraform and is forgotten. Have Vault change it right after. */
  readonly password: EphemeralValue;
  /** Counts up whenever that password changes: Terraform cannot compare what it does not keep. */
  readonly passwordVersion: number;
  /** Certificate of the authority that signed the server's, in PEM form. @default - one of those that Vault's image trusts */
  readonly certificateAuthority?: string;
}

/** A role whose users are made for each reading and end with their lease. */
export interface DynamicRoleProps {
  /** Roles of the database that its users are members of; the database says what they may do. */
  readonly memberOf: readonly string[];
  /** Minutes a user lives unless its lease is renewed. @default - 60 */
  readonly ttlMinutes?: number;
  /** Minutes after which a user ends whatever happens. @default - 1440: a day */
  readonly maxTtlMinutes?: number;
}

/** A role whose user stays, and whose password Vault changes. */
export interface StaticRoleProps {
  /** The user, which exists in the database. Vault changes its password at once. */
  readonly username: string;
  /** Hours between two passwords, at most 2160. @default - 24 */
  readonly rotateEveryHours?: number;
}

const DEFAULT_TTL_MINUTES = 60;
const DEFAULT_MAX_TTL_MINUTES = 1440;
const DEFAULT_ROTATION_HOURS = 24;
/** Until a reader has a new password it holds one that is good no more: it is asked for often. */
const STATIC_REFRESH_SECONDS = 60;
/** Values of both kinds of role (HashiCorp Vault, database secrets engine, API). */
const KEYS = ["username", "password"];

/** Users of databases that Vault makes or whose passwords it changes, so that no password lasts. */
export class DatabaseEngine extends Construct {
  /** Path of the engine. */
  public readonly path: string;
  /** Store whose logins readers use. */
  public readonly store: VaultAccess;
  /** The path, as a live reference. */
  public readonly pathReference: string;

  /** @throws PalisadeError when the path is no plain path */
  public constructor(scope: Construct, id: string, props: DatabaseEngineProps) {
    super(scope, id);
    this.path = props.path ?? "database";
    this.store = props.store;
    const check = new Checker(this.node.path);
    const problem = pathProblem("path of the engine", this.path);
    if (problem !== undefined) check.add(problem);
    check.done();
    markIdentity(this, { kind: "secret", name: this.path });
    const mount = new Mount(this, "mount", {
      path: this.path,
      type: "database",
      description: "Users of databases, managed by Palisade.",
      lifecycle: { preventDestroy: true },
    });
    this.pathReference = mount.path;
  }

  /** @throws PalisadeError listing every problem of the props */
  public connection(name: string, props: DatabaseConnectionProps): DatabaseConnection {
    return new DatabaseConnection(this, name, props);
  }
}

/** One database. Made by `DatabaseEngine.connection`. */
export class DatabaseConnection extends Construct {
  private readonly program: DatabaseProgram;
  private readonly resource: ConnectionBinding.DatabaseSecretBackendConnection;
  private readonly roles: string[] = [];

  /** For the engine. @throws PalisadeError listing every problem of the props */
  public constructor(
    private readonly engine: DatabaseEngine,
    private readonly name: string,
    props: DatabaseConnectionProps,
  ) {
    super(engine, name);
    const check = new Checker(this.node.path);
    for (const problem of connectionProblems(name, props)) check.add(problem);
    check.done();
    this.program = DATABASE_PROGRAMS[props.kind];
    const { host, port = this.program.port, database, username, certificateAuthority } = props;
    const settings = {
      connectionUrl: this.program.connectionUrl(host, port, database),
      username,
      passwordWo: props.password.forWriteOnly,
      passwordWoVersion: props.passwordVersion,
      ...(certificateAuthority === undefined ? {} : { tlsCa: certificateAuthority }),
    };
    const { DatabaseSecretBackendConnection } = loadConnection();
    this.resource = new DatabaseSecretBackendConnection(this, "Resource", {
      backend: engine.pathReference,
      name,
      allowedRoles: [],
      verifyConnection: true,
      [this.program.block]: settings,
    });
  }

  /**
   * Users that are made for each reading.
   *
   * @param name unique among the roles of the engine
   * @throws PalisadeError listing every problem of the props
   */
  public dynamicRole(name: string, props: DynamicRoleProps): EngineSecret {
    const { ttlMinutes = DEFAULT_TTL_MINUTES, maxTtlMinutes = DEFAULT_MAX_TTL_MINUTES, memberOf } = props;
    this.check(name, dynamicRoleProblems(name, { ttlMinutes, maxTtlMinutes, memberOf }));
    new DatabaseSecretBackendRole(this, `dynamic-${name}`, {
      backend: this.engine.pathReference,
      name,
      dbName: this.resource.name,
      creationStatements: [...this.program.creationStatements(memberOf)],
      defaultTtl: ttlMinutes * 60,
      maxTtl: maxTtlMinutes * 60,
    });
    return this.credential(name, { kind: "leased", path: `creds/${name}`, refreshSeconds: ttlMinutes * 60 });
  }

  /**
   * A user that stays, and whose password Vault changes.
   *
   * @param name unique among the roles of the engine
   * @throws PalisadeError listing every problem of the props
   */
  public staticRole(name: string, props: StaticRoleProps): EngineSecret {
    const { rotateEveryHours = DEFAULT_ROTATION_HOURS, username } = props;
    this.check(name, staticRoleProblems(name, { rotateEveryHours, username }));
    new DatabaseSecretBackendStaticRole(this, `static-${name}`, {
      backend: this.engine.pathReference,
      name,
      dbName: this.resource.name,
      username,
      rotationPeriod: rotateEveryHours * 3600,
    });
    return this.credential(name, {
      kind: "rotating",
      path: `static-creds/${name}`,
      refreshSeconds: STATIC_REFRESH_SECONDS,
      // A day more than it takes: Vault tries again by itself first.
      rotateEveryDays: Math.ceil(rotateEveryHours / 24) + 1,
    });
  }

  private check(name: string, problems: Parameters<Checker["add"]>[0][]): void {
    const check = new Checker(`${this.node.path}/${name}`);
    for (const problem of problems) check.add(problem);
    check.that(!this.roles.includes(name), () => ({
      what: "two roles of a database have one name",
      got: name,
      allowed: "names that are unique in the engine",
      doThis: "rename one of them",
    }));
    check.done();
  }

  private credential(name: string, source: Omit<SecretSource, "keys">): EngineSecret {
    this.roles.push(name);
    // Named in full: a star would let whoever may write roles use this connection.
    this.resource.allowedRoles = [...this.roles];
    const { path: engineMount, store } = this.engine;
    return new EngineSecret(this, `role-${name}`, store, { ...source, keys: KEYS, engineMount });
  }
}
