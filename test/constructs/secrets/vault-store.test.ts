import type { TerraformStack } from "cdktf";
import { Construct } from "constructs";
import { Controller } from "../../../constructs/core/controller";
import { EphemeralVariable } from "../../../constructs/core/ephemeral";
import { Namespace } from "../../../constructs/core/namespace";
import type { DeliveredSecret } from "../../../constructs/core/secret";
import { Workload } from "../../../constructs/core/workload";
import { type VaultAccess, VaultAudit, VaultStore, type VaultStoreProps } from "../../../constructs/secrets";
import { PalisadeError } from "../../../lib/core/errors";
import { isEmptyPlan } from "../../../lib/sandbox/plan-summary";
import { plainCluster, webContainer } from "../../support/fixtures";
import { Rehearsals } from "../../support/rehearsal";
import { readSchema, testWith } from "../../support/shared-schemas";
import { type Json, only, type SynthesizedJson, synthApp, synthStack } from "../../support/synth";
import { describeWithTerraform } from "../../support/terraform-binary";
import { specProblems } from "./custom-resources";
import { declareStack } from "./stacks";

const ADDRESS = "https://vault.example.org:8200";
const PATH = "rpc/provider-a";
const CERTIFICATE = "-----BEGIN CERTIFICATE-----\nMIIB\n-----END CERTIFICATE-----\n";

function storeIn(stack: TerraformStack, props: Partial<VaultStoreProps> = {}): VaultStore {
  return new VaultStore(stack, "store", { address: ADDRESS, mount: "apps", ...props });
}

function workloadIn(stack: TerraformStack, name: string, namespace = "apps"): Workload {
  return new Workload(stack, `${namespace}.${name}`, {
    cluster: plainCluster,
    namespace: Namespace.fromName(namespace),
    identity: { kind: "workload", name },
    controller: Controller.deployment({ replicas: 2 }),
    containers: [webContainer],
  });
}

function grant(store: VaultAccess, reader: Workload): DeliveredSecret {
  return store.secret(PATH, { keys: ["api-key", "url"] }).grantRead(reader);
}

function granted(props: Partial<VaultStoreProps> = {}): SynthesizedJson {
  return synthStack((stack) => {
    grant(storeIn(stack, props), workloadIn(stack, "erpc"));
  });
}

/** Manifests of every bundle in a stack. */
function manifestsOf(stack: SynthesizedJson): Json[] {
  return Object.values(stack.resource["helm_release"] ?? {}).flatMap(
    (release) => JSON.parse(release.values[0]).manifests,
  );
}

function ofKind(stack: SynthesizedJson, kind: string): Json[] {
  return manifestsOf(stack).filter((manifest) => manifest.kind === kind);
}

function policyOf(stack: SynthesizedJson, part: string): Json {
  return Object.values(stack.resource["vault_policy"] ?? {}).find((policy) => policy.policy.includes(part));
}

function messageOf(run: () => unknown): string {
  try {
    run();
  } catch (error) {
    if (error instanceof PalisadeError) return error.message;
    throw error;
  }
  return "";
}

describe("a vault store", () => {
  test("makes a KV v2 mount that Terraform will not destroy", () => {
    expect(only(granted().resource["vault_mount"])).toMatchObject({
      path: "apps",
      type: "kv",
      options: { version: "2" },
      lifecycle: { prevent_destroy: true },
    });
  });

  test("makes the Kubernetes login and writes down every request", () => {
    const stack = granted();
    expect(only(stack.resource["vault_auth_backend"])).toMatchObject({ type: "kubernetes", path: "kubernetes" });
    expect(only(stack.resource["vault_kubernetes_auth_backend_config"]).kubernetes_host).toBe(
      "https://kubernetes.default.svc",
    );
    expect(only(stack.resource["vault_audit"])).toMatchObject({
      type: "file",
      options: { file_path: "/vault/audit/audit.log" },
    });
  });

  test("leaves audit devices alone that are kept elsewhere", () => {
    expect(granted({ audit: VaultAudit.keptElsewhere() }).resource["vault_audit"]).toBeUndefined();
  });

  test("that exists makes policies and roles, and neither mount nor login", () => {
    const stack = synthStack((scope) => {
      const store = VaultStore.fromAddress(scope, "store", {
        address: ADDRESS,
        mount: "apps",
        kubernetesAuthPath: "clusters/prod",
      });
      grant(store, workloadIn(scope, "erpc"));
    });
    expect(Object.keys(stack.resource).filter((type) => type.startsWith("vault_"))).toEqual([
      "vault_kubernetes_auth_backend_role",
      "vault_policy",
    ]);
    expect(only(stack.resource["vault_kubernetes_auth_backend_role"]).backend).toBe("clusters/prod");
    expect(only(ofKind(stack, "SecretStore").map(({ spec }) => spec)).provider.vault.auth.kubernetes.mountPath).toBe(
      "clusters/prod",
    );
  });

  test("says where something stands without the right to read it", () => {
    synthStack((stack) => {
      expect(storeIn(stack).path("validators")).toEqual({ address: ADDRESS, mount: "apps", path: "validators" });
    });
  });
});

describe("a grant", () => {
  test("gives a policy that reads exactly one path", () => {
    expect(policyOf(granted(), "apps/").policy).toBe(
      'path "apps/data/rpc/provider-a" {\n  capabilities = ["read"]\n}\n\n' +
        'path "apps/metadata/rpc/provider-a" {\n  capabilities = ["read"]\n}\n',
    );
  });

  test("gives a role for one service account of one namespace, for ten minutes, without the default policy", () => {
    expect(only(granted().resource["vault_kubernetes_auth_backend_role"])).toMatchObject({
      backend: expect.stringMatching(/^\$\{vault_auth_backend\.[\w-]+\.path\}$/),
      bound_service_account_names: ["erpc"],
      bound_service_account_namespaces: ["apps"],
      audience: "vault",
      token_no_default_policy: true,
      token_ttl: 600,
      token_max_ttl: 600,
    });
  });

  test("lets the operator look up and revoke its own token, which the default policy would have", () => {
    const policy = policyOf(granted(), "auth/token");
    expect(policy.policy).toContain('path "auth/token/lookup-self" {\n  capabilities = ["read"]');
    expect(policy.policy).toContain('path "auth/token/revoke-self" {\n  capabilities = ["update"]');
  });

  test("to one workload gives nothing to another workload or namespace", () => {
    const stack = synthStack((scope) => {
      const store = storeIn(scope);
      grant(store, workloadIn(scope, "erpc"));
      workloadIn(scope, "other");
      workloadIn(scope, "erpc", "elsewhere");
      store.secret("agents/linear", { keys: ["token"] }).grantRead(workloadIn(scope, "owner", "agents"));
    });
    const roles = Object.values(stack.resource["vault_kubernetes_auth_backend_role"] ?? {});
    expect(
      roles.map((role) => [role.bound_service_account_namespaces, role.bound_service_account_names]).sort(),
    ).toEqual([
      [["agents"], ["owner"]],
      [["apps"], ["erpc"]],
    ]);
    const own = roles.find((role) => role.bound_service_account_names[0] === "owner");
    const reachable = Object.entries(stack.resource["vault_policy"] ?? {})
      .filter(([id]) => own.token_policies.some((policy: string) => policy.includes(id)))
      .map(([, policy]) => policy.policy)
      .join();
    expect(reachable).toContain("apps/data/agents/linear");
    expect(reachable).not.toContain(PATH);
  });

  test("of a second secret adds a policy to the same role", () => {
    const stack = synthStack((scope) => {
      const store = storeIn(scope);
      const reader = workloadIn(scope, "erpc");
      grant(store, reader);
      store.secret("rpc/provider-b", { keys: ["api-key"] }).grantRead(reader);
    });
    expect(only(stack.resource["vault_kubernetes_auth_backend_role"]).token_policies).toHaveLength(3);
    expect(ofKind(stack, "SecretStore")).toHaveLength(1);
    expect(ofKind(stack, "ExternalSecret")).toHaveLength(2);
  });

  test("made twice is the same as made once", () => {
    const twice = synthStack((scope) => {
      const store = storeIn(scope);
      const reader = workloadIn(scope, "erpc");
      const first = grant(store, reader);
      expect(grant(store, reader)).toBe(first);
    });
    expect(twice).toEqual(granted());
  });

  test("gives distinct names where joined names would meet", () => {
    const stack = synthStack((scope) => {
      const store = storeIn(scope);
      store.secret("c", { keys: ["k"] }).grantRead(workloadIn(scope, "a-b"));
      store.secret("b-c", { keys: ["k"] }).grantRead(workloadIn(scope, "a"));
      store.secret("d", { keys: ["k"] }).grantRead(workloadIn(scope, "b-c", "a"));
      store.secret("d", { keys: ["k"] }).grantRead(workloadIn(scope, "c", "a-b"));
    });
    const names = [
      ...Object.values(stack.resource["vault_policy"] ?? {}).map(({ name }) => name),
      ...Object.values(stack.resource["vault_kubernetes_auth_backend_role"] ?? {}).map(({ role_name }) => role_name),
      ...manifestsOf(stack).map(({ kind, metadata }) => `${kind} ${metadata.name}`),
    ];
    expect(names).toHaveLength(4 + 4 + 8);
    expect(new Set(names).size).toBe(names.length);
  });

  test("hands the reader a volume and single keys, and refuses a key there is not", () => {
    synthStack((stack) => {
      const delivered = grant(storeIn(stack), workloadIn(stack, "erpc"));
      expect(delivered.key("api-key")).toEqual({ secretName: delivered.secretName, key: "api-key" });
      expect(delivered.volume().source).toEqual({ kind: "secret", secretName: delivered.secretName });
      expect(() => delivered.key("apikey")).toThrow(/no such key[\s\S]*allowed: api-key, url/);
    });
  });

  test("can be mounted, and given as an environment variable", () => {
    const stack = synthStack((scope) => {
      const reader = workloadIn(scope, "erpc");
      const delivered = grant(storeIn(scope), reader);
      reader.mount(delivered.volume(), "/etc/provider-a");
      reader.addSecretEnvironment({ API_KEY: delivered.key("api-key") });
    });
    const [, external] = manifestsOf(stack);
    const { spec } = only(stack.resource["kubernetes_deployment_v1"]).spec.template;
    expect(JSON.stringify(spec)).toContain(external.spec.target.name);
  });

  test("over a stack border makes the secret's stack come first and needs no remote state", () => {
    let order: readonly string[] = [];
    const stacks = synthApp((app) => {
      const secrets = declareStack(app, "secrets");
      const rpc = declareStack(app, "rpc");
      grant(storeIn(secrets), workloadIn(rpc, "erpc"));
      order = rpc.dependencies.map((stack) => stack.node.id);
    });
    expect(order).toEqual(["secrets"]);
    expect(Object.keys(stacks["secrets"]?.resource ?? {})).toContain("vault_kubernetes_auth_backend_role");
    expect(Object.keys(stacks["rpc"]?.resource ?? {}).filter((type) => type.startsWith("vault_"))).toEqual([]);
    expect(stacks["rpc"]?.["data"]).toBeUndefined();
  });

  test("is refused to a second workload behind the same service account", () => {
    const message = messageOf(() =>
      synthStack((stack) => {
        const store = storeIn(stack);
        const reader = workloadIn(stack, "erpc");
        grant(store, reader);
        const { name, namespace, serviceAccountName } = reader;
        const other = Object.assign(new Construct(stack, "impostor"), { name, namespace, serviceAccountName });
        store.secret("rpc/provider-b", { keys: ["k"] }).grantRead(other);
      }),
    );
    expect(message).toMatch(/test\/impostor: two workloads share the service account apps\/erpc/);
  });

  test("is refused to the namespace's default service account", () => {
    const message = messageOf(() =>
      synthStack((stack) => {
        const namespace = Namespace.fromName("apps");
        const reader = Object.assign(new Construct(stack, "x"), {
          name: "x",
          namespace,
          serviceAccountName: "default",
        });
        storeIn(stack)
          .secret(PATH, { keys: ["k"] })
          .grantRead(reader);
      }),
    );
    expect(message).toContain("default service account");
  });
});

describe("what is delivered", () => {
  testWith("crds/external-secrets.io_secretstores.json.gz")("is a SecretStore that its definition accepts", () => {
    const schema = readSchema("crds/external-secrets.io_secretstores.json.gz").versions.v1.properties.spec;
    const [store] = ofKind(granted({ certificateAuthority: CERTIFICATE }), "SecretStore");
    expect(store.apiVersion).toBe("external-secrets.io/v1");
    expect(specProblems(store.spec, schema)).toEqual([]);
    expect(specProblems({ ...store.spec, refresh: 1 }, schema)).not.toEqual([]);
  });

  testWith("crds/external-secrets.io_externalsecrets.json")("is an ExternalSecret that its definition accepts", () => {
    const schema = readSchema("crds/external-secrets.io_externalsecrets.json").versions.v1.properties.spec;
    const [external] = ofKind(granted(), "ExternalSecret");
    expect(specProblems(external.spec, schema)).toEqual([]);
    expect(specProblems({ ...external.spec, refreshPolicy: "Sometimes" }, schema)).not.toEqual([]);
  });

  test("logs in as the reader's own service account, through the reader's role", () => {
    const stack = granted({ certificateAuthority: CERTIFICATE });
    const [store] = ofKind(stack, "SecretStore");
    expect(store.spec.provider.vault).toEqual({
      server: ADDRESS,
      path: "apps",
      version: "v2",
      caBundle: Buffer.from(CERTIFICATE).toString("base64"),
      auth: {
        kubernetes: {
          mountPath: "kubernetes",
          role: only(stack.resource["vault_kubernetes_auth_backend_role"]).role_name,
          serviceAccountRef: { name: "erpc", audiences: ["vault"] },
        },
      },
    });
  });

  test("names each key and its place, and goes when the grant goes", () => {
    const [store, external] = manifestsOf(granted());
    expect(external.spec).toMatchObject({
      refreshInterval: "3600s",
      secretStoreRef: { kind: "SecretStore", name: store.metadata.name },
      target: { creationPolicy: "Owner" },
      data: [
        { secretKey: "api-key", remoteRef: { key: PATH, property: "api-key" } },
        { secretKey: "url", remoteRef: { key: PATH, property: "url" } },
      ],
    });
  });

  test("carries the labels of its reader", () => {
    for (const manifest of manifestsOf(granted())) {
      expect(manifest.metadata.labels).toMatchObject({ "palisade.dev/kind": "workload", "palisade.dev/name": "erpc" });
    }
  });

  test("waits for the role, so that the first login works", () => {
    const [dependency] = only(granted().resource["helm_release"]).depends_on;
    expect(dependency).toMatch(/^vault_kubernetes_auth_backend_role\./);
  });
});

describe("a value", () => {
  const VALUE = "sk-live-51H8xQzExample";

  test("cannot be declared: the compiler and the run both refuse, and the message does not repeat it", () => {
    const message = messageOf(() =>
      synthStack((stack) => {
        // @ts-expect-error a secret has no option for a value
        storeIn(stack).secret(PATH, { keys: ["api-key"], value: VALUE });
      }),
    );
    expect(message).toMatch(/given options it does not have\n {2}got: \["value"\]/);
    expect(message).not.toContain(VALUE);
  });

  test("cannot be provided as text", () => {
    const message = messageOf(() =>
      synthStack((stack) => {
        const secret = storeIn(stack).secret(PATH, { keys: ["api-key"] });
        // @ts-expect-error only values that Terraform forgets are taken
        secret.provide({ "api-key": VALUE }, { version: 1 });
      }),
    );
    expect(message).toContain("the value of api-key is plain text");
    expect(message).not.toContain(VALUE);
  });

  test.each(["ghp_0123456789abcdefghij", "hvs.CAESIJ", `0x${"ab".repeat(32)}`])(
    "that stands as a path is seen: %s",
    (path) => {
      const message = messageOf(() => synthStack((stack) => storeIn(stack).secret(path, { keys: ["k"] })));
      expect(message).toContain("looks like a credential itself");
      expect(message).not.toContain(path);
    },
  );

  test("that is provided goes through a write-only argument, whatever it is, and nowhere else", () => {
    const stack = synthStack((scope) => {
      const given = new EphemeralVariable(scope, "provider-a-key", { description: "key of provider A" });
      const secret = storeIn(scope).secret(PATH, { keys: ["api-key"] });
      secret.provide({ "api-key": given.ephemeralValue }, { version: 2 });
      secret.grantRead(workloadIn(scope, "erpc"));
    });
    expect(only(stack.resource["vault_kv_secret_v2"])).toEqual({
      mount: expect.stringMatching(/^\$\{vault_mount\..*\.path\}$/),
      name: PATH,
      data_json_wo: expect.stringContaining('jsonencode({"api-key" = var.provider-a-key})'),
      data_json_wo_version: 2,
      lifecycle: { prevent_destroy: true },
    });
    expect(JSON.stringify(stack).match(/var\.provider-a-key/g)).toHaveLength(1);
    expect(stack["variable"]["provider-a-key"]).not.toHaveProperty("default");
  });

  test("has no way into synthesized JSON: nothing in it reads or keeps one", () => {
    const stack = granted();
    const keeping = [
      "vault_kv_secret",
      "vault_kv_secret_v2",
      "vault_generic_secret",
      "kubernetes_secret",
      "kubernetes_secret_v1",
    ];
    expect(Object.keys(stack.resource).filter((type) => keeping.includes(type))).toEqual([]);
    expect(Object.keys(stack.data)).toEqual([]);
    expect(stack.output).toEqual({});
    expect(manifestsOf(stack).map(({ kind }) => kind)).not.toContain("Secret");
  });
});

describe("bad input", () => {
  test.each(["", "/rpc", "rpc/", "rpc//a", "rpc/*", "rpc/+/a", "../other", "rpc/a b", 'a"}', `$${"{x}"}`])(
    "a path is refused when it is no plain path: %j",
    (path) => {
      expect(messageOf(() => synthStack((stack) => storeIn(stack).secret(path, { keys: ["k"] })))).toContain(
        "is not a plain path",
      );
    },
  );

  test.each([
    "http://vault.example.org:8200",
    "vault.example.org",
    "https://root:pw@vault.example.org",
    "https://v.example.org/v1",
  ])("an address is refused that is not a bare https one: %s", (address) => {
    const message = messageOf(() => synthStack((stack) => storeIn(stack, { address })));
    expect(message).toContain("not one that secrets may travel to");
    expect(message).not.toContain("root:pw");
  });

  test("plain HTTP is taken when it is asked for by name", () => {
    expect(() => granted({ address: "http://vault.vault.svc:8200", allowPlainHttp: true })).not.toThrow();
  });

  test("every problem of a store is told at once", () => {
    const message = messageOf(() =>
      synthStack((stack) =>
        storeIn(stack, { address: "vault", mount: "a b", certificateAuthority: "-----BEGIN PRIVATE KEY-----" }),
      ),
    );
    expect(message).toMatch(/test\/store: .*address[\s\S]*mount[\s\S]*certificate authority/);
    expect(message).not.toContain("BEGIN PRIVATE KEY");
  });

  test("every problem of a secret is told at once", () => {
    const message = messageOf(() =>
      synthStack((stack) => storeIn(stack).secret("a b", { keys: ["x y", "x y"], refreshSeconds: 1 })),
    );
    expect(message).toMatch(/plain path[\s\S]*Kubernetes takes[\s\S]*named twice[\s\S]*too often/);
  });

  test("one path with two sets of keys is refused", () => {
    const message = messageOf(() =>
      synthStack((stack) => {
        const store = storeIn(stack);
        store.secret(PATH, { keys: ["a"] });
        store.secret(PATH, { keys: ["a", "b"] });
      }),
    );
    expect(message).toContain("declared twice with different options");
  });

  test("two stores of one name at one reader are refused", () => {
    const message = messageOf(() =>
      synthStack((stack) => {
        const reader = workloadIn(stack, "erpc");
        grant(storeIn(stack), reader);
        const second = VaultStore.fromAddress(stack, "second", { address: ADDRESS, mount: "apps" });
        grant(second, reader);
      }),
    );
    expect(message).toContain("secrets of two stores named apps go to one reader");
  });
});

describeWithTerraform("a store, a secret and a grant with the real Terraform", () => {
  const rehearsals = new Rehearsals();
  afterEach(() => rehearsals.clear());

  test("are planned, applied and planned again without a change", async () => {
    const { test: stack } = synthApp((app) => {
      const scope = declareStack(app, "test");
      const given = new EphemeralVariable(scope, "provider-a-key", { description: "key of provider A" });
      const secret = storeIn(scope).secret(PATH, { keys: ["api-key"] });
      secret.provide({ "api-key": given.ephemeralValue }, { version: 1 });
      secret.grantRead(workloadIn(scope, "erpc"));
    });
    if (stack === undefined) throw new Error("the stack was not written");
    const sandbox = await rehearsals.open(stack);
    await sandbox.init();
    await sandbox.validate();
    await sandbox.plan();
    await sandbox.apply();
    expect(isEmptyPlan(await sandbox.replan())).toBe(true);
  });
});
