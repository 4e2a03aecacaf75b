import type { Construct } from "constructs";
import { Agent, secretFolder } from "../constructs/agent";
import { type INamespace, Namespace } from "../constructs/core/namespace";
import { Peer } from "../constructs/core/peer";
import type { ISecret } from "../constructs/core/secret";
import type { IServiceMesh } from "../constructs/mesh";
import type { MonitoringAttributes } from "../constructs/monitoring";
import type { RpcTier } from "../constructs/rpc";
import type { VaultAccess } from "../constructs/secrets";
import { CLIENT_SECRET_KEY, SECRET_AGE_DAYS } from "./cluster-facts";
import type { AgentEntry, EnvironmentSpec } from "./environment";
import { KubernetesStack } from "./kubernetes-stack";

const HTTPS = { port: 443 };

/** The environment's agents. */
export class AgentsStack extends KubernetesStack {
  /** @param mesh what encrypts between agents and what they use; left out where there is none */
  public constructor(
    scope: Construct,
    environment: EnvironmentSpec,
    tier: RpcTier,
    monitoring: MonitoringAttributes,
    mesh?: IServiceMesh,
  ) {
    super(scope, environment, "agents");
    const namespace = new Namespace(this, "namespace", { name: "agents" });
    mesh?.join(namespace);
    const secrets = this.secrets();
    for (const [key, entry] of Object.entries(environment.agents)) {
      const agent = this.declareAgent(key, entry, namespace, secrets, tier);
      if (entry.usesRpc === true) tier.grantUse(agent.workload);
    }
    this.watch(monitoring);
  }

  private declareAgent(
    key: string,
    { secretPaths, usesRpc, usesInternet, ...entry }: AgentEntry,
    namespace: INamespace,
    secrets: VaultAccess,
    tier: RpcTier,
  ): Agent {
    const client = usesRpc === true ? this.clientSecret(secrets) : undefined;
    const read = Object.entries(secretPaths ?? {}).map(([path, keys]) =>
      secrets.secret(path, { keys, rotateEveryDays: SECRET_AGE_DAYS }),
    );
    return new Agent(this, key, {
      ...entry,
      cluster: this.cluster,
      namespace,
      name: key,
      secrets: client === undefined ? read : [...read, client],
      environment: {
        ...entry.environment,
        ...(usesRpc === true ? { RPC_URL: tier.url } : {}),
        ...(client === undefined ? {} : { RPC_SECRET_FILE: `${secretFolder(client)}/${CLIENT_SECRET_KEY}` }),
      },
      egress: usesInternet === true ? [{ peer: Peer.internet(), ports: [HTTPS] }] : [],
    });
  }

  /** What clients of the environment's RPC tier show; undefined where the tier is not published and asks for nothing. */
  private clientSecret(secrets: VaultAccess): ISecret | undefined {
    const { published } = this.environment.rpc;
    return published === undefined
      ? undefined
      : secrets.secret(published.clientSecretPath, { keys: [CLIENT_SECRET_KEY], rotateEveryDays: SECRET_AGE_DAYS });
  }
}
