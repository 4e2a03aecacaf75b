import { App, TerraformStack } from "cdktf";
import { parse } from "yaml";
import { Peer } from "../../../constructs/core/peer";
import { CosmosNode, CosmosSigner, type HorcruxSignerProps } from "../../../constructs/keys";
import { problemsOf } from "../../support/refusals";
import { type Json, only, type SynthesizedJson, synthStack } from "../../support/synth";
import { CHAIN_ID, horcruxIn, shardsIn, tmkmsIn, VALIDATOR } from "./cosmos-fixtures";
import { vaultIn } from "./key-fixtures";
import { monitor } from "./production";

const stack = synthStack((scope) => {
  horcruxIn(scope);
});
const all = (type: string, from: SynthesizedJson = stack): Json[] => Object.values(from.resource[type] ?? {});
const sets = all("kubernetes_stateful_set_v1").filter(({ metadata }) => metadata.name.startsWith("hub-"));
const named = (type: string, name: string): Json => all(type).find(({ metadata }) => metadata.name === name);
const numbers = [1, 2, 3];

describe("co-signers of Horcrux", () => {
  it("are one workload for each shard, with one pod for ever and a volume that is kept", () => {
    expect(sets.map(({ metadata }) => metadata.name)).toEqual(["hub-1", "hub-2", "hub-3"]);
    for (const { spec, lifecycle } of sets) {
      expect(spec.replicas).toBe("1");
      expect(lifecycle).toBeUndefined();
      expect(spec.persistent_volume_claim_retention_policy).toEqual([
        { when_deleted: "Retain", when_scaled: "Retain" },
      ]);
      expect(only(spec.volume_claim_template).spec.resources.requests.storage).toBe("10Gi");
      expect(spec.template.spec.container[0].volume_mount).toContainEqual({
        name: "state",
        mount_path: "/var/lib/horcrux",
        read_only: false,
      });
    }
    expect(JSON.stringify(stack.resource)).not.toMatch(/horizontal_pod_autoscaler|ScaledObject/);
  });

  it("never share a node, and are spread over zones, as a rule", () => {
    for (const { spec } of sets) {
      const { affinity, topology_spread_constraint: spread } = spec.template.spec;
      const [rule] = affinity.pod_anti_affinity.required_during_scheduling_ignored_during_execution;
      expect(rule.topology_key).toBe("kubernetes.io/hostname");
      const [labels] = rule.label_selector;
      expect(only(spread)).toMatchObject({
        topology_key: "topology.kubernetes.io/zone",
        when_unsatisfiable: "DoNotSchedule",
        max_skew: 1,
        label_selector: [labels],
      });
      expect(spec.template.metadata.labels).toMatchObject(labels.match_labels);
    }
  });

  it("are drained one at a time", () => {
    const budgets = all("kubernetes_pod_disruption_budget_v1").filter(({ metadata }) => /^hub/.test(metadata.name));
    expect(budgets.map(({ metadata, spec }) => [metadata.name, spec.max_unavailable])).toEqual([["hub", "1"]]);
  });

  it("read each their own shard and no other, by a role of their own", () => {
    const secrets = sets.map(({ spec }) =>
      spec.template.spec.volume.flatMap(({ secret }: Json) => (secret === undefined ? [] : [secret.secret_name])),
    );
    expect(secrets.every((names) => names.length === 1)).toBe(true);
    expect(new Set(secrets.flat()).size).toBe(3);
    const roles = all("vault_kubernetes_auth_backend_role");
    expect(roles.map(({ bound_service_account_names: names }) => names)).toEqual(
      expect.arrayContaining(numbers.map((number) => [expect.stringContaining(`hub-${number}`)])),
    );
    for (const policy of all("vault_policy").map((each) => String(each.policy))) {
      expect(numbers.filter((number) => policy.includes(`co-signer-${number}`)).length).toBeLessThan(2);
    }
    for (const { spec } of sets) {
      expect(spec.template.spec.container[0].volume_mount).toContainEqual(
        expect.objectContaining({ mount_path: "/etc/horcrux-keys", read_only: true }),
      );
      expect(spec.template.spec.container[0].env).toEqual([]);
    }
  });

  it("know each other by name, their nodes, and the threshold", () => {
    const files = all("kubernetes_config_map_v1").map(({ data }) => data["config.yaml"]);
    expect(new Set(files).size).toBe(1);
    expect(parse(files[0])).toEqual({
      keyDir: "/etc/horcrux-keys",
      signMode: "threshold",
      thresholdMode: {
        threshold: 2,
        cosigners: numbers.map((number) => ({
          shardID: number,
          p2pAddr: `tcp://hub-${number}.keys.svc.cluster.local:2222`,
        })),
        grpcTimeout: "1000ms",
        raftTimeout: "1000ms",
      },
      chainNodes: [
        { privValAddr: expect.stringMatching(/^tcp:\/\/sentry\.chain\.svc\.cluster\.local:\d+$/) },
        { privValAddr: "tcp://10.1.2.3:1234" },
      ],
      debugAddr: "0.0.0.0:6001",
      grpcAddr: "",
      maxReadSize: 1_048_576,
    });
  });

  it("are started by a script that waits for both of their states", () => {
    expect(sets[0].spec.template.spec.container[0].command).toEqual(["/bin/sh", "/etc/horcrux/start.sh"]);
    const script = String(all("kubernetes_config_map_v1")[0].data["start.sh"]);
    for (const file of ["priv_validator_state", "share_sign_state"]) {
      expect(script).toContain(`'/var/lib/horcrux/state/${CHAIN_ID}_${file}.json' || return 1`);
    }
  });

  it("let in each other and nobody else, and go out to each other and their nodes", () => {
    for (const number of numbers) {
      const { spec } = named("kubernetes_network_policy_v1", `hub-${number}`);
      const others = numbers.filter((each) => each !== number).map((each) => `hub-${each}`);
      const instances = (rules: Json[]): string[] =>
        [...JSON.stringify(rules).matchAll(/"app.kubernetes.io\/instance":"([^"]+)"/g)].map(([, name = ""]) => name);
      expect(instances(spec.ingress)).toEqual(others);
      expect(spec.ingress.flatMap(({ ports }: Json) => ports.map(({ port }: Json) => port))).toEqual(["2222", "2222"]);
      expect(instances(spec.egress)).toEqual(["sentry", ...others]);
      expect(JSON.stringify(spec.egress)).toContain('"10.1.2.3/32"');
    }
    const sentry = named("kubernetes_network_policy_v1", "sentry");
    expect(JSON.stringify(sentry.spec.ingress)).toMatch(/hub-1.*hub-2.*hub-3/);
  });

  it("say on their pods which share of which key they hold", () => {
    expect(sets.map(({ spec }) => spec.template.metadata.annotations)).toMatchObject(
      numbers.map((number) => ({
        "palisade.dev/key": VALIDATOR,
        "palisade.dev/key-share": `group=test/hub;share=${number};threshold=2;of=3`,
      })),
    );
  });

  it("are watched one by one, and their validator once", () => {
    const watched = synthStack((scope) => {
      horcruxIn(scope);
      monitor(scope);
    });
    const objects: Json[] = all("helm_release", watched)
      .flatMap(({ values }) => values)
      .flatMap((text) => JSON.parse(text).manifests ?? []);
    const rules = objects.filter(({ kind, metadata }) => kind === "PrometheusRule" && /^hub-/.test(metadata.name));
    expect(rules.map(({ metadata }) => metadata.name)).toEqual([
      "hub-1-horcrux",
      "hub-2-horcrux",
      "hub-3-horcrux",
      "hub-1-horcrux-validator",
    ]);
    expect(rules[3].spec.groups[0].rules[0].expr).toContain('palisade_workload=~"hub-[0-9]+"');
    const monitors = objects.filter(({ kind, metadata }) => kind === "PodMonitor" && /^hub-/.test(metadata.name));
    expect(monitors.map(({ metadata }) => metadata.name)).toEqual(["hub-1-metrics", "hub-2-metrics", "hub-3-metrics"]);
  });
});

describe("co-signers that would hurt", () => {
  const fresh = () => new TerraformStack(new App(), "test");
  const refused = (props: Partial<HorcruxSignerProps>, scope = fresh()) => problemsOf(() => horcruxIn(scope, props));

  it.each([
    [1, "2 to 3"],
    [4, "2 to 3"],
    [1.5, "2 to 3"],
  ])("are not made with a threshold of %s of three", (threshold, allowed) => {
    expect(refused({ threshold })).toEqual([
      {
        where: "test/hub",
        what: "with this threshold two parts of 3 co-signers could each sign, and neither would know of the other",
        got: threshold,
        allowed,
        doThis: "set threshold to more than half of the shards, as it was when they were made",
        source: "strangelove-ventures/horcrux v3.3.2, docs/signing.md",
      },
    ]);
  });

  it("are not made from half of four, and are from three of four", () => {
    const scope = fresh();
    const shards = shardsIn(vaultIn(scope), 4);
    expect(refused({ shards, threshold: 2 }, scope)).toMatchObject([{ got: 2, allowed: "3 to 4" }]);
    const other = fresh();
    expect(refused({ shards: shardsIn(vaultIn(other), 4), threshold: 3 }, other)).toEqual([]);
  });

  it("are not made where one secret is read twice, so that a pod would hold the shard of another", () => {
    const scope = fresh();
    const [first, second] = shardsIn(vaultIn(scope), 2);
    if (first === undefined || second === undefined) throw new Error("two were asked for");
    expect(refused({ shards: [first, second, first] }, scope)).toEqual([
      {
        where: "test/hub",
        what: "co-signers 1 and 3 read the same secret, so that one of them holds the shard of another",
        allowed: "a secret of its own for each co-signer, at a path that no other reads",
        doThis: "write each shard to a path of its own, and name that",
      },
    ]);
  });

  it("are not made from two shards, from shards as text, or from secrets without the files", () => {
    const scope = fresh();
    const store = vaultIn(scope);
    const lacking = store.secret("validators/hub/it", { keys: ["ecies_keys.json"] });
    const [right] = shardsIn(store, 1);
    const problems = refused({ shards: JSON.parse('["eyJwdWJLZXki"]').concat([lacking, right]) }, scope);
    expect(problems).toMatchObject([
      { what: "shard 1 is not a secret but text, which would stand in the state" },
      {
        what: "shard 2 lacks cosmoshub-4_shard.json: the program looks for files of these names",
        got: ["ecies_keys.json"],
      },
    ]);
    expect(JSON.stringify(problems)).not.toContain("eyJwdWJLZXki");
    const other = fresh();
    expect(refused({ shards: shardsIn(vaultIn(other), 2) }, other)).toMatchObject([
      { got: 2, allowed: "3 to 255, best 3 or 5" },
    ]);
  });

  it("are not made for nobody, for one node twice, or for what is no node", () => {
    const node = CosmosNode.fromAddress("10.1.2.3:1234");
    expect(refused({ nodes: [] })).toMatchObject([{ what: "nobody asks the signer for signatures" }]);
    expect(refused({ nodes: [node, node, JSON.parse('"10.1.2.4:1234"')] })).toMatchObject([
      { what: "one node is named twice", got: "10.1.2.3:1234" },
      { what: "node 3 is no node that a signer can call" },
    ]);
  });

  it("are not made for a validator that is named by what may be its private key, which is not shown", () => {
    const key = Buffer.alloc(32, 7).toString("base64");
    for (const validator of [key, VALIDATOR.replace("zyg", "zzg"), "cosmosvaloper1zyg3zyg3", undefined]) {
      const problems = refused(JSON.parse(JSON.stringify({ validator: validator ?? null })));
      expect(problems).toMatchObject([
        { where: "test/hub", what: "the validator is not named by its consensus address" },
      ]);
      expect(JSON.stringify(problems)).not.toContain(key);
    }
  });

  it("are not made with a chain or a volume that is none", () => {
    const problems = refused({ chainId: "../hub", storageGiB: 0.5, shards: shardsIn(vaultIn(fresh()), 3) });
    expect(problems.map(({ what }) => what)).toEqual([
      "the id of the chain is none",
      "the volume for what was signed last has no sensible size",
      ...numbers.map((number) => expect.stringContaining(`shard ${number} lacks ../hub_shard.json`)),
    ]);
  });

  it("are not made for a validator that something else signs for, in any stack of the app", () => {
    const app = new App();
    horcruxIn(new TerraformStack(app, "prod"));
    expect(problemsOf(() => tmkmsIn(new TerraformStack(app, "staging"), {}, "kms"))).toMatchObject([
      {
        where: "staging/kms",
        what: `key ${VALIDATOR} is already used by prod/hub`,
        allowed: "one place for each key, over all environments of the app",
      },
    ]);
  });
});

describe("a node that asks for signatures", () => {
  it.each(["10.1.2.3", "tcp://10.1.2.3:1234", "10.1.2.3:0", "10.1.2.3:70000", "10.1.2.300:1234", "Sentry:1234", ""])(
    "is not at %j",
    (address) => {
      expect(problemsOf(() => CosmosNode.fromAddress(address))).toMatchObject([
        { where: `node ${address}`, what: "the address at which a node takes its signer is none", got: address },
      ]);
    },
  );

  it("is given by a name only together with who that is", () => {
    expect(problemsOf(() => CosmosNode.fromAddress("sentry-0.chain.svc:1234"))).toMatchObject([
      { what: "a network policy needs addresses or labels, and a node is given by its name alone" },
    ]);
    const peer = Peer.pods("chain", { app: "sentry-0" });
    expect(CosmosNode.fromAddress("sentry-0.chain.svc:1234", peer).address).toBe("sentry-0.chain.svc:1234");
  });
});

test("the files of a co-signer's secret are named for the chain", () => {
  expect(CosmosSigner.shardFiles("osmosis-1")).toEqual(["osmosis-1_shard.json", "ecies_keys.json"]);
});
