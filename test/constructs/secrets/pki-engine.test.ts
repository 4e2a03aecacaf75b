import { Namespace } from "../../../constructs/core/namespace";
import { type AuthorityIssuerProps, PkiRoot, PkiSigner } from "../../../constructs/secrets";
import { messageOf } from "../../support/refusals";
import { readSchema, testWith } from "../../support/shared-schemas";
import { only, synthStack } from "../../support/synth";
import { specProblems } from "./custom-resources";
import { pkiIn } from "./engine-fixture";
import { ADDRESS, CERTIFICATE, ofKind, policyOf, storeIn } from "./fixture";

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

describe("a root that signs authorities for cert-manager", () => {
  const COMMON_NAME = "identity.linkerd.cluster.local";
  const namespace = Namespace.fromName("linkerd");
  const authorities = (props: Partial<AuthorityIssuerProps> = {}) =>
    synthStack((scope) => {
      const root = new PkiRoot(scope, "root", { commonName: "Example Mesh Root", path: "pki-mesh" });
      const store = storeIn(scope, { certificateAuthority: CERTIFICATE });
      const order = { namespace, store, commonName: COMMON_NAME, ...props };
      expect(root.authorityIssuer(scope, "issuer", order)).toEqual({
        kind: "Issuer",
        name: props.name ?? "authorities",
      });
    });

  test("takes one name and one time, and no parameter that would give more", () => {
    expect(policyOf(authorities(), "pki-mesh/root/sign-intermediate").policy).toBe(
      `path "pki-mesh/root/sign-intermediate" {
  capabilities = ["update"]
  required_parameters = ["csr", "common_name", "alt_names", "ip_sans", "uri_sans", "exclude_cn_from_sans", "ttl"]
  allowed_parameters = {
    "csr" = []
    "common_name" = ["identity.linkerd.cluster.local"]
    "alt_names" = ["identity.linkerd.cluster.local"]
    "ip_sans" = [""]
    "uri_sans" = [""]
    "exclude_cn_from_sans" = ["true"]
    "ttl" = ["48h0m0s"]
  }
}

path "auth/token/lookup-self" {
  capabilities = ["read"]
}

path "auth/token/revoke-self" {
  capabilities = ["update"]
}
`,
    );
  });

  test("signs what signs no further authority", () => {
    expect(only(authorities().resource["vault_pki_secret_backend_root_cert"]).max_path_length).toBe(1);
  });

  testWith("crds/cert-manager.io_issuers.json")("gives the namespace an Issuer with an account of its own", () => {
    const stack = authorities({ name: "mesh", lifetimeHours: 24 });
    const [issuer] = ofKind(stack, "Issuer");
    const schema = readSchema("crds/cert-manager.io_issuers.json").versions.v1.properties.spec;
    expect(specProblems(issuer.spec, schema)).toEqual([]);
    expect(issuer.spec.vault.path).toBe("pki-mesh/root/sign-intermediate");
    expect(only(stack.resource["vault_kubernetes_auth_backend_role"])).toMatchObject({
      bound_service_account_names: ["mesh"],
      bound_service_account_namespaces: ["linkerd"],
      audience: "vault://linkerd/mesh",
      token_max_ttl: 600,
      token_no_default_policy: true,
    });
    expect(policyOf(stack, "pki-mesh/root/sign-intermediate").policy).toContain('"ttl" = ["24h0m0s"]');
  });

  test("says everything that is wrong at once", () => {
    expect(messageOf(() => authorities({ name: "Mesh", commonName: "*.example.org", lifetimeHours: 169 }))).toBe(
      `test/issuer: the name of the issuer is not one Kubernetes takes
  got: "Mesh"
  allowed: lower-case letters, digits and inner hyphens, at most 52
  do this: choose another name

test/issuer: the name of the authority is not written out
  got: "*.example.org"
  allowed: a name in DNS in small letters, without wildcards, of at most 64 characters
  do this: give the name that its certificate has to have: no other is signed

test/issuer: the authority is good for no time, or for too long
  got: 169
  allowed: whole hours, from 1 to 168
  do this: leave it at two days: cert-manager has a new one signed in time`,
    );
  });
});
