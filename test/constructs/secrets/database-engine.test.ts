import * as fc from "fast-check";
import { DatabaseEngine } from "../../../constructs/secrets";
import { messageOf } from "../../support/refusals";
import { readSchema, testWith } from "../../support/shared-schemas";
import { only, synthStack } from "../../support/synth";
import { specProblems } from "./custom-resources";
import { databaseIn, delivery, statementsOf } from "./engine-fixture";
import { CERTIFICATE, ofKind, policyOf, storeIn, workloadIn } from "./fixture";

describe("a database engine", () => {
  const synthesized = () =>
    synthStack((stack) => {
      const connection = databaseIn(stack, storeIn(stack, { delivery }));
      connection.dynamicRole("reporting", { memberOf: ["app_readonly"] }).grantRead(workloadIn(stack, "reporting"));
      connection.staticRole("migrations", { username: "migrations" }).grantRead(workloadIn(stack, "migrations"));
    });

  test("connects over TLS with the name checked, with a password that stands nowhere", () => {
    const stack = synthesized();
    const connection = only(stack.resource["vault_database_secret_backend_connection"]);
    expect(connection.postgresql).toEqual({
      connection_url: "postgresql://{{username}}:{{password}}@db.internal:5432/app?sslmode=verify-full",
      username: "vault",
      password_wo: `$${"{var.vault-user}"}`,
      password_wo_version: 1,
      tls_ca: CERTIFICATE,
    });
    expect(connection.verify_connection).toBe(true);
    expect(JSON.stringify(stack).match(/var\.vault-user/g)).toHaveLength(1);
  });

  test("lets exactly its own roles use the connection", () => {
    const connection = only(synthesized().resource["vault_database_secret_backend_connection"]);
    expect(connection.allowed_roles).toEqual(["reporting", "migrations"]);
  });

  test("makes users that are members of a role of the database, and end after an hour", () => {
    const role = only(synthesized().resource["vault_database_secret_backend_role"]);
    expect(role).toMatchObject({ default_ttl: 3600, max_ttl: 86_400 });
    expect(role.creation_statements).toEqual([
      `CREATE ROLE "{{name}}" WITH LOGIN PASSWORD '{{password}}' VALID UNTIL '{{expiration}}' INHERIT;`,
      'GRANT "app_readonly" TO "{{name}}";',
    ]);
  });

  test("speaks MySQL too, which takes no client without TLS", () => {
    const stack = synthStack((scope) => {
      databaseIn(scope, storeIn(scope), "mysql").dynamicRole("reporting", { memberOf: ["reader"] });
    });
    expect(only(stack.resource["vault_database_secret_backend_connection"]).mysql.connection_url).toBe(
      "{{username}}:{{password}}@tcp(db.internal:3306)/app?tls=true",
    );
    expect(statementsOf(stack).join(" ")).toContain("REQUIRE SSL");
  });

  test("changes the password of a user that stays every day", () => {
    expect(only(synthesized().resource["vault_database_secret_backend_static_role"])).toMatchObject({
      username: "migrations",
      rotation_period: 86_400,
    });
  });

  test("gives each reader the right to its own credential alone, in keys it can name", () => {
    const stack = synthesized();
    expect(policyOf(stack, "database/creds").policy).toBe(
      'path "database/creds/reporting" {\n  capabilities = ["read"]\n}\n',
    );
    expect(policyOf(stack, "database/static-creds").policy).toContain('path "database/static-creds/migrations"');
    const roles = Object.values(stack.resource["vault_kubernetes_auth_backend_role"] ?? {});
    expect(roles).toHaveLength(2);
    for (const role of roles) expect(role.token_policies).toHaveLength(2);
  });

  testWith("crds/secrets.hashicorp.com_vaultdynamicsecrets.json")("delivers what its definition accepts", () => {
    const schema = readSchema("crds/secrets.hashicorp.com_vaultdynamicsecrets.json").versions.v1beta1.properties.spec;
    const specs = ofKind(synthesized(), "VaultDynamicSecret").map(({ spec }) => spec);
    expect(specs.map((spec) => specProblems(spec, schema))).toEqual([[], []]);
    expect(specs).toContainEqual(
      expect.objectContaining({ mount: "database", path: "creds/reporting", renewalPercent: 67, revoke: true }),
    );
    const staying = { mount: "database", path: "static-creds/migrations", allowStaticCreds: true };
    expect(specs).toContainEqual(expect.objectContaining({ ...staying, refreshAfter: "60s" }));
  });

  testWith("crds/generators.external-secrets.io_vaultdynamicsecrets.json")(
    "brings a user that stays through External Secrets too, by a generator that its definition accepts",
    () => {
      const stack = synthStack((scope) => {
        const connection = databaseIn(scope, storeIn(scope));
        connection.staticRole("migrations", { username: "migrations" }).grantRead(workloadIn(scope, "migrations"));
      });
      const schema = readSchema("crds/generators.external-secrets.io_vaultdynamicsecrets.json").versions.v1alpha1;
      const [generator] = ofKind(stack, "VaultDynamicSecret");
      expect(specProblems(generator.spec, schema.properties.spec)).toEqual([]);
      expect(generator.spec).toMatchObject({ path: "/database/static-creds/migrations", method: "GET" });
      const [external] = ofKind(stack, "ExternalSecret");
      const generatorRef = { kind: "VaultDynamicSecret", name: generator.metadata.name };
      expect(external.spec.dataFrom).toMatchObject([{ sourceRef: { generatorRef } }]);
      expect(external.spec).not.toHaveProperty("secretStoreRef");
    },
  );
});

describe("bad input of a database", () => {
  const refusal = (role: (connection: ReturnType<typeof databaseIn>) => unknown) =>
    messageOf(() => synthStack((stack) => role(databaseIn(stack, storeIn(stack)))));

  test("a password as text is refused by the compiler and the run, and not repeated", () => {
    const message = messageOf(() =>
      synthStack((stack) => {
        new DatabaseEngine(stack, "database", { store: storeIn(stack) }).connection("main", {
          kind: "postgresql",
          host: "vault:hunter2hunter2@db.internal",
          database: "app",
          username: "vault",
          // @ts-expect-error only values that Terraform forgets are taken
          password: "hunter2hunter2",
          passwordVersion: 0,
        });
      }),
    );
    expect(message).toMatch(/not a host name[\s\S]*is plain text[\s\S]*not a counter/);
    expect(message).not.toContain("hunter2");
  });

  test.each([
    [() => refusal((it) => it.dynamicRole("r", { memberOf: [] })), "may do nothing"],
    [() => refusal((it) => it.dynamicRole("r", { memberOf: ["a"], ttlMinutes: 120, maxTtlMinutes: 60 })), "no time"],
    [() => refusal((it) => it.dynamicRole("r", { memberOf: ["a"], maxTtlMinutes: 1441 })), "too long"],
    [() => refusal((it) => it.staticRole("r", { username: "u", rotateEveryHours: 2161 })), "too seldom"],
    [
      () =>
        refusal((it) => {
          it.staticRole("r", { username: "u" });
          it.staticRole("r", { username: "v" });
        }),
      "one name",
    ],
  ])("a role is refused: %#", (message, fault) => expect(message()).toContain(fault));

  test("no name of a role gets out of its quotes", () => {
    fc.assert(
      fc.property(fc.string({ minLength: 1, maxLength: 12 }), (memberOf) => {
        const message = refusal((connection) => connection.dynamicRole("r", { memberOf: [memberOf] }));
        const isIdentifier = /^[A-Za-z_][A-Za-z0-9_-]*$/.test(memberOf);
        expect(message === "").toBe(isIdentifier);
      }),
      { numRuns: 40 },
    );
  });
});
