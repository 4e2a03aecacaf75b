import { KubernetesProvider } from "@cdktf/provider-kubernetes/lib/provider";
import { type App, LocalBackend, TerraformStack } from "cdktf";
import { parse } from "yaml";
import { Controller } from "../../../constructs/core/controller";
import { Exposure } from "../../../constructs/core/exposure";
import { Workload } from "../../../constructs/core/workload";
import { ChainNode } from "../../../constructs/node";
import { RpcAccess, RpcTier, type RpcTierProps, Upstream } from "../../../constructs/rpc";
import { VaultStore } from "../../../constructs/secrets";
import { CLIENTS, GATEWAYS } from "../../../lib/catalogue";
import { isEmptyPlan } from "../../../lib/sandbox/plan-summary";
import { appsNamespace, plainCluster, webContainer } from "../../support/fixtures";
import { Rehearsals } from "../../support/rehearsal";
import { type Json, only, type SynthesizedJson, synthApp, synthStack } from "../../support/synth";
import { describeWithTerraform } from "../../support/terraform-binary";
import { StoredSecret } from "./stored-secret";

const published = Exposure.publicTls({ domain: "rpc.example.org", clusterIssuer: "letsencrypt" });
const place = { cluster: plainCluster, namespace: appsNamespace };

function node(
  stack: TerraformStack,
  id: string,
  firstPort: number,
  network: "mainnet" | "hoodi" = "mainnet",
): ChainNode {
  return new ChainNode(stack, id, {
    ...place,
    chain: "ethereum",
    network,
    clients: { execution: "reth", consensus: "lighthouse" },
    options: { execution: { firstPeerPort: firstPort }, consensus: { firstPeerPort: firstPort + 10 } },
  });
}

function provider(secret = new StoredSecret("rpc/provider-a", ["endpoint"])): Upstream {
  return Upstream.external("provider-a", { endpoint: secret, requestsPerSecond: 50 });
}

function synthTier(
  overrides: Partial<RpcTierProps> = {},
  also: (tier: RpcTier, stack: TerraformStack) => void = () => {},
) {
  return synthStack((stack) => {
    const upstreams = [node(stack, "eth-0", 31_000), provider()];
    also(new RpcTier(stack, "rpc", { ...place, upstreams, ...overrides }), stack);
  });
}

function declareStack(app: App, id: string): TerraformStack {
  const stack = new TerraformStack(app, id);
  new LocalBackend(stack, { path: `terraform.${id}.tfstate` });
  new KubernetesProvider(stack, "kubernetes", { configPath: "kubeconfig" });
  return stack;
}

function missing(): never {
  throw new Error("the stack was not written");
}

function deploymentOf(stack: SynthesizedJson, name = "rpc"): Json {
  const found: Json[] = Object.values(stack.resource["kubernetes_deployment_v1"] ?? {});
  return found.find(({ metadata }) => metadata.name === name).spec;
}

function gatewayOf(stack: SynthesizedJson): Json {
  return deploymentOf(stack).template.spec.container[0];
}

function configurationOf(stack: SynthesizedJson): Json {
  const [text] = Object.values<string>(only(stack.resource["kubernetes_config_map_v1"]).data);
  return parse((text ?? "").replaceAll("$${", "${"));
}

function policyOf(stack: SynthesizedJson, instance: string): Json {
  const found: Json[] = Object.values(stack.resource["kubernetes_network_policy_v1"] ?? {});
  return found.find(({ spec }) => spec.pod_selector.match_labels["app.kubernetes.io/instance"] === instance).spec;
}

describe("the gateways", () => {
  const stack = synthTier();

  test("are two of one exact release, spread out and kept up during a disruption", () => {
    expect(deploymentOf(stack).replicas).toBe("2");
    expect(gatewayOf(stack).image).toBe(`${GATEWAYS.erpc.image.repository}:${GATEWAYS.erpc.image.tag}`);
    expect(deploymentOf(stack).template.spec.topology_spread_constraint).toHaveLength(2);
    const budgets: Json[] = Object.values(stack.resource["kubernetes_pod_disruption_budget_v1"] ?? {});
    expect(budgets.find(({ metadata }) => metadata.name === "rpc").spec.max_unavailable).toBe("1");
  });

  test("read their configuration where it is mounted", () => {
    const [file] = Object.keys(only(stack.resource["kubernetes_config_map_v1"]).data);
    const mount = gatewayOf(stack).volume_mount.find(({ name }: Json) => name === "configuration");
    expect(gatewayOf(stack).command.at(-1)).toBe(`${mount.mount_path}/${file}`);
  });

  test("take no calls while they drain, and get the time that takes", () => {
    expect(gatewayOf(stack).readiness_probe.http_get.path).toBe("/healthcheck");
    expect(gatewayOf(stack).liveness_probe.tcp_socket).toEqual([{ port: "http" }]);
    const { server } = configurationOf(stack);
    const seconds = [server.waitBeforeShutdown, server.waitAfterShutdown, server.maxTimeout].map((text) =>
      parseInt(text, 10),
    );
    const needed = seconds.reduce((sum, next) => sum + next, 0);
    expect(deploymentOf(stack).template.spec.termination_grace_period_seconds).toBeGreaterThanOrEqual(needed);
  });

  test("collect garbage before they reach their memory limit", () => {
    const variable = gatewayOf(stack).env.find(({ name }: Json) => name === "GOMEMLIMIT");
    expect(variable.value).toBe("2764MiB");
    expect(gatewayOf(stack).resources.limits.memory).toBe("3072Mi");
  });

  test("say what they are", () => {
    expect(deploymentOf(stack).template.metadata.labels).toMatchObject({
      "palisade.dev/kind": "rpc-gateway",
      "palisade.dev/name": "rpc",
      "palisade.dev/client": "erpc",
    });
  });
});

describe("the upstreams", () => {
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

describe("who reaches a tier", () => {
  test("nobody unless asked", () => {
    const stack = synthTier();
    expect(policyOf(stack, "rpc").ingress).toEqual([]);
    const services: Json[] = Object.values(stack.resource["kubernetes_service_v1"] ?? {});
    expect(services.filter(({ metadata }) => metadata.name.startsWith("rpc")).map(({ spec }) => spec.type)).toEqual([
      "ClusterIP",
    ]);
    expect(configurationOf(stack).server).not.toHaveProperty("trustedIPHeaders");
  });

  test("a workload that was granted use, on the port for calls, on both sides", () => {
    const stack = synthTier({}, (tier, scope) => {
      const app = new Workload(scope, "app", {
        ...place,
        identity: { kind: "workload", name: "app" },
        controller: Controller.deployment({ replicas: 1 }),
        containers: [webContainer],
      });
      tier.grantUse(app);
    });
    expect(policyOf(stack, "rpc").ingress.map(({ ports }: Json) => ports)).toEqual([
      [{ port: "4000", protocol: "TCP" }],
    ]);
    expect(policyOf(stack, "app").egress.at(-1).ports).toEqual([{ port: "4000", protocol: "TCP" }]);
  });

  test("the private network through an internal load balancer, which forwards connections and no header", () => {
    const stack = synthTier({ exposure: Exposure.privateNetwork() });
    const services: Json[] = Object.values(stack.resource["kubernetes_service_v1"] ?? {});
    const [balancer] = services.filter(({ spec }) => spec.type === "LoadBalancer");
    expect(balancer.spec.port.map(({ port }: Json) => port)).toEqual([4000]);
    expect(balancer.spec.load_balancer_source_ranges).toEqual(["10.0.0.0/16"]);
    expect(configurationOf(stack).server).not.toHaveProperty("trustedIPForwarders");
  });

  test("a header is believed from the named proxies alone", () => {
    const trustedProxyCidrs = ["10.0.128.0/21", "10.0.136.0/21"];
    const { server } = configurationOf(synthTier({ trustedProxyCidrs }));
    expect(server).toMatchObject({ trustedIPForwarders: trustedProxyCidrs, trustedIPHeaders: ["X-Forwarded-For"] });
    expect(() => synthTier({ trustedProxyCidrs: ["10.0.128.0"] })).toThrow(/10\.0\.128\.0/);
  });

  test("the public only after somebody said whose calls are answered", () => {
    expect(() => synthTier({ exposure: published })).toThrow(/does not say whose calls it answers/);
    expect(() => synthTier({ exposure: Exposure.privateNetwork() })).not.toThrow();
    expect(configurationOf(synthTier()).projects[0]).not.toHaveProperty("auth");
  });

  test("with a client secret those who show it: the value comes from the store", () => {
    const secret = new StoredSecret("rpc/clients", ["token"]);
    const stack = synthTier({ exposure: published, access: RpcAccess.secret(secret) });
    expect(secret.readers).toEqual(["rpc"]);
    expect(gatewayOf(stack).env.find(({ name }: Json) => name === "CLIENT_SECRET").value_from).toEqual({
      secret_key_ref: { name: "rpc-rpc-clients", key: "token" },
    });
    expect(configurationOf(stack).projects[0].auth.strategies).toEqual([
      { type: "secret", secret: { id: "clients", value: ["$", "{CLIENT_SECRET}"].join("") } },
    ]);
  });

  test("a client secret is one value of a store", () => {
    const two = new StoredSecret("rpc/clients", ["current", "next"]);
    expect(() => RpcAccess.secret(two)).toThrow(/not clear which value of the secret is the one that clients show/);
    expect(() => RpcAccess.secret(two, "old")).toThrow(/no value of this name/);
    expect(RpcAccess.secret(two, "next").client?.key).toBe("next");
    // @ts-expect-error a secret is not passed as text
    const asText = () => RpcAccess.secret("9f8e7d");
    expect(asText).toThrow(/secret is not a secret but text/);
    expect(asText).not.toThrow(/9f8e7d/);
  });

  test("the public through TLS, never the metrics", () => {
    let address: string | undefined;
    const stack = synthTier({ exposure: published, access: RpcAccess.anonymous() }, (tier) => {
      address = tier.publicUrlFor();
    });
    const ingress = only(stack.resource["kubernetes_ingress_v1"]).spec;
    expect(ingress.rule[0].http.path[0].backend.service.port.name).toBe("http");
    expect(JSON.stringify(policyOf(stack, "rpc").ingress)).not.toContain("4001");
    expect(address).toBe("https://rpc.example.org/main/evm/1");
  });
});

describe("what others need of a tier", () => {
  test("the address of its network, and what to watch", () => {
    let tier: RpcTier | undefined;
    synthTier({}, (made) => {
      tier = made;
    });
    expect(tier?.url).toBe("http://rpc.apps.svc.cluster.local:4000/main/evm/1");
    expect(tier?.publicUrlFor()).toBeUndefined();
    expect(tier?.upstreamNames).toEqual(["eth-0", "provider-a"]);
    expect(tier?.watched.map(({ subject }) => subject)).toEqual(["erpc"]);
    expect(tier?.workload.metrics).toEqual({ port: "metrics", path: "/metrics" });
  });

  test("with several networks one has to be named", () => {
    synthStack((stack) => {
      const upstreams = [node(stack, "eth-0", 31_000), node(stack, "hoodi-0", 31_100, "hoodi")];
      const tier = new RpcTier(stack, "rpc", { ...place, upstreams });
      expect(tier.urlFor("ethereum/hoodi")).toBe("http://rpc.apps.svc.cluster.local:4000/main/evm/560048");
      expect(() => tier.url).toThrow(/serves several networks[\s\S]*ethereum\/mainnet, ethereum\/hoodi/);
      expect(() => tier.urlFor("ethereum/sepolia")).toThrow(/does not serve this network/);
    });
  });
});

describe("bad input", () => {
  test("is reported at once, with the construct path", () => {
    const run = () => synthTier({ replicas: 1, requestsPerSecondPerClient: 0, cacheMiB: 3000, upstreams: [] });
    expect(run).toThrow(/test\/rpc: an RPC tier has too few replicas/);
    expect(run).toThrow(/requestsPerSecondPerClient is not a positive whole number/);
    expect(run).toThrow(/the cache would fill the memory/);
    expect(run).toThrow(/nothing to forward to/);
  });

  test("an upstream that does not say its network needs one when the tier's nodes follow several or none", () => {
    const alone = () => synthTier({ upstreams: [provider()] });
    expect(alone).toThrow(/not clear which network the upstream provider-a follows/);
    const named = Upstream.external("provider-a", {
      endpoint: new StoredSecret("rpc/provider-a", ["endpoint"]),
      network: "ethereum/hoodi",
    });
    expect(() => synthTier({ upstreams: [named] })).not.toThrow();
  });

  test("two upstreams of one name, and a limit too small to share", () => {
    const small = Upstream.external("small", {
      endpoint: new StoredSecret("a", ["b"]),
      requestsPerSecond: 1,
      network: "ethereum/mainnet",
    });
    const run = () => synthTier({ upstreams: [small, small] });
    expect(run).toThrow(/two upstreams of one RPC tier have the same name/);
    expect(run).toThrow(/cannot be shared out/);
  });

  test("an address given as text does not compile, is refused, and is not repeated in the message", () => {
    const address = "https://provider.example/v2/9f8e7d";
    // @ts-expect-error an address is a secret of a store
    const asEndpoint = () => Upstream.external("provider-a", { endpoint: address });
    expect(asEndpoint).toThrow(/endpoint is not a secret but text/);
    expect(asEndpoint).not.toThrow(/9f8e7d/);
    // @ts-expect-error addresses are not passed as text
    const asUpstream = () => synthTier({ upstreams: [address] });
    expect(asUpstream).toThrow(/something it cannot forward to/);
    expect(asUpstream).not.toThrow(/9f8e7d/);
  });

  test("a secret with several values has to say which one is the address", () => {
    const secret = new StoredSecret("rpc/provider-a", ["endpoint", "account"]);
    expect(() => Upstream.external("provider-a", { endpoint: secret })).toThrow(/not clear which value/);
    expect(() => Upstream.external("provider-a", { endpoint: secret, endpointKey: "url" })).toThrow(
      /no value of this name/,
    );
    expect(Upstream.external("provider-a", { endpoint: secret, endpointKey: "endpoint" }).endpointKey).toBe("endpoint");
  });

  test("odd names and limits of an upstream", () => {
    const secret = new StoredSecret("a", ["b"]);
    const run = () => Upstream.external("Provider A", { endpoint: secret, requestsPerSecond: -1 });
    expect(run).toThrow(/does not fit into metrics and variables/);
    expect(run).toThrow(/rate limit of an upstream is not a positive whole number/);
  });
});

describe("a tier and its nodes in two stacks", () => {
  const stacks = synthApp((app) => {
    const [nodes, rpc] = ["nodes", "rpc"].map((id) => declareStack(app, id));
    if (nodes === undefined || rpc === undefined) throw new Error("two stacks were asked for");
    new RpcTier(rpc, "rpc", { ...place, upstreams: [node(nodes, "eth-0", 31_000), provider()] });
  });

  test("know each other by name: neither reads the other's state", () => {
    for (const stack of Object.values(stacks)) {
      expect(JSON.stringify(stack)).not.toContain("terraform_remote_state");
      expect(stack.output ?? {}).toEqual({});
    }
  });

  test("have their rules each on its own side", () => {
    expect(JSON.stringify(policyOf(stacks["nodes"] ?? missing(), "eth-0").ingress)).toContain('"rpc"');
    expect(JSON.stringify(policyOf(stacks["rpc"] ?? missing(), "rpc").egress)).toContain('"eth-0"');
  });
});

describeWithTerraform("nodes and a tier with the real Terraform", () => {
  const rehearsals = new Rehearsals();
  afterEach(() => rehearsals.clear());

  test("are planned, applied and planned again without a change", async () => {
    const stack = synthStack((scope) => {
      const store = new VaultStore(scope, "store", { address: "https://vault.example.org:8200", mount: "apps" });
      const upstreams = [
        node(scope, "eth-0", 31_000),
        node(scope, "hoodi-0", 31_100, "hoodi"),
        Upstream.external("provider-a", {
          endpoint: store.secret("rpc/provider-a", { keys: ["endpoint"] }),
          network: "ethereum/mainnet",
        }),
      ];
      new RpcTier(scope, "rpc", { ...place, upstreams });
    });
    const sandbox = await rehearsals.open(stack);
    await sandbox.init();
    await sandbox.validate();
    await sandbox.plan();
    await sandbox.apply();
    expect(isEmptyPlan(await sandbox.replan())).toBe(true);
  });
});
