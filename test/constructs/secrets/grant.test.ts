import { Construct } from "constructs";
import { Namespace } from "../../../constructs/core/namespace";
import { messageOf } from "../../support/refusals";
import { only, synthApp, synthStack } from "../../support/synth";
import { declareStack, grant, granted, manifestsOf, ofKind, PATH, policyOf, storeIn, workloadIn } from "./fixture";

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
