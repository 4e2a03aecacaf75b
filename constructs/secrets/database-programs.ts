/** How Vault works with one kind of database. */
export interface DatabaseProgram {
  /** Name of the block in the connection, which is also the argument's name in the binding. */
  readonly block: "postgresql" | "mysql";
  /** Port it listens on. */
  readonly port: number;
  /** The address that Vault connects to, over TLS and with the server's name checked; Vault fills in user and password. */
  readonly connectionUrl: (host: string, port: number, database: string) => string;
  /** What makes a user that ends with its lease, and is a member of these roles. */
  readonly creationStatements: (roles: readonly string[]) => readonly string[];
}

/** Kinds of databases that users can be made in (HashiCorp Vault, database secrets engine, plug-in pages). */
export const DATABASE_PROGRAMS = {
  postgresql: {
    block: "postgresql",
    port: 5432,
    connectionUrl: (host, port, database) =>
      `postgresql://{{username}}:{{password}}@${host}:${port}/${database}?sslmode=verify-full`,
    creationStatements: (roles) => [
      `CREATE ROLE "{{name}}" WITH LOGIN PASSWORD '{{password}}' VALID UNTIL '{{expiration}}' INHERIT;`,
      ...roles.map((role) => `GRANT "${role}" TO "{{name}}";`),
    ],
  },
  mysql: {
    block: "mysql",
    port: 3306,
    connectionUrl: (host, port, database) => `{{username}}:{{password}}@tcp(${host}:${port})/${database}?tls=true`,
    creationStatements: (roles) => [
      "CREATE USER '{{name}}'@'%' IDENTIFIED BY '{{password}}' REQUIRE SSL;",
      ...roles.map((role) => `GRANT '${role}' TO '{{name}}'@'%';`),
      "SET DEFAULT ROLE ALL TO '{{name}}'@'%';",
    ],
  },
} as const satisfies Record<string, DatabaseProgram>;

/** A kind of database. */
export type DatabaseKind = keyof typeof DATABASE_PROGRAMS;
