import { readFileSync } from "node:fs";
import { HelmProvider } from "@cdktf/provider-helm/lib/provider";
import { KubernetesProvider } from "@cdktf/provider-kubernetes/lib/provider";
import { VaultProvider } from "@cdktf/provider-vault/lib/provider";
import { type App, Aspects, LocalBackend, TerraformStack } from "cdktf";
import { Agent, Schedule } from "../../constructs/agent";
import { ExistingCluster } from "../../constructs/cluster";
import { DependencyAspect } from "../../constructs/core/dependency-aspect";
import { markOwnership } from "../../constructs/core/identity";
import { ImageRef } from "../../constructs/core/image-ref";
import { Namespace } from "../../constructs/core/namespace";
import { Peer } from "../../constructs/core/peer";
import { synthesize } from "../../constructs/core/synthesize";
import { addValidations } from "../../constructs/core/validations";
import { MonitoringPlatform, requireWatched } from "../../constructs/monitoring";
import { VaultStore } from "../../constructs/secrets";
import { listAt, recordAt } from "../../lib/core/json";

// Synthesizes some shards of a fleet of agents and ends: what it held in memory goes with it.
// Arguments: output folder, and a JSON file with the names of the agents of each shard, by the number of the shard.

const [, , outputDirectory = "", assignmentFile = ""] = process.argv;

process.setSourceMapsEnabled(false);

const monitoring = MonitoringPlatform.fromAttributes({
  namespaceName: "monitoring",
  releaseLabel: "kube-prometheus-stack",
  runbookBaseUrl: "https://runbooks.example.org",
});

function declareShard(app: App, shard: string, names: readonly string[]): void {
  const stack = new TerraformStack(app, `fleet-agents-${shard}`);
  new LocalBackend(stack, { path: `fleet/agents-${shard}.tfstate` });
  markOwnership(stack, { environment: "fleet", stack: stack.node.id, owner: "bench", costCentre: "bench" });
  Aspects.of(stack).add(new DependencyAspect());
  addValidations(stack);
  requireWatched(stack);
  new KubernetesProvider(stack, "kubernetes", { configPath: "kubeconfig" });
  new HelmProvider(stack, "helm", { kubernetes: { configPath: "kubeconfig" } });
  new VaultProvider(stack, "vault", { address: "https://vault.example.org:8200" });
  const cluster = ExistingCluster.fromKubeContext(stack, "cluster", { context: "fleet" });
  const namespace = new Namespace(stack, "namespace", { name: `agents-${shard}` });
  const vault = VaultStore.fromAddress(stack, "secrets", {
    address: "https://vault.example.org:8200",
    mount: "apps",
    kubernetesAuthPath: "kubernetes",
  });
  for (const name of names) {
    new Agent(stack, name, {
      cluster,
      namespace,
      name,
      version: "1.0.0",
      image: ImageRef.parse("registry.example.org/agents/runtime:1.4.0"),
      model: "smart",
      prompt: `You are ${name}. Answer with the facts you were given, and say when there are none.`,
      capabilities: [{ id: "alert.triage", description: "Checks the facts a runbook names." }],
      schedule: Schedule.alwaysOn({ replicas: 2 }),
      secrets: [vault.secret(`agents/${name}`, { keys: ["model-gateway-key"] })],
      egress: [{ peer: Peer.internet(), ports: [{ port: 443 }] }],
    });
  }
  monitoring.watchAll(stack);
}

const assignment = recordAt(JSON.parse(readFileSync(assignmentFile, "utf8")));

synthesize({ outputDirectory }, (app) => {
  for (const shard of Object.keys(assignment)) {
    const names = listAt(assignment, shard).filter((name) => typeof name === "string");
    declareShard(app, shard, names);
  }
});
