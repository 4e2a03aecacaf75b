import { HelmProvider } from "@cdktf/provider-helm/lib/provider";
import { KubernetesProvider } from "@cdktf/provider-kubernetes/lib/provider";
import { S3Backend, TerraformStack } from "cdktf";
import { Agent, Schedule } from "../../../constructs/agent";
import { ImageRef } from "../../../constructs/core/image-ref";
import { Namespace } from "../../../constructs/core/namespace";
import { addValidations } from "../../../constructs/core/validations";
import type { IServiceMesh } from "../../../constructs/mesh";
import { MonitoringPlatform } from "../../../constructs/monitoring";
import { ChainNode } from "../../../constructs/node";
import { addGuardrails } from "../../../constructs/policy";
import { RpcTier } from "../../../constructs/rpc";
import { StateBucket } from "../../../constructs/state";
import { DecidedNetwork } from "../../security/reachability/decide";
import { readNetwork } from "../../security/reachability/environment-network";
import { plainCluster } from "../../support/fixtures";
import { synthesizedWithComments } from "../../support/synthesized-with-comments";
import { MESHES } from "./mesh-fixture";

/** What Palisade is for, as members: a node of a chain, a tier in front of it, and an agent that asks the tier. */
function declareMembers(scope: TerraformStack, mesh: IServiceMesh): void {
  const chains = new Namespace(scope, "chains", { name: "chains" });
  const agents = new Namespace(scope, "agents", { name: "agents" });
  mesh.join(chains);
  mesh.join(agents);
  const node = new ChainNode(scope, "eth-0", {
    cluster: plainCluster,
    namespace: chains,
    chain: "ethereum",
    network: "mainnet",
    clients: { execution: "reth", consensus: "lighthouse" },
  });
  const rpc = new RpcTier(scope, "rpc", { cluster: plainCluster, namespace: chains, upstreams: [node] });
  const agent = new Agent(scope, "reader", {
    cluster: plainCluster,
    namespace: agents,
    name: "reader",
    version: "1.0.0",
    image: ImageRef.parse("registry.example.org/agent:3.0.0"),
    model: "smart",
    prompt: "Read the chain.",
    capabilities: [{ id: "chain.read", description: "Reads the chain." }],
    schedule: Schedule.alwaysOn(),
  });
  rpc.grantUse(agent);
  agent.allowTo(rpc, { port: 4000 });
}

describe.each(Object.entries(MESHES))("members of a mesh with %s", (name, meshIn) => {
  // Guardrails of the strict profile stop the synthesis at any finding.
  const [stack] = synthesizedWithComments((app) => {
    const scope = new TerraformStack(app, "test");
    const states = StateBucket.fromAttributes({ bucketName: "acme-prod-state", region: "eu-central-1" });
    new S3Backend(scope, states.backendSettings("mesh.tfstate"));
    addValidations(scope);
    new KubernetesProvider(scope, "kubernetes", { configPath: "kubeconfig" });
    new HelmProvider(scope, "helm", { kubernetes: { configPath: "kubeconfig" } });
    declareMembers(scope, meshIn(scope));
    MonitoringPlatform.fromAttributes({
      namespaceName: "monitoring",
      releaseLabel: "prometheus",
      runbookBaseUrl: "https://runbooks.example.org",
    }).watchAll(scope);
    addGuardrails(scope, { profile: "strict" });
  });
  if (stack === undefined) throw new Error("the stack was not written");
  const network = readNetwork([stack.json], { podAddresses: "10.0.48", hasIpv6: false, storePort: 8200 });
  const decided = new DecidedNetwork(network);
  const tunnel = name === "Linkerd" ? 4143 : 15_008;

  it("reach by network policies what verbs asked for and the mesh needs, and nothing else", () => {
    expect(decided.differences().map((difference) => decided.show(difference))).toEqual([]);
  });

  it("speak through the tunnel, and a node with peers is reached past it where the mesh cannot take it", () => {
    const flows = decided.flows();
    expect(flows["agents/reader to chains/rpc"]).toBe(`TCP 4000, TCP ${tunnel}`);
    expect(flows["chains/rpc to chains/eth-0"]).toContain("TCP 8545");
    expect(flows["chains/rpc to chains/eth-0"]?.includes(`TCP ${tunnel}`)).toBe(name === "Linkerd");
  });
});
