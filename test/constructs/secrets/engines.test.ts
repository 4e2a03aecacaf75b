import type { TerraformStack } from "cdktf";
import * as fc from "fast-check";
import { EphemeralVariable } from "../../../constructs/core/ephemeral";
import { Namespace } from "../../../constructs/core/namespace";
import {
  AwsEngine,
  type AwsEngineRoleProps,
  DatabaseEngine,
  GithubActionsAuth,
  PipelineOrigin,
  PkiEngine,
  PkiRoot,
  PkiSigner,
  SecretDelivery,
  TransitEngine,
  type VaultStore,
} from "../../../constructs/secrets";
import { readSchema, testWith } from "../../support/shared-schemas";
import { type Json, only, synthStack } from "../../support/synth";
import { describeWithTerraform } from "../../support/terraform-binary";
import { specProblems } from "./custom-resources";
import { ADDRESS, CERTIFICATE, messageOf, ofKind, policyOf, storeIn, workloadIn } from "./fixture";
import { findingsOf, isRehearsed, Rehearsals } from "./proof";

const ROLE_ARN = "arn:aws:iam::123456789012:role/reporting";
const BOUNDARY_ARN = "arn:aws:iam::123456789012:policy/reporting";
const delivery = SecretDelivery.vaultSecretsOperator();

function databaseIn(stack: TerraformStack, store: VaultStore, kind: "postgresql" | "mysql" = "postgresql") {
  const password = new EphemeralVariable(stack, "vault-user", { description: "first password of Vault's user" });
  return new DatabaseEngine(stack, "database", { store }).connection("main", {
    kind,
    host: "db.internal",
    database: "app",
    username: "vault",
    password: password.ephemeralValue,
    passwordVersion: 1,
    certificateAuthority: CERTIFICATE,
  });
}

function awsRoleIn(stack: TerraformStack, props: Partial<AwsEngineRoleProps> = {}) {
  const engine = new AwsEngine(stack, "sessions", { store: storeIn(stack, { delivery }), region: "eu-central-1" });
  const role = { roleArn: ROLE_ARN, boundaryPolicyArns: [BOUNDARY_ARN], ...props };
  return { engine, secret: engine.role("reporting", role) };
}

function pipelineIn(stack: TerraformStack) {
  return new GithubActionsAuth(stack, "github", { audience: ADDRESS }).pipeline("deploy", {
    repository: "o/r",
    origin: PipelineOrigin.environment("prod"),
  });
}

function pkiIn(stack: TerraformStack, store: VaultStore, signer?: PkiSigner): PkiEngine {
  const root = () => PkiSigner.root(new PkiRoot(stack, "root", { commonName: "Example Root" }));
  return new PkiEngine(stack, "pki", { store, commonName: "Example Internal CA 1", signer: signer ?? root() });
}

/** Every engine, with somebody who uses it. */
function everyEngine(stack: TerraformStack): void {
  const store = storeIn(stack, { delivery, certificateAuthority: CERTIFICATE });
  const reader = workloadIn(stack, "reporting");
  const pipeline = pipelineIn(stack);
  const connection = databaseIn(stack, store);
  connection.dynamicRole("reporting", { memberOf: ["app_readonly"] }).grantRead(reader, { restartOnChange: true });
  connection.staticRole("migrations", { username: "migrations" }).grantRead(pipeline);
  const aws = new AwsEngine(stack, "sessions", { store, region: "eu-central-1" });
  aws.role("reporting", { roleArn: ROLE_ARN, boundaryPolicyArns: [BOUNDARY_ARN] }).grantRead(reader);
  const web = pkiIn(stack, store).role("web", { allowedDomains: ["rpc.svc.cluster.local"], allowSubdomains: true });
  web.issuer(stack, "web-issuer", { namespace: Namespace.fromName("rpc") });
  web.grantSign(pipeline);
  const transit = new TransitEngine(stack, "transit", { store });
  transit.key("bookmarks").grantEncrypt(reader);
  transit.key("releases", { type: "ed25519" }).grantSign(pipeline);
}

const statementsOf = (stack: { resource: Record<string, Record<string, Json>> }): Json =>
  only(stack.resource["vault_database_secret_backend_role"]).creation_statements;

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

describe("an AWS engine", () => {
  test("gives sessions of a role within a boundary, for a quarter of an hour, and never users with keys", () => {
    const stack = synthStack((scope) => {
      awsRoleIn(scope, { externalId: "palisade", sessionTags: { team: "reporting" } });
    });
    expect(only(stack.resource["vault_aws_secret_backend_role"])).toMatchObject({
      credential_type: "assumed_role",
      role_arns: [ROLE_ARN],
      policy_arns: [BOUNDARY_ARN],
      default_sts_ttl: 900,
      max_sts_ttl: 900,
      external_id: "palisade",
      session_tags: { team: "reporting" },
    });
    const backend = only(stack.resource["vault_aws_secret_backend"]);
    expect(backend).toMatchObject({ path: "aws", max_lease_ttl_seconds: 3600 });
    expect(Object.keys(backend)).not.toEqual(expect.arrayContaining(["access_key"]));
    expect(Object.keys(backend)).not.toEqual(expect.arrayContaining(["secret_key"]));
  });

  test("says which roles Vault has to be able to take on", () => {
    synthStack((stack) => {
      expect(awsRoleIn(stack).engine.assumeStatements).toEqual([
        { sid: "TakeOnRolesOfReaders", actions: ["sts:AssumeRole", "sts:TagSession"], resources: [ROLE_ARN] },
      ]);
    });
  });

  test.each([
    [{ ttlMinutes: 61 }, "too short or too long"],
    [{ ttlMinutes: 14 }, "too short or too long"],
    [{ boundaryPolicyArns: [] }, "has no boundary"],
    [{ boundaryPolicyArns: ["*"] }, "a policy of the boundary is not named by its ARN"],
    [{ roleArn: "arn:aws:iam::123456789012:role/*" }, "an IAM role is not named by its ARN"],
  ])("refuses %j", (props, fault) => {
    expect(messageOf(() => synthStack((stack) => awsRoleIn(stack, props)))).toContain(fault);
  });

  test("refuses a reader whose operator renews nothing", () => {
    const message = messageOf(() =>
      synthStack((stack) => {
        const engine = new AwsEngine(stack, "sessions", { store: storeIn(stack), region: "eu-central-1" });
        const role = engine.role("reporting", { roleArn: ROLE_ARN, boundaryPolicyArns: [BOUNDARY_ARN] });
        role.grantRead(workloadIn(stack, "reporting"));
      }),
    );
    expect(message).toContain("the External Secrets Operator renews no lease, and creds/reporting gives credentials");
    expect(message).toContain("SecretDelivery.vaultSecretsOperator()");
  });
});

describe("an authority", () => {
  test("has its key made in Vault, is signed by a root that signs nothing else, and signs no further authority", () => {
    const stack = synthStack((scope) => {
      pkiIn(scope, storeIn(scope));
    });
    expect(only(stack.resource["vault_pki_secret_backend_root_cert"])).toMatchObject({
      type: "internal",
      max_path_length: 1,
      lifecycle: { prevent_destroy: true },
    });
    expect(only(stack.resource["vault_pki_secret_backend_intermediate_cert_request"]).type).toBe("internal");
    expect(only(stack.resource["vault_pki_secret_backend_root_sign_intermediate"])).toMatchObject({
      max_path_length: 0,
      csr: expect.stringMatching(/intermediate_cert_request.*\.csr\}$/),
    });
    expect(only(stack.resource["vault_pki_secret_backend_intermediate_set_signed"]).certificate).toMatch(
      /root_sign_intermediate.*\.certificate_bundle\}$/,
    );
    expect(JSON.stringify(stack)).not.toContain("exported");
  });

  test("has ACME off, and a list of what was revoked that does not run out", () => {
    const stack = synthStack((scope) => {
      pkiIn(scope, storeIn(scope));
    });
    expect(only(stack.resource["vault_pki_secret_backend_config_acme"]).enabled).toBe(false);
    expect(only(stack.resource["vault_pki_secret_backend_crl_config"])).toMatchObject({ auto_rebuild: true });
    expect(only(stack.resource["vault_pki_secret_backend_config_urls"]).crl_distribution_points).toEqual([
      `${ADDRESS}/v1/pki/crl`,
    ]);
  });

  test("puts its request out for a root that is kept elsewhere, and takes the certificate on the next apply", () => {
    const first = synthStack((scope) => {
      pkiIn(scope, storeIn(scope), PkiSigner.offline());
    });
    expect(only(first.output).value).toMatch(/intermediate_cert_request.*\.csr\}$/);
    expect(first.resource["vault_pki_secret_backend_intermediate_set_signed"]).toBeUndefined();
    const second = synthStack((scope) => {
      pkiIn(scope, storeIn(scope), PkiSigner.offline(CERTIFICATE));
    });
    expect(only(second.resource["vault_pki_secret_backend_intermediate_set_signed"]).certificate).toBe(CERTIFICATE);
  });

  test("has roles that sign the names they list, for a month, and no wildcard", () => {
    const stack = synthStack((scope) => {
      pkiIn(scope, storeIn(scope)).role("web", { allowedDomains: ["rpc.svc.cluster.local"], usage: "server" });
    });
    expect(only(stack.resource["vault_pki_secret_backend_role"])).toMatchObject({
      allowed_domains: ["rpc.svc.cluster.local"],
      allow_subdomains: false,
      allow_any_name: false,
      allow_glob_domains: false,
      allow_wildcard_certificates: false,
      allow_ip_sans: false,
      enforce_hostnames: true,
      server_flag: true,
      client_flag: false,
      max_ttl: "2592000",
    });
  });

  testWith("crds/cert-manager.io_issuers.json")("gives a namespace an Issuer that its definition accepts", () => {
    const stack = synthStack((scope) => {
      const role = pkiIn(scope, storeIn(scope, { certificateAuthority: CERTIFICATE })).role("web", {
        allowedDomains: ["rpc.svc.cluster.local"],
      });
      const issuer = role.issuer(scope, "issuer", { namespace: Namespace.fromName("rpc") });
      expect(issuer).toEqual({ kind: "Issuer", name: "web" });
    });
    const [issuer] = ofKind(stack, "Issuer");
    const schema = readSchema("crds/cert-manager.io_issuers.json").versions.v1.properties.spec;
    expect(specProblems(issuer.spec, schema)).toEqual([]);
    expect(issuer.spec.vault).toMatchObject({ server: ADDRESS, path: "pki/sign/web" });
    const role = only(stack.resource["vault_kubernetes_auth_backend_role"]);
    expect(issuer.spec.vault.auth.kubernetes).toEqual({
      mountPath: "/v1/auth/kubernetes",
      role: role.role_name,
      serviceAccountRef: { name: "web" },
    });
    expect(role).toMatchObject({
      bound_service_account_names: ["web"],
      bound_service_account_namespaces: ["rpc"],
      audience: "vault://rpc/web",
      token_max_ttl: 600,
    });
    const [right] = ofKind(stack, "Role");
    expect(right.rules).toEqual([
      { apiGroups: [""], resources: ["serviceaccounts/token"], resourceNames: ["web"], verbs: ["create"] },
    ]);
    expect(policyOf(stack, "pki/sign/web").policy).toContain('capabilities = ["update"]');
  });

  test.each([
    [{ allowedDomains: [] }, "the role names no domain"],
    [{ allowedDomains: ["*.example.org"] }, "a domain of the role is not written out"],
    [{ allowedDomains: ["org"] }, "a whole top level"],
    [{ allowedDomains: ["a.example.org"], ttlDays: 91 }, "good for no time, or for too long"],
  ])("refuses the role %j", (props, fault) => {
    const message = messageOf(() =>
      synthStack((stack) => {
        pkiIn(stack, storeIn(stack)).role("web", props);
      }),
    );
    expect(message).toContain(fault);
  });

  test("refuses a private key where its certificate belongs, and does not repeat it", () => {
    const message = messageOf(() => PkiSigner.offline("-----BEGIN EC PRIVATE KEY-----\nMHcCAQEE"));
    expect(message).toContain("not a certificate in PEM form");
    expect(message).not.toContain("MHcCAQEE");
  });
});

describe("a transit key", () => {
  test("stays in Vault, cannot be deleted, and is renewed every quarter", () => {
    const stack = synthStack((scope) => {
      new TransitEngine(scope, "transit", { store: storeIn(scope) }).key("bookmarks");
    });
    expect(only(stack.resource["vault_transit_secret_backend_key"])).toMatchObject({
      type: "aes256-gcm96",
      exportable: false,
      allow_plaintext_backup: false,
      deletion_allowed: false,
      auto_rotate_period: 7_776_000,
      lifecycle: { prevent_destroy: true },
    });
  });

  test("does for each user what was granted, and nothing more", () => {
    const stack = synthStack((scope) => {
      const transit = new TransitEngine(scope, "transit", { store: storeIn(scope) });
      const user = workloadIn(scope, "writer");
      const key = transit.key("bookmarks");
      expect(key.grantEncrypt(user)).toMatchObject({ address: ADDRESS, authPath: "kubernetes", audience: "vault" });
      transit.key("releases", { type: "ed25519" }).grantVerify(pipelineIn(scope));
    });
    const policies = Object.values(stack.resource["vault_policy"] ?? {}).map(({ policy }) => policy);
    expect(policies.filter((policy) => policy.includes("transit/"))).toEqual([
      'path "transit/encrypt/bookmarks" {\n  capabilities = ["update"]\n}\n',
      'path "transit/verify/releases" {\n  capabilities = ["update"]\n}\n',
    ]);
  });

  test("refuses what its kind cannot do", () => {
    const message = messageOf(() =>
      synthStack((stack) => {
        new TransitEngine(stack, "transit", { store: storeIn(stack) }).key("k").grantSign(workloadIn(stack, "w"));
      }),
    );
    expect(message).toBe(
      [
        "test/transit/k: a key of the kind aes256-gcm96 cannot sign",
        '  got: "aes256-gcm96"',
        "  allowed: ed25519, ecdsa-p256, ecdsa-p384, rsa-4096",
        "  do this: make a key of another kind",
      ].join("\n"),
    );
  });

  test("refuses kinds that Vault does not have, such as those of chains", () => {
    const message = messageOf(() =>
      synthStack((stack) => {
        // @ts-expect-error Vault has no secp256k1
        new TransitEngine(stack, "transit", { store: storeIn(stack) }).key("k", { type: "secp256k1" });
      }),
    );
    expect(message).toContain("Vault has no such kind of key");
    expect(message).toContain("key source");
  });
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

test("the guardrails find nothing in any engine", () => {
  expect(findingsOf(synthStack(everyEngine))).toEqual([]);
});

describeWithTerraform("engines with the real Terraform", () => {
  const rehearsals = new Rehearsals();
  afterEach(() => rehearsals.clear());

  test("are planned, applied and planned again without a change", async () => {
    expect(await isRehearsed(rehearsals, everyEngine)).toBe(true);
  });
});
