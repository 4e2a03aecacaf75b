import type { ContainerSpec } from "../core/container";
import type { ImageRef } from "../core/image-ref";
import { Volume } from "../core/volume";
import type { Workload } from "../core/workload";
import type { ISlashingDatabase } from "./slashing-database";

const VOLUME = "database-login";
const FOLDER = "/run/database-login";
const FILE = `${FOLDER}/pool.properties`;
const SECRET_FOLDER = "/run/secrets/database";
const MAKER = "database-login";

const fileOf = (key: string): string => `${SECRET_FOLDER}/${key}`;

/** A backslash means something in a file of properties; nothing else does behind the first `=` of a line. */
const plain = (key: string): string => `sed 's/\\\\/\\\\\\\\/g' '${fileOf(key)}'`;

/**
 * Connections of the pool do not end by age, so that they outlive a change of the password, which PostgreSQL asks for once,
 * when they are opened. They are tried every two minutes instead, so that none goes silent in between. In milliseconds.
 * Sources: brettwooldridge/HikariCP, README (maxLifetime, keepaliveTime); Consensys/web3signer 3522fc8, DbConnection.java,
 * which hands the file to HikariCP.
 */
const POOL = { maxLifetime: 0, keepaliveTime: 120_000 };

/** Lines of properties, which only the pod's own user can read. */
function make({ usernameKey, passwordKey }: ISlashingDatabase): string {
  const pool = Object.entries(POOL).map(([name, value]) => `${name}=${value}\\n`);
  const lines = ["username=%s\\n", "password=%s\\n", ...pool].join("");
  return ["umask 077", `printf '${lines}' "$(${plain(usernameKey)})" "$(${plain(passwordKey)})" > ${FILE}`].join("\n");
}

/**
 * How programs get the login to the database of signatures: a file in memory, made anew with every pod from the Secret,
 * since the signer reads no plain password from a file. A changed password needs new pods, one after the other: until then
 * the old ones sign through the connections that they have, and can open no other.
 */
export const DatabaseLogin = {
  /** Properties of the connection pool, with user and password in them. */
  file: FILE,
  /** Memory that lives as long as the pod. */
  volume: Volume.scratch(VOLUME, { sizeMiB: 1, inMemory: true }),
  /** How the signer sees it. */
  mount: { volume: VOLUME, path: FOLDER, readOnly: true },
  /** The container that makes it, from the signer's own image, which holds a shell. */
  maker: (image: ImageRef, database: ISlashingDatabase): ContainerSpec => ({
    name: MAKER,
    image,
    command: ["/bin/sh", "-euc", make(database)],
    resources: { cpuMillicores: 50, memoryMiB: 32 },
    mounts: [{ volume: VOLUME, path: FOLDER }],
  }),
  /** Gives the container that makes it the login. */
  deliver: (database: ISlashingDatabase, signer: Workload): void => {
    DatabaseLogin.mountSecret(database, signer, MAKER);
  },
  /** Gives one container of a workload the login as files. */
  mountSecret: ({ credentials }: ISlashingDatabase, workload: Workload, container: string): void => {
    workload.mount(credentials.grantRead(workload).volume(), SECRET_FOLDER, container);
  },
  /** Runs Flyway with the login, which no variable of the pod holds. */
  runFlyway: ({ usernameKey, passwordKey }: ISlashingDatabase): string =>
    [
      `FLYWAY_USER="$(cat '${fileOf(usernameKey)}')"`,
      `FLYWAY_PASSWORD="$(cat '${fileOf(passwordKey)}')"`,
      "export FLYWAY_USER FLYWAY_PASSWORD",
      'exec flyway "$@"',
    ].join("\n"),
} as const;
