import type { Construct } from "constructs";
import { Agent } from "../constructs/agent";
import { type INamespace, Namespace } from "../constructs/core/namespace";
import { Peer } from "../constructs/core/peer";
import type { IMonitoring } from "../constructs/monitoring";
import type { RpcTier } from "../constructs/rpc";
import type { VaultAccess } from "../constructs/secrets";
import { CLIENT_SECRET_KEY } from "./cluster-facts";
import type { AgentEntry, EnvironmentSpec } from "./environment";
import { KubernetesStack } from "./kubernetes-stack";

const HTTPS = { port: 443 };

/** The environment's agents. */
export class AgentsStack extends KubernetesStack {
  public constructor(scope: Construct, environment: EnvironmentSpec, tier: RpcTier, monitoring: IMonitoring) {
    super(scope, environment, "agents");
    const namespace = new Namespace(this, "namespace", { name: "agents" });
    const secrets = this.secrets();
    const { published } = environment.rpc;
    for (const [key, entry] of Object.entries(environment.agents)) {
      const agent = this.declareAgent(key, entry, namespace, secrets, tier);
      if (entry.usesRpc !== true) continue;
      tier.grantUse(agent.workload);
      if (published === undefined) continue;
      const { clientSecretPath } = published;
      const client = secrets.secret(clientSecretPath, { keys: [CLIENT_SECRET_KEY] }).grantRead(agent.workload);
      agent.workload.addSecretEnvironment({ RPC_SECRET: client.key(CLIENT_SECRET_KEY) });
    }
    monitoring.watchAll(this);
  }

  private declareAgent(
    key: string,
    { secretPaths, usesRpc, usesInternet, ...entry }: AgentEntry,
    namespace: INamespace,
    secrets: VaultAccess,
    tier: RpcTier,
  ): Agent {
    return new Agent(this, key, {
      ...entry,
      cluster: this.cluster,
      namespace,
      name: key,
      secrets: Object.entries(secretPaths ?? {}).map(([path, keys]) => secrets.secret(path, { keys })),
      environment: { ...entry.environment, ...(usesRpc === true ? { RPC_URL: tier.url } : {}) },
      egress: usesInternet === true ? [{ peer: Peer.internet(), ports: [HTTPS] }] : [],
    });
  }
}
