import { App, TerraformStack } from "cdktf";
import { parse } from "yaml";
import { ExistingSecret } from "../../../constructs/core/existing-secret";
import { ImageRef } from "../../../constructs/core/image-ref";
import { Namespace } from "../../../constructs/core/namespace";
import {
  claimKeys,
  DistributedSigner,
  type DistributedSignerProps,
  SignerClient,
  SignerPermission,
  WITHOUT_MEMORY_SENTENCE,
} from "../../../constructs/keys";
import { formatProblem } from "../../../lib/core/errors";
import { type Json, type SynthesizedJson, synthStack } from "../../support/synth";
import { workloadIn } from "../secrets/fixture";
import { groupIn, groupProps, holder, VOUCH } from "./distributed-signer-fixture";
import { blsKey, problemsOf } from "./key-fixtures";
import { monitor } from "./production";

const stack = synthStack((scope) => groupIn(scope).grantSign(workloadIn(scope, "vouch"), VOUCH));
const all = (from: SynthesizedJson, type: string): readonly Json[] => Object.values(from.resource[type] ?? {});
const named = (from: SynthesizedJson, type: string, name: string): Json =>
  all(from, type).find(({ metadata }) => metadata.name === name);
const sets = all(stack, "kubernetes_stateful_set_v1");
const filesOf = (from: SynthesizedJson, name: string): Record<string, string> =>
  all(from, "kubernetes_config_map_v1").find(({ metadata }) => metadata.name.startsWith(`${name}-`)).data;

describe("a distributed signer", () => {
  it("is each instance exactly once, with a volume of its own that is kept, and nothing that scales it", () => {
    expect(sets.map(({ metadata }) => metadata.name)).toEqual(["duties-1", "duties-2", "duties-3"]);
    for (const { spec, lifecycle } of sets) {
      expect(spec.replicas).toBe("1");
      expect(lifecycle).toBeUndefined();
      expect(spec.volume_claim_template.map(({ metadata }: Json) => metadata.name)).toEqual(["data"]);
      expect(spec.persistent_volume_claim_retention_policy).toEqual([
        { when_deleted: "Retain", when_scaled: "Retain" },
      ]);
    }
    expect(Object.keys(stack.resource).filter((type) => type.includes("autoscaler"))).toEqual([]);
  });

  it("puts no two instances on one node, on nodes for signers, and ends one at a time", () => {
    for (const { spec } of sets) {
      const { affinity, node_selector: nodes } = spec.template.spec;
      const [apart] = affinity.pod_anti_affinity.required_during_scheduling_ignored_during_execution;
      expect(apart.topology_key).toBe("kubernetes.io/hostname");
      expect(nodes).toEqual({ "example.org/nodes": "signers" });
    }
    const budgets = all(stack, "kubernetes_pod_disruption_budget_v1").filter(({ metadata }) =>
      metadata.name.startsWith("duties"),
    );
    expect(budgets).toHaveLength(1);
    expect(budgets[0].spec.max_unavailable).toBe("1");
  });

  it("tells each instance its number, its name, its peers and its clients, and which files hold what is secret", () => {
    const configuration = parse(filesOf(stack, "duties-2")["dirk.yml"] ?? "");
    expect(configuration).toMatchObject({
      server: { id: 2, name: "duties-2.keys.svc.cluster.local", rules: { "admin-ips": [] } },
      "storage-path": "/data/protection",
      stores: [{ location: "/data/wallets" }],
      peers: {
        "1": "duties-1.keys.svc.cluster.local:13141",
        "2": "duties-2.keys.svc.cluster.local:13141",
        "3": "duties-3.keys.svc.cluster.local:13141",
      },
      process: { "generation-passphrase": "file:///etc/dirk-passphrases/passphrase" },
      permissions: {
        "vouch.validators.svc": {
          Validators: ["Access account", "Sign", "Sign beacon attestation", "Sign beacon proposal"],
        },
        "ceremony.keys.svc": { Validators: ["Access account", "Create account"] },
      },
    });
    const [set] = sets;
    expect(set.spec.template.spec.container[0].volume_mount).toEqual([
      { name: "data", mount_path: "/data", read_only: false },
      { name: "duties-1-tls", mount_path: "/etc/dirk-certificate", read_only: true },
      { name: "duties-1-passphrases", mount_path: "/etc/dirk-passphrases", read_only: true },
      { name: "configuration", mount_path: "/etc/dirk", read_only: true },
    ]);
    expect(set.spec.template.spec.init_container[0].command).toEqual(["/bin/sh", "/etc/dirk/prepare.sh"]);
  });

  it("says on each instance which share of which keys it holds", () => {
    const annotations = sets.map(({ spec }) => spec.template.metadata.annotations);
    expect(annotations.map((each) => each["palisade.dev/key-share"])).toEqual([
      "group=test/duties;share=1;threshold=2;of=3",
      "group=test/duties;share=2;threshold=2;of=3",
      "group=test/duties;share=3;threshold=2;of=3",
    ]);
    for (const each of annotations) expect(each["palisade.dev/key"]).toBe(`${blsKey(1)},${blsKey(2)}`);
  });

  it("keeps the number of a share when the instances are written in another order", () => {
    const turned = synthStack((scope) => {
      groupIn(scope, { instances: [30, 10, 20].map(holder) });
    });
    const shares = all(turned, "kubernetes_stateful_set_v1").map(({ metadata, spec }) => [
      metadata.name,
      spec.template.metadata.annotations["palisade.dev/key-share"].split(";")[1],
    ]);
    expect(Object.fromEntries(shares)).toEqual({
      "duties-10": "share=1",
      "duties-20": "share=2",
      "duties-30": "share=3",
    });
  });

  it("lets instances reach each other and themselves, and whoever it was granted to, and nobody else", () => {
    const policy = named(stack, "kubernetes_network_policy_v1", "duties-1");
    const instanceOf = (peer: Json) => peer.pod_selector.match_labels["app.kubernetes.io/instance"];
    const callers = policy.spec.ingress.flatMap((rule: Json) => rule.from.map(instanceOf));
    expect(callers).toEqual(["duties-1", "duties-2", "duties-3", "vouch"]);
    for (const rule of policy.spec.ingress) expect(rule.ports).toEqual([{ port: "13141", protocol: "TCP" }]);
    const ports = policy.spec.egress.flatMap((rule: Json) => rule.ports.map(({ port }: Json) => port));
    expect(ports).toEqual(["53", "53", "13141", "13141", "13141"]);
    const vouch = named(stack, "kubernetes_network_policy_v1", "vouch");
    expect(vouch.spec.egress.slice(1).flatMap((rule: Json) => rule.to.map(instanceOf))).toEqual([
      "duties-1",
      "duties-2",
      "duties-3",
    ]);
  });

  it("tells validator clients where its instances are, and is one use of its keys", () => {
    const scope = new TerraformStack(new App(), "test");
    const group = groupIn(scope);
    expect(group.endpoints).toEqual([1, 2, 3].map((id) => `duties-${id}.keys.svc.cluster.local:13141`));
    expect(group.toPeerSelectors()).toHaveLength(3);
    expect(() => claimKeys(scope, "signer", [blsKey(2)])).toThrow(/already used by test\/duties/);
  });

  it("needs no keys before the first are made", () => {
    const { keys: _, ...props } = groupProps;
    const empty = synthStack((scope) => {
      new DistributedSigner(scope, "duties", props);
    });
    const [set] = all(empty, "kubernetes_stateful_set_v1");
    expect(set.spec.template.metadata.annotations["palisade.dev/key"]).toBe("");
  });

  it("opens shares with earlier passphrases, and starts without memory only where a person said so", () => {
    const changed = synthStack((scope) => {
      const passphrases = ExistingSecret.fromName("passphrases-of-1", ["second", "first"]);
      const first = { ...holder(1), passphrases, passphraseKeys: ["second", "first"] };
      const instances = [first, { ...holder(2), withoutMemory: WITHOUT_MEMORY_SENTENCE }, holder(3)];
      groupIn(scope, { instances, image: ImageRef.parse("mirror.example.org/attestant/dirk:1.2.1") });
    });
    const { unlocker, process } = parse(filesOf(changed, "duties-1")["dirk.yml"] ?? "");
    expect(unlocker["account-passphrases"]).toEqual([
      "file:///etc/dirk-passphrases/second",
      "file:///etc/dirk-passphrases/first",
    ]);
    expect(process["generation-passphrase"]).toBe("file:///etc/dirk-passphrases/second");
    const refuses = [1, 2, 3].map((id) => filesOf(changed, `duties-${id}`)["prepare.sh"]?.includes("stays down"));
    expect(refuses).toEqual([true, false, true]);
  });

  it("is watched, each instance by itself", () => {
    const watched = synthStack((scope) => {
      groupIn(scope);
      monitor(scope);
    });
    const objects: Json[] = all(watched, "helm_release")
      .flatMap(({ values }) => values)
      .flatMap((text) => JSON.parse(text).manifests ?? []);
    const rules = objects.filter(({ kind, metadata }) => kind === "PrometheusRule" && metadata.name.endsWith("-dirk"));
    expect(rules.map(({ metadata }) => metadata.name).sort()).toEqual([
      "duties-1-dirk",
      "duties-2-dirk",
      "duties-3-dirk",
    ]);
  });
});

describe("a distributed signer that would hurt", () => {
  const fresh = () => new TerraformStack(new App(), "test");
  const messages = (change: Partial<DistributedSignerProps>): readonly string[] =>
    problemsOf(() => groupIn(fresh(), change)).map((problem) => formatProblem(problem));

  it("does not synthesize with half of its instances as threshold: two halves would sign two things", () => {
    expect(messages({ instances: [1, 2, 3, 4].map(holder) })).toEqual([
      [
        "test/duties: two parts of the group could sign two different things, since each keeps a memory of its own",
        "  got: 2",
        "  allowed: 3 of 4 instances",
        "  do this: set threshold to more than half of the instances, and to fewer than all",
        "  source: attestantio/dirk v1.2.1, services/process/standard/generate.go",
      ].join("\n"),
    ]);
  });

  it.each([
    [3, "every instance is needed for a signature, so that each restart of one stops all duties"],
    [4, "the threshold is no number of shares"],
    [1.5, "the threshold is no number of shares"],
    [0, "two parts of the group could sign two different things, since each keeps a memory of its own"],
  ])("does not synthesize with a threshold of %d of three", (threshold, what) => {
    expect(problemsOf(() => groupIn(fresh(), { threshold })).map((problem) => problem.what)).toEqual([what]);
  });

  it("does not synthesize with two instances that are one: by name, number, certificate or passphrase", () => {
    const twin = { ...holder(2), name: "duties-1", id: 1, certificate: holder(1).certificate };
    expect(messages({ instances: [holder(1), twin, holder(3)] })).toEqual([
      [
        "test/duties: two instances have the same name: a certificate and a Service could not tell them apart",
        '  got: "duties-1"',
        "  allowed: one of its own for each",
        "  do this: give each its own name",
      ].join("\n"),
      [
        "test/duties: two instances have the same id: they would hold the same share",
        "  got: 1",
        "  allowed: one of its own for each",
        "  do this: give each its own id",
      ].join("\n"),
      [
        "test/duties: two instances have the same secret: whoever reads that of one has that of the other, and is both of them",
        '  got: "duties-1-tls"',
        "  allowed: one of its own for each",
        "  do this: give each its own secret",
      ].join("\n"),
    ]);
  });

  it("says everything that is wrong at once", () => {
    const host = "a".repeat(50);
    const certificate = ExistingSecret.fromName("tls", ["tls.crt", "tls.key"]);
    const instances = [
      { ...holder(1), name: "Duties", certificate, passphraseKeys: ["secret"] },
      { ...holder(0), name: host, passphrases: holder(2).passphrases, withoutMemory: "yes" },
    ];
    const change = { instances, wallets: ["Val*", "b"], keys: [blsKey(1), blsKey(1)] };
    // biome-ignore lint/suspicious/noExplicitAny: plain JavaScript may hand in anything
    const clients: any = [groupProps.clients[0], groupProps.clients[0], "vouch"];
    // biome-ignore lint/suspicious/noExplicitAny: the same
    const network: any = "main";
    expect(problemsOf(() => groupIn(fresh(), { ...change, clients, network })).map(({ what }) => what)).toEqual([
      "Ethereum has no such network in the catalogue",
      "too few instances hold shares: with one of them away, nothing is signed, or the one that is left holds too much",
      "the name of an instance is no name in Kubernetes",
      `instance ${host} has no number that a share can be made for`,
      `instance ${host} would start with shares and without memory of what was signed with them`,
      "the secret in certificate of instance Duties has no such value",
      "the secret in passphrases of instance Duties has no such value",
      "the name of a wallet is none that a pattern and a shell read as it stands",
      "one key is named twice",
      "nobody may ask the group for signatures, or somebody who is no client",
      "client vouch.validators.svc has a permission for a wallet that the group does not have",
      "client vouch.validators.svc has a permission for a wallet that the group does not have",
      "one client stands there twice, and Dirk would read one of the two",
      "the host name of an instance does not fit into a certificate, by whose common name the others know it",
    ]);
  });

  it("does not synthesize with passphrases as text, without any, or with two instances that forgot", () => {
    // biome-ignore lint/suspicious/noExplicitAny: plain JavaScript may hand in anything
    const text: any = "correct horse battery staple";
    const instances = [
      { ...holder(1), passphrases: text },
      { ...holder(2), passphraseKeys: [], withoutMemory: WITHOUT_MEMORY_SENTENCE },
      { ...holder(3), withoutMemory: WITHOUT_MEMORY_SENTENCE },
    ];
    const problems = problemsOf(() => groupIn(fresh(), { instances }));
    expect(problems.map(({ what }) => what)).toEqual([
      "passphrases of instance duties-1 is not a secret but text, which would stand in the state",
      "instance duties-2 has no passphrase to lock its shares with",
      "several instances would start without memory of what they signed",
    ]);
    expect(JSON.stringify(problems)).not.toContain("battery");
  });

  it("takes no private key for a public one, and shows none", () => {
    const problems = problemsOf(() => groupIn(fresh(), { keys: [`0x${"1f".repeat(32)}`] }));
    expect(problems.length).toBeGreaterThan(0);
    expect(JSON.stringify(problems)).not.toContain("1f1f");
  });

  it("takes no client that has the name of an instance", () => {
    const client = SignerClient.fromCertificate(
      "duties-2.keys.svc.cluster.local",
      SignerPermission.duties("Validators"),
    );
    expect(messages({ clients: [client] })).toEqual([
      [
        "test/duties: a client has the name of an instance, and would be taken for one when keys are made",
        '  got: "duties-2.keys.svc.cluster.local"',
        "  allowed: names that no instance has",
        "  do this: make the client a certificate of another name",
        "  source: attestantio/dirk v1.2.1, services/api/grpc/handlers/receiver/helpers.go",
      ].join("\n"),
    ]);
  });

  it("does not sign with a key that something else signs with, and names both", () => {
    const scope = fresh();
    groupIn(scope);
    const other = { ...groupProps, namespace: Namespace.fromName("other"), keys: [blsKey(2)] };
    expect(() => new DistributedSigner(scope, "second", other)).toThrow(
      /test\/second: key 0x\w+…\w+ is already used by test\/duties/,
    );
  });

  it("grants nothing to what runs as everybody, or to a certificate that nobody named", () => {
    const scope = fresh();
    const vouch = Object.assign(workloadIn(scope, "vouch"), { serviceAccountName: "default" });
    expect(problemsOf(() => groupIn(scope).grantSign(vouch, "vouch")).map((problem) => formatProblem(problem))).toEqual(
      [
        expect.stringContaining("runs as the namespace's default service account"),
        [
          "test/duties: no client of the group has a certificate of this name, so that it would get no signature",
          '  got: "vouch"',
          "  allowed: vouch.validators.svc, ceremony.keys.svc",
          "  do this: name one of the clients, or add it to clients",
        ].join("\n"),
      ],
    );
  });
});

describe("clients of a distributed signer", () => {
  it("are allowed what is named, for a whole wallet or for some accounts", () => {
    const some = SignerPermission.of({ wallet: "Validators", accounts: "eu-.*", operations: ["Sign", "Sign"] });
    expect(some.render()).toEqual({ accounts: "Validators/eu-.*", operations: ["Sign"] });
    expect(SignerPermission.duties("Validators", "eu-[0-9]+").render().accounts).toBe("Validators/eu-[0-9]+");
    expect(SignerPermission.ceremony("Validators").render().accounts).toBe("Validators");
  });

  it.each([
    ["All", "a client would be allowed everything, also to make keys"],
    ["~Sign", "a permission names no operation of Dirk"],
    ["sign", "a permission names no operation of Dirk"],
  ])("are not allowed %s", (operation, what) => {
    // biome-ignore lint/suspicious/noExplicitAny: plain JavaScript may hand in anything
    const operations: any = [operation];
    const problems = problemsOf(() => SignerPermission.of({ wallet: "Validators", operations }));
    expect(problems.map((problem) => problem.what)).toEqual([what]);
  });

  it.each([".*", "Val.*", "Validators/x", "1st", ""])("name one wallet, and not %j", (wallet) => {
    expect(problemsOf(() => SignerPermission.duties(wallet)).map(({ what }) => what)).toEqual([
      "a permission names no wallet",
    ]);
  });

  it.each(["\\D+", "(", "a/b", "", "(?=x)"])(
    "name accounts by a pattern that is read as it stands, and not %j",
    (accounts) => {
      expect(problemsOf(() => SignerPermission.duties("Validators", accounts)).map(({ what }) => what)).toEqual([
        "a pattern of accounts is none that Dirk reads as it is written",
      ]);
    },
  );

  it.each(["Vouch.svc", "vouch svc", "*", "a".repeat(65), "-vouch"])("are not known as %j", (name) => {
    const problems = problemsOf(() => SignerClient.fromCertificate(name, SignerPermission.duties("Validators")));
    expect(problems.map(({ what }) => what)).toEqual([
      "a client is known by the common name of its certificate, and this is none that Dirk finds again",
    ]);
  });

  it("have permissions, one for the same accounts", () => {
    const twice = [SignerPermission.duties("Validators"), SignerPermission.ceremony("validators")];
    expect(problemsOf(() => SignerClient.fromCertificate("vouch", ...twice)).map(({ what }) => what)).toEqual([
      "client vouch has two permissions for the same accounts, of which Dirk would read one",
    ]);
    expect(problemsOf(() => SignerClient.fromCertificate("vouch")).map(({ what }) => what)).toEqual([
      "a client has no permission, or something that is none",
    ]);
  });
});
