import { KubernetesProvider } from "@cdktf/provider-kubernetes/lib/provider";
import { type App, LocalBackend, TerraformStack } from "cdktf";
import { RpcTier, Upstream } from "../../../constructs/rpc";
import { VaultStore } from "../../../constructs/secrets";
import { GATEWAYS } from "../../../lib/catalogue";
import { isEmptyPlan } from "../../../lib/sandbox/plan-summary";
import { Rehearsals } from "../../support/rehearsal";
import { type Json, only, synthApp, synthStack } from "../../support/synth";
import { describeWithTerraform } from "../../support/terraform-binary";
import { configurationOf, deploymentOf, gatewayOf, node, place, policyOf, provider, synthTier } from "./rpc-fixtures";

function declareStack(app: App, id: string): TerraformStack {
  const stack = new TerraformStack(app, id);
  new LocalBackend(stack, { path: `terraform.${id}.tfstate` });
  new KubernetesProvider(stack, "kubernetes", { configPath: "kubeconfig" });
  return stack;
}

function missing(): never {
  throw new Error("the stack was not written");
}

describe("the gateways of a tier", () => {
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
