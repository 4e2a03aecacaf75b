import type { TerraformStack } from "cdktf";
import { RpcTier, Upstream } from "../../../constructs/rpc";
import { CLIENTS } from "../../../lib/catalogue";
import { type Json, only, type SynthesizedJson, synthStack } from "../../support/synth";
import { configurationOf, deploymentOf, gatewayOf, node, place, policyOf, provider, synthTier } from "./rpc-fixtures";
import { StoredSecret } from "./stored-secret";

describe("the upstreams of a tier", () => {
  test("own nodes are asked first, at the port they have", () => {
    const [own, external] = configurationOf(synthTier()).projects[0].upstreams;
    const { port } = CLIENTS.reth.ports[0];
    expect(own).toMatchObject({
      id: "eth-0",
      endpoint: `http://eth-0.apps.svc.cluster.local:${port}`,
      tags: ["tier:primary"],
    });
    expect(external).toMatchObject({ id: "provider-a", tags: ["tier:fallback"], evm: { chainId: 1 } });
  });

  test("a node lets the tier in, and the tier is let out to the node", () => {
    const stack = synthTier();
    const granted = policyOf(stack, "eth-0").ingress.filter((rule: Json) =>
      rule.ports.some(({ port }: Json) => port === "8545"),
    );
    expect(granted[0].from[0].pod_selector.match_labels["app.kubernetes.io/instance"]).toBe("rpc");
    const out = policyOf(stack, "rpc").egress.flatMap(({ to, ports }: Json) => [
      [
        to[0].pod_selector?.match_labels["app.kubernetes.io/instance"] ?? to[0].ip_block?.cidr,
        ports.map(({ port }: Json) => port),
      ],
    ]);
    expect(out).toEqual([
      [undefined, ["53", "53"]],
      ["eth-0", ["8545"]],
      ["0.0.0.0/0", ["443"]],
    ]);
  });

  test("without an external upstream the tier does not reach the internet", () => {
    const stack = synthStack((scope) => {
      new RpcTier(scope, "rpc", { ...place, upstreams: [node(scope, "eth-0", 31_000)] });
    });
    expect(JSON.stringify(policyOf(stack, "rpc").egress)).not.toContain("0.0.0.0/0");
  });

  test("a provider's address comes from its secret through the environment, and stands nowhere else", () => {
    const secret = new StoredSecret("rpc/provider-a", ["endpoint"]);
    const stack = synthStack((scope) => {
      new RpcTier(scope, "rpc", { ...place, upstreams: [node(scope, "eth-0", 31_000), provider(secret)] });
    });
    expect(secret.readers).toEqual(["rpc"]);
    const variable = gatewayOf(stack).env.find(({ name }: Json) => name === "UPSTREAM_PROVIDER_A");
    expect(variable).toEqual({
      name: "UPSTREAM_PROVIDER_A",
      value_from: { secret_key_ref: { name: "rpc-rpc-provider-a", key: "endpoint" } },
    });
    expect(configurationOf(stack).projects[0].upstreams[1].endpoint).toBe(["$", "{UPSTREAM_PROVIDER_A}"].join(""));
  });

  test("a provider's limit is shared out over the replicas", () => {
    const budgets = configurationOf(synthTier({ replicas: 3 })).rateLimiters.budgets;
    expect(budgets.find(({ id }: Json) => id === "upstream-provider-a").rules[0].maxCount).toBe(16);
  });

  test("a change of upstreams is a new configuration object and a rollout", () => {
    const name = (stack: SynthesizedJson) => only(stack.resource["kubernetes_config_map_v1"]).metadata.name;
    const other = synthTier({ requestsPerSecondPerClient: 10 });
    expect(name(other)).not.toBe(name(synthTier()));
    const [id] = Object.keys(other.resource["kubernetes_config_map_v1"] ?? {});
    expect(JSON.stringify(deploymentOf(other))).toContain(`kubernetes_config_map_v1.${id}.metadata[0].name`);
  });
});

describe("an upstream that is added later", () => {
  const late = (stack: TerraformStack) => {
    const tier = new RpcTier(stack, "rpc", { ...place, upstreams: [node(stack, "eth-0", 31_000)] });
    tier.addUpstream(node(stack, "hoodi-0", 31_100, "hoodi"));
    const secret = new StoredSecret("rpc/provider-a", ["endpoint"]);
    tier.addUpstream(Upstream.external("provider-a", { endpoint: secret, network: "ethereum/mainnet" }));
    return tier;
  };
  const stack = synthStack(late);

  test("gives what it would have given from the start", () => {
    const early = synthStack((scope) => {
      const secret = new StoredSecret("rpc/provider-a", ["endpoint"]);
      const upstreams = [
        node(scope, "eth-0", 31_000),
        node(scope, "hoodi-0", 31_100, "hoodi"),
        Upstream.external("provider-a", { endpoint: secret, network: "ethereum/mainnet" }),
      ];
      new RpcTier(scope, "rpc", { ...place, upstreams });
    });
    expect(stack.resource).toEqual(early.resource);
  });

  test("is named and served, and its name is taken", () => {
    synthStack((scope) => {
      const tier = late(scope);
      expect(tier.upstreamNames).toEqual(["eth-0", "hoodi-0", "provider-a"]);
      expect(tier.urlFor("ethereum/hoodi")).toContain("/main/evm/560048");
      const secret = new StoredSecret("other", ["endpoint"]);
      const again = Upstream.external("provider-a", { endpoint: secret, network: "ethereum/mainnet" });
      expect(() => tier.addUpstream(again)).toThrow(/same name/);
      expect(() => tier.addUpstream(Upstream.external("b", { endpoint: secret }))).toThrow(/not clear which network/);
    });
  });
});
