import { App, TerraformStack } from "cdktf";
import { parse } from "yaml";
import { ExistingSecret } from "../../../constructs/core/existing-secret";
import { ImageRef } from "../../../constructs/core/image-ref";
import { claimKeys, DistributedSigner, WITHOUT_MEMORY_SENTENCE } from "../../../constructs/keys";
import { type Json, type SynthesizedJson, synthStack } from "../../support/synth";
import { workloadIn } from "../secrets/fixture";
import { groupIn, groupProps, holder, VOUCH } from "./distributed-signer-fixture";
import { blsKey } from "./key-fixtures";
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
