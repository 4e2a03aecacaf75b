import { EphemeralVariable } from "../../../constructs/core/ephemeral";
import { VaultAudit, VaultStore } from "../../../constructs/secrets";
import { isEmptyPlan } from "../../../lib/sandbox/plan-summary";
import { messageOf } from "../../support/refusals";
import { Rehearsals } from "../../support/rehearsal";
import { only, synthApp, synthStack } from "../../support/synth";
import { describeWithTerraform } from "../../support/terraform-binary";
import { ADDRESS, declareStack, grant, granted, ofKind, PATH, storeIn, workloadIn } from "./fixture";

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

  test("writes to devices of several kinds, so that one may fail", () => {
    const audit = VaultAudit.file()
      .and(VaultAudit.socket({ address: "audit.internal:9090" }))
      .and(VaultAudit.syslog());
    const devices = Object.values(granted({ audit }).resource["vault_audit"] ?? {});
    const byType = Object.fromEntries(devices.map(({ type, path, options }) => [type, { path, options }]));
    expect(byType).toEqual({
      file: { path: "palisade-apps", options: { file_path: "/vault/audit/audit.log" } },
      socket: { path: "palisade-apps-socket-1", options: { address: "audit.internal:9090", socket_type: "tcp" } },
      syslog: { path: "palisade-apps-syslog-2", options: { facility: "AUTH", tag: "vault" } },
    });
  });

  test.each([
    [{ address: "https://audit.internal" }],
    [{ address: "audit.internal" }],
    [{ address: "socket", protocol: "unix" } as const],
  ])("refuses an audit socket without an address: %j", (socket) => {
    expect(messageOf(() => VaultAudit.socket(socket))).toContain("the address of the audit socket is none");
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
