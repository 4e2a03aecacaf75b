import type { TerraformStack } from "cdktf";
import { Agent, Schedule } from "../../../constructs/agent";
import { ExistingSecret } from "../../../constructs/core/existing-secret";
import { ImageRef } from "../../../constructs/core/image-ref";
import { MonitoringPlatform, Notifications, requireWatched } from "../../../constructs/monitoring";
import { ChainNode } from "../../../constructs/node";
import { RpcTier } from "../../../constructs/rpc";
import { VaultStore } from "../../../constructs/secrets";
import { isEmptyPlan } from "../../../lib/sandbox/plan-summary";
import { appsNamespace, plainCluster } from "../../support/fixtures";
import { Rehearsals } from "../../support/rehearsal";
import { type Json, type SynthesizedJson, synthStack } from "../../support/synth";
import { describeWithTerraform } from "../../support/terraform-binary";

const place = { cluster: plainCluster, namespace: appsNamespace };

/** One of each, watched by a platform in the same stack. */
function declare(stack: TerraformStack): void {
  requireWatched(stack);
  const store = new VaultStore(stack, "store", { address: "https://vault.example.org:8200", mount: "apps" });
  const node = new ChainNode(stack, "eth-0", {
    ...place,
    chain: "ethereum",
    network: "mainnet",
    clients: { execution: "reth", consensus: "lighthouse" },
  });
  const tier = new RpcTier(stack, "rpc", { ...place, upstreams: [node] });
  const behaviour = {
    version: "1.0.0",
    image: ImageRef.parse("registry.example.org/agent:3.0.0"),
    model: "smart",
    prompt: "Watch the market.",
    capabilities: [{ id: "market.watch", description: "Watches the market." }],
    secrets: [store.secret("integrations/linear", { keys: ["token"] })],
  };
  const service = new Agent(stack, "watcher", {
    ...place,
    ...behaviour,
    name: "watcher",
    schedule: Schedule.alwaysOn(),
    metrics: { port: 9000, path: "/metrics", modelCalls: true },
  });
  tier.grantUse(service.workload);
  new Agent(stack, "reporter", { ...place, ...behaviour, name: "reporter", schedule: Schedule.cron("0 6 * * *") });
  new MonitoringPlatform(stack, "monitoring", {
    cluster: plainCluster,
    notifications: Notifications.fromSecret(ExistingSecret.fromName("alertmanager", ["alertmanager.yaml"])),
    grafanaAdmin: ExistingSecret.fromName("grafana-admin", ["admin-user", "admin-password"]),
    runbookBaseUrl: "https://example.org/runbooks",
  }).watchAll(stack);
}

function manifests(stack: SynthesizedJson): Json[] {
  return Object.values(stack.resource["helm_release"] ?? {})
    .filter(({ name }) => name.endsWith("-monitoring"))
    .flatMap(({ values: [text] }) => JSON.parse(text).manifests);
}

describe("a node, a tier and agents are watched", () => {
  const objects = manifests(synthStack(declare));
  const names = (kind: string) => objects.filter((object) => object.kind === kind).map(({ metadata }) => metadata.name);

  test("each by the pages of its programs", () => {
    expect(names("PrometheusRule").sort()).toEqual([
      "eth-0-lighthouse",
      "eth-0-reth",
      "reporter-agent-schedule",
      "rpc-erpc",
      "watcher-agent-models",
      "watcher-agent-service",
    ]);
  });

  test("each with one dashboard", () => {
    expect(names("ConfigMap").sort()).toEqual([
      "dashboard-eth-0",
      "dashboard-reporter",
      "dashboard-rpc",
      "dashboard-watcher",
    ]);
  });

  test("and scraped where it shows metrics of its own", () => {
    expect(
      names("PodMonitor")
        .map((name) => name.split("-")[0])
        .sort(),
    ).toEqual(["eth", "eth", "rpc", "watcher"]);
  });

  test("with a deadline that the slowness of a run is measured by", () => {
    const rule = objects.find(({ metadata }) => metadata.name === "reporter-agent-schedule");
    expect(rule.spec.groups[0].rules[2].expr).toContain("> 2880 and");
  });
});

describeWithTerraform("a monitored stack with the real Terraform", () => {
  const rehearsals = new Rehearsals();
  afterEach(() => rehearsals.clear());

  test("is planned, applied and planned again without a change", async () => {
    const sandbox = await rehearsals.open(synthStack(declare));
    await sandbox.init();
    await sandbox.validate();
    await sandbox.plan();
    await sandbox.apply();
    expect(isEmptyPlan(await sandbox.replan())).toBe(true);
  });
});
