import { App, TerraformStack } from "cdktf";
import { Peer } from "../../../constructs/core/peer";
import { type TmkmsDeviceOptions, TmkmsKey, type YubiHsmProps } from "../../../constructs/keys";
import { problemsOf } from "../../support/refusals";
import { type Json, only, type SynthesizedJson, synthStack } from "../../support/synth";
import { deviceIn, OTHER_VALIDATOR, tmkmsIn, tmkmsSecret, VALIDATOR } from "./cosmos-fixtures";
import { vaultIn } from "./key-fixtures";
import { monitor } from "./production";

const fresh = () => new TerraformStack(new App(), "test");
const deviceKey = (
  scope: TerraformStack,
  options: Partial<TmkmsDeviceOptions> = {},
  device: Partial<YubiHsmProps> = {},
): TmkmsKey =>
  TmkmsKey.yubiHsm(deviceIn(scope, device), { secret: tmkmsSecret(vaultIn(scope), "yubihsm-password"), ...options });

const soft = synthStack((scope) => {
  tmkmsIn(scope, { signExtensions: true });
});
const device = synthStack((scope) => {
  tmkmsIn(scope, { key: deviceKey(scope) });
});
const set = (from: SynthesizedJson): Json => only(from.resource["kubernetes_stateful_set_v1"]);
const file = (from: SynthesizedJson, name: string): string =>
  only(from.resource["kubernetes_config_map_v1"]).data[name];

describe("TMKMS", () => {
  it("is one pod, on one volume that is kept, and nothing makes a second", () => {
    const { spec, lifecycle } = set(soft);
    expect(spec.replicas).toBe("1");
    expect(lifecycle).toBeUndefined();
    expect(spec.persistent_volume_claim_retention_policy).toEqual([{ when_deleted: "Retain", when_scaled: "Retain" }]);
    expect(only(spec.volume_claim_template).spec.resources.requests.storage).toBe("1Gi");
    expect(spec.template.spec.container[0]).toMatchObject({
      command: ["/bin/sh", "/etc/tmkms/start.sh"],
      readiness_probe: { exec: { command: ["/bin/sh", "/etc/tmkms/ready.sh"] } },
      env: [],
    });
    expect(spec.template.spec.container[0].liveness_probe).toBeUndefined();
    expect(spec.template.spec.node_selector).toEqual({ "example.org/nodes": "signers" });
  });

  it("says on its pod which validator it signs for", () => {
    expect(set(soft).spec.template.metadata.annotations["palisade.dev/key"]).toBe(VALIDATOR);
    const both = synthStack((scope) => {
      tmkmsIn(scope, { key: deviceKey(scope, {}, { keys: [OTHER_VALIDATOR] }) });
    });
    expect(set(both).spec.template.metadata.annotations["palisade.dev/key"]).toBe(`${VALIDATOR},${OTHER_VALIDATOR}`);
  });

  it("has a configuration without a key or a password", () => {
    expect(file(soft, "tmkms.toml")).toBe(
      [
        "[[chain]]",
        'id = "cosmoshub-4"',
        'key_format = { type = "bech32", account_key_prefix = "cosmospub", consensus_key_prefix = "cosmosvalconspub" }',
        "sign_extensions = true",
        'state_file = "/var/lib/tmkms/state.json"',
        "",
        "[[validator]]",
        'chain_id = "cosmoshub-4"',
        'addr = "tcp://10.1.2.3:26658"',
        'secret_key = "/etc/tmkms-secrets/kms-identity.key"',
        "reconnect = true",
        "",
        "[[providers.softsign]]",
        'chain_ids = ["cosmoshub-4"]',
        'key_type = "consensus"',
        'key_format = "base64"',
        'path = "/etc/tmkms-secrets/consensus.key"',
        "",
      ].join("\n"),
    );
  });

  it("signs no vote extensions unless it is told to", () => {
    expect(file(device, "tmkms.toml")).toContain("sign_extensions = false");
  });

  it("asks a device through its connector, and logs in by a key that can only sign", () => {
    const [, , ...tables] = file(device, "tmkms.toml").split("\n\n");
    expect(tables).toEqual([
      [
        "[[providers.yubihsm]]",
        'adapter = { type = "http", addr = "tcp://10.1.9.9:12345" }',
        'auth = { key = 4, password_file = "/etc/tmkms-secrets/yubihsm-password" }',
      ].join("\n"),
      '[[providers.yubihsm.keys]]\nchain_ids = ["cosmoshub-4"]\nkey = 7\ntype = "consensus"\n',
    ]);
  });

  it("goes out to its node and its device, and lets in nobody", () => {
    const policyOf = (from: SynthesizedJson) => only(from.resource["kubernetes_network_policy_v1"]).spec;
    const blocks = (from: SynthesizedJson): string[] =>
      [...JSON.stringify(policyOf(from).egress).matchAll(/"cidr":"([^"]+)"/g)].map(([, cidr = ""]) => cidr);
    expect(policyOf(soft).ingress ?? []).toEqual([]);
    expect(blocks(soft)).toEqual(["10.1.2.3/32"]);
    expect(blocks(device)).toEqual(["10.1.2.3/32", "10.1.9.9/32"]);
    const named = synthStack((scope) => {
      const options = { connectorPeer: Peer.cidr("10.7.0.0/24") };
      tmkmsIn(scope, { key: deviceKey(scope, options, { connector: "http://hsm.example.org" }) });
    });
    expect(blocks(named)).toEqual(["10.1.2.3/32", "10.7.0.0/24"]);
    expect(file(named, "tmkms.toml")).toContain('addr = "tcp://hsm.example.org:80"');
  });

  it("is watched by what the cluster says, since it shows no metrics", () => {
    const watched = synthStack((scope) => {
      tmkmsIn(scope);
      monitor(scope);
    });
    const objects: Json[] = Object.values(watched.resource["helm_release"] ?? {})
      .flatMap(({ values }) => values)
      .flatMap((text) => JSON.parse(text).manifests ?? []);
    const rules = objects.find(({ kind, metadata }) => kind === "PrometheusRule" && metadata.name === "hub-tmkms");
    expect(rules.spec.groups[0].rules.map(({ alert }: Json) => alert)).toEqual([
      "TmkmsNotReady",
      "TmkmsRestarts",
      "TmkmsCannotStart",
    ]);
    expect(objects.some(({ kind, metadata }) => kind === "PodMonitor" && /^hub/.test(metadata.name))).toBe(false);
  });
});

describe("TMKMS that would hurt", () => {
  it("is not made without an image, a key or a node", () => {
    const props = JSON.parse('{"image": null, "key": "c2VjcmV0", "node": "tcp://10.1.2.3:26658"}');
    const problems = problemsOf(() => tmkmsIn(fresh(), props));
    expect(problems).toEqual([
      {
        where: "test/hub",
        what: "node is no node that a signer can call",
        allowed: "CosmosNode.fromWorkload or CosmosNode.fromAddress",
        doThis: "correct node",
      },
      {
        where: "test/hub",
        what: "TMKMS was not told where its key is",
        allowed: "TmkmsKey.yubiHsm, or TmkmsKey.softSign with a secret of a store",
        doThis: "set key; a key as text would stand in the state",
      },
      {
        where: "test/hub",
        what: "TMKMS has no image: nobody publishes one",
        allowed: "ImageRef of your own build of tmkms v0.15.0",
        doThis: "build it with the feature softsign or yubihsm, and pin its digest",
        source: "iqlusioninc/tmkms v0.15.0, Dockerfile: the harness of its tests",
      },
    ]);
    expect(JSON.stringify(problems)).not.toContain("c2VjcmV0");
  });

  it("is not made with a secret that lacks a file, or with a key as text", () => {
    const lacking = vaultIn(fresh()).secret("validators/hub/tmkms", { keys: ["consensus.key"] });
    expect(problemsOf(() => TmkmsKey.softSign(lacking))).toMatchObject([
      { where: "tmkms key", what: "secret lacks kms-identity.key: the program looks for files of these names" },
    ]);
    expect(problemsOf(() => TmkmsKey.softSign(JSON.parse('"c2VjcmV0"')))).toMatchObject([
      { what: "secret is not a secret but text, which would stand in the state" },
    ]);
  });

  it.each([0, 1, 65_536, 2.5])("does not log in to the device by authentication key %s", (authenticationKey) => {
    expect(problemsOf(() => deviceKey(fresh(), { authenticationKey }))).toMatchObject([
      {
        what: "TMKMS would log in to the device by an authentication key that is none, or may do everything",
        got: authenticationKey,
        allowed: "2 to 65535; 1 is the factory's, and the administrator's after tmkms yubihsm setup",
      },
    ]);
  });

  it.each(["http://127.0.0.1:12345", "http://localhost:12345", "https://10.1.9.9:12345"])(
    "does not reach a device at %s",
    (connector) => {
      expect(problemsOf(() => deviceKey(fresh(), {}, { connector }))).toMatchObject([
        { what: "the connector of the device is not one that a pod reaches over HTTP", got: connector },
      ]);
    },
  );

  it("does not reach a device by its name alone, and signs with Ed25519 and a declared device alone", () => {
    expect(problemsOf(() => deviceKey(fresh(), {}, { connector: "http://hsm.example.org" }))).toMatchObject([
      { what: "a network policy needs addresses or labels, and the connector is given by its name alone" },
    ]);
    expect(problemsOf(() => deviceKey(fresh(), {}, { curve: "secp256k1" }))).toMatchObject([
      { what: "validators of CometBFT sign with Ed25519, and the key of the device is none", got: "secp256k1" },
    ]);
    const secret = tmkmsSecret(vaultIn(fresh()), "yubihsm-password");
    expect(problemsOf(() => TmkmsKey.yubiHsm(JSON.parse("{}"), { secret }))).toMatchObject([
      { what: "TMKMS was given something that is no declared device" },
    ]);
  });
});
