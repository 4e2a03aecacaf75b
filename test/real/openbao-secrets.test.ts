import { type ChildProcess, spawn } from "node:child_process";
import { X509Certificate } from "node:crypto";
import { type Json, only, type SynthesizedJson, synthStack } from "../support/synth";
import {
  ADDRESS,
  AUTHORITY,
  ask,
  basicConstraints,
  certificateRequest,
  declare,
  github,
  ISSUER,
  must,
  named,
  PORT,
  parameters,
  ROOT,
  resources,
  runToken,
  START_SECONDS,
} from "./openbao-secrets-fixture";
import { describeWithOpenBao } from "./openbao-servers";

describeWithOpenBao("what Palisade declares, at a real OpenBao", (program) => {
  let server: ChildProcess;
  let stack: SynthesizedJson;

  beforeAll(async () => {
    stack = synthStack(declare);
    const settings = ["-dev", `-dev-root-token-id=${ROOT}`, `-dev-listen-address=127.0.0.1:${PORT}`];
    server = spawn(program, ["server", ...settings], { stdio: "ignore" });
    for (let second = 0; second < START_SECONDS; second += 1) {
      const isUp = await fetch(`${ADDRESS}/v1/sys/health`).then(
        ({ ok }) => ok,
        () => false,
      );
      if (isUp) break;
      await new Promise((resolve) => setTimeout(resolve, 1000));
    }
    for (const { description, max_lease_ttl_seconds: ttl, options, path, type } of resources(stack, "vault_mount")) {
      const config = ttl === undefined ? {} : { max_lease_ttl: `${ttl}s` };
      await must("POST", `sys/mounts/${path}`, { type, description, options, config });
    }
    for (const { name, policy } of resources(stack, "vault_policy")) {
      await must("PUT", `sys/policies/acl/${name}`, { policy });
    }
    for (const key of resources(stack, "vault_transit_secret_backend_key")) {
      const { deletion_allowed: _, ...config } = parameters(key);
      await must("POST", `transit/keys/${key.name}`, {
        ...config,
        auto_rotate_period: `${config.auto_rotate_period}s`,
      });
    }
  }, 60_000);

  afterAll(() => {
    server.kill();
  });

  describe("a pipeline", () => {
    const login = async (changes: Json = {}) => {
      const { role_name: role } = only(stack.resource["vault_jwt_auth_backend_role"]);
      return ask("POST", "auth/github-actions/login", { role, jwt: runToken(changes) });
    };

    beforeAll(async () => {
      await must("POST", "sys/auth/github-actions", { type: "jwt" });
      const key = github.publicKey.export({ type: "spki", format: "pem" });
      await must("POST", "auth/github-actions/config", { jwt_validation_pubkeys: [key], bound_issuer: ISSUER });
      const role = only(stack.resource["vault_jwt_auth_backend_role"]);
      // The provider's own switch: by the API a claim is always what it says.
      const config = parameters(role, "disable_bound_claims_parsing");
      await must("POST", `auth/github-actions/role/${role.role_name}`, config);
      for (const path of ["ci/reads", "ci/writes", "rpc/others"]) {
        await must("POST", `apps/data/${path}`, { data: { token: "a value" } });
      }
    });

    it("logs in for a quarter of an hour, with what was granted and no default policy", async () => {
      const { auth } = (await login()).data;
      expect(auth.lease_duration).toBe(900);
      expect(auth.token_policies).toHaveLength(5);
      expect(auth.token_policies).not.toContain("default");
      expect(auth.metadata).toMatchObject({ actor: "octocat", repository: "octo-org/octo-repo" });
    });

    it.each<[string, Json]>([
      ["of another repository", { repository: "octo-org/other" }],
      ["of a repository that took the name over", { repository_id: "1" }],
      ["of an owner that took the name over", { repository_owner_id: "1" }],
      ["of another environment", { environment: "dev" }],
      ["of no environment", { environment: undefined, sub: "repo:octo-org@123456/octo-repo@789012:pull_request" }],
      ["whose subject has the names alone", { sub: "repo:octo-org/octo-repo:environment:prod" }],
      ["for another audience", { aud: "https://github.com/octo-org" }],
      ["of another issuer", { iss: "https://token.actions.example.org" }],
      ["that has ended", { exp: 1 }],
    ])("is refused with a token %s", async (_, changes) => {
      const { data, status } = await login(changes);
      expect(status).toBe(400);
      expect(data.auth).toBeUndefined();
    });

    it("reads and writes exactly what was granted", async () => {
      const token = (await login()).data.auth.client_token;
      const statusOf = async (method: string, path: string, body?: unknown) =>
        (await ask(method, path, body, token)).status;
      const value = { data: { token: "new" } };
      expect({
        read: await statusOf("GET", "apps/data/ci/reads"),
        overwrite: await statusOf("POST", "apps/data/ci/reads", value),
        remove: await statusOf("DELETE", "apps/data/ci/reads"),
        write: await statusOf("POST", "apps/data/ci/writes", value),
        readBack: await statusOf("GET", "apps/data/ci/writes"),
        others: await statusOf("GET", "apps/data/rpc/others"),
        list: await statusOf("LIST", "apps/metadata/ci"),
        lookup: await statusOf("GET", "auth/token/lookup-self"),
        policies: await statusOf("LIST", "sys/policies/acl"),
        sign: await statusOf("POST", "transit/sign/releases", { input: "aGVsbG8=" }),
        encrypt: await statusOf("POST", "transit/encrypt/bookmarks", { plaintext: "aGVsbG8=" }),
      }).toEqual({
        ...{ read: 200, overwrite: 403, remove: 403, write: 200, readBack: 403, others: 403, list: 403 },
        ...{ lookup: 200, policies: 403, sign: 200, encrypt: 403 },
      });
      expect(await statusOf("POST", "auth/token/revoke-self")).toBe(204);
      expect(await statusOf("GET", "apps/data/ci/reads")).toBe(403);
    });
  });

  it("takes the roles of readers and of issuers as they are", async () => {
    await must("POST", "sys/auth/kubernetes", { type: "kubernetes" });
    const roles = resources(stack, "vault_kubernetes_auth_backend_role");
    expect(roles).toHaveLength(3);
    for (const role of roles) {
      const config = { ...parameters(role), token_policies: named(stack, role.token_policies) };
      await must("POST", `auth/kubernetes/role/${role.role_name}`, config);
      expect((await must("GET", `auth/kubernetes/role/${role.role_name}`)).data).toMatchObject(config);
    }
  });

  it("takes the database and its roles, and gives nobody the password back", async () => {
    const connection = only(stack.resource["vault_database_secret_backend_connection"]);
    const { connection_url, username } = connection.postgresql;
    await must("POST", "database/config/main", {
      plugin_name: "postgresql-database-plugin",
      allowed_roles: connection.allowed_roles,
      verify_connection: false,
      connection_url,
      username,
      password: "canary-77aa01",
    });
    const role = only(stack.resource["vault_database_secret_backend_role"]);
    await must("POST", `database/roles/${role.name}`, { ...parameters(role), db_name: "main" });
    const { data } = await must("GET", `database/roles/${role.name}`);
    expect(data).toMatchObject({ default_ttl: 3600, max_ttl: 86_400, creation_statements: role.creation_statements });
    expect(JSON.stringify(await must("GET", "database/config/main"))).not.toContain("canary-77aa01");
  });

  it("keeps keys: they are used, and neither exported nor deleted", async () => {
    for (const key of resources(stack, "vault_transit_secret_backend_key")) {
      expect((await must("GET", `transit/keys/${key.name}`)).data).toMatchObject({
        type: key.type,
        exportable: false,
        allow_plaintext_backup: false,
        deletion_allowed: false,
        auto_rotate_period: key.auto_rotate_period,
      });
      expect((await ask("DELETE", `transit/keys/${key.name}`)).status).toBe(400);
      const backup = await ask("GET", `transit/backup/${key.name}`);
      expect(backup.data.errors.join()).toContain("disallowed");
    }
    expect((await ask("GET", "transit/export/encryption-key/bookmarks")).status).toBe(400);
    expect((await must("POST", "transit/encrypt/bookmarks", { plaintext: "aGVsbG8=" })).data.ciphertext).toMatch(
      /^vault:/,
    );
    expect((await must("POST", "transit/sign/releases", { input: "aGVsbG8=" })).data.signature).toMatch(/^vault:/);
  });

  it("signs an authority and certificates of the names that a role lists, and of no others", async () => {
    const rootConfig = only(stack.resource["vault_pki_secret_backend_root_cert"]);
    const root = await must("POST", "pki-root/root/generate/internal", parameters(rootConfig, "type"));
    expect(root.data.private_key).toBeUndefined();
    const request = only(stack.resource["vault_pki_secret_backend_intermediate_cert_request"]);
    const { data } = await must("POST", "pki/intermediate/generate/internal", parameters(request, "type"));
    expect(data.private_key).toBeUndefined();
    const signing = only(stack.resource["vault_pki_secret_backend_root_sign_intermediate"]);
    const signed = await must("POST", "pki-root/root/sign-intermediate", {
      ...parameters(signing, "csr", "revoke"),
      csr: data.csr,
    });
    await must("POST", "pki/intermediate/set-signed", { certificate: signed.data.certificate });
    const [urls, crl] = ["config_urls", "crl_config"].map((type) =>
      only(stack.resource[`vault_pki_secret_backend_${type}`]),
    );
    await must("POST", "pki/config/urls", parameters(urls));
    await must("POST", "pki/config/crl", parameters(crl));
    await must(
      "POST",
      "pki/config/auto-tidy",
      parameters(only(stack.resource["vault_pki_secret_backend_config_auto_tidy"])),
    );
    const acme = parameters(only(stack.resource["vault_pki_secret_backend_config_acme"]));
    await must("POST", "pki/config/acme", acme);
    expect((await ask("GET", "pki/acme/directory")).status).toBe(404);
    const role = only(stack.resource["vault_pki_secret_backend_role"]);
    await must("POST", `pki/roles/${role.name}`, parameters(role));

    const issue = async (request: Json) => (await ask("POST", "pki/issue/web", request)).status;
    expect(await issue({ common_name: "rpc.svc.cluster.local" })).toBe(200);
    expect(await issue({ common_name: "erpc.rpc.svc.cluster.local" })).toBe(400);
    expect(await issue({ common_name: "*.rpc.svc.cluster.local" })).toBe(400);
    expect(await issue({ common_name: "rpc.svc.cluster.local", ip_sans: "10.0.0.1" })).toBe(400);
    expect(await issue({ common_name: "example.org" })).toBe(400);
    const long = await must("POST", "pki/issue/web", { common_name: "rpc.svc.cluster.local", ttl: "2160h" });
    expect(long.data.expiration - Date.now() / 1000).toBeLessThan(31 * 86_400);
  });

  it("signs one authority for cert-manager, that signs none itself, and takes no other request", async () => {
    const { name: policy } = resources(stack, "vault_policy").find(({ policy: text }) =>
      text.includes("sign-intermediate"),
    );
    const { auth } = await must("POST", "auth/token/create", { policies: [policy], no_default_policy: true });
    // What cert-manager v1.21.1 sends (internal/vault/vault.go, Sign).
    const request = {
      common_name: AUTHORITY,
      alt_names: AUTHORITY,
      ip_sans: "",
      uri_sans: "",
      ttl: "48h0m0s",
      csr: certificateRequest(AUTHORITY),
      exclude_cn_from_sans: "true",
    };
    const sign = (changes: Json = {}, path = "root/sign-intermediate") =>
      ask("POST", `pki-root/${path}`, { ...request, ...changes }, auth.client_token);
    const signed = await sign();
    expect(signed.status).toBe(200);
    expect(basicConstraints(signed.data.data.certificate)).toBe("CA:TRUE, pathlen:0");
    expect(signed.data.data.expiration - Date.now() / 1000).toBeLessThan(48 * 3600 + 60);
    const refused: readonly Json[] = [
      { max_path_length: 1 },
      { max_path_length: -1 },
      { use_csr_values: true },
      { common_name: "other.example.org" },
      { alt_names: `${AUTHORITY},example.org` },
      { ip_sans: "10.0.0.1" },
      { uri_sans: "spiffe://root.linkerd.cluster.local/x" },
      { other_sans: "1.3.6.1.4.1.311.20.2.3;utf8:x" },
      { ttl: "49h0m0s" },
      { ttl: undefined },
      { not_after: "2099-01-01T00:00:00Z" },
      { common_name: undefined },
      { exclude_cn_from_sans: undefined },
    ];
    for (const changes of refused) expect([changes, (await sign(changes)).status]).toEqual([changes, 403]);
    for (const path of ["issuer/default/sign-intermediate", "root/sign-self-issued", "sign-verbatim", "sign/web"]) {
      expect([path, (await sign({}, path)).status]).toEqual([path, 403]);
    }
    // A request of another name gets a certificate of this one.
    const foreign = await sign({ csr: certificateRequest("example.org") });
    expect(foreign.data.data.certificate).toBeDefined();
    expect(new X509Certificate(foreign.data.data.certificate).subjectAltName).toBe(`DNS:${AUTHORITY}`);
  });
});
