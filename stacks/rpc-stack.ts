import type { Construct } from "constructs";
import { Exposure } from "../constructs/core/exposure";
import { Namespace } from "../constructs/core/namespace";
import { albTls } from "../constructs/eks";
import type { IServiceMesh } from "../constructs/mesh";
import type { MonitoringAttributes } from "../constructs/monitoring";
import { WebFirewall } from "../constructs/network";
import type { ChainNode } from "../constructs/node";
import { CLIENT_SECRET_HEADER, RpcAccess, RpcTier, Upstream } from "../constructs/rpc";
import type { VaultAccess } from "../constructs/secrets";
import { GATEWAYS } from "../lib/catalogue";
import { CLIENT_SECRET_KEY, ENDPOINT_KEY, publicSubnets, SECRET_AGE_DAYS } from "./cluster-facts";
import { type EnvironmentSpec, isAwsEnvironment, type PublishedRpc } from "./environment";
import { KubernetesStack } from "./kubernetes-stack";

/** The environment's RPC tier: own nodes first, one provider outside when they cannot answer. */
export class RpcStack extends KubernetesStack {
  /** The tier. */
  public readonly tier: RpcTier;

  /** @param mesh what encrypts between the tier and those who use it; left out where there is none */
  public constructor(
    scope: Construct,
    environment: EnvironmentSpec,
    nodes: readonly ChainNode[],
    monitoring: MonitoringAttributes,
    mesh?: IServiceMesh,
  ) {
    super(scope, environment, "rpc");
    const { rpc } = environment;
    const secrets = this.secrets();
    const endpoint = secrets.secret(rpc.externalEndpointPath, {
      keys: [ENDPOINT_KEY],
      rotateEveryDays: SECRET_AGE_DAYS,
    });
    const namespace = new Namespace(this, "namespace", { name: "rpc" });
    mesh?.join(namespace);
    this.tier = new RpcTier(this, "rpc", {
      cluster: this.cluster,
      namespace,
      upstreams: [...nodes, Upstream.external("provider-a", { endpoint })],
      replicas: rpc.replicas,
      ...(rpc.published === undefined || !isAwsEnvironment(environment)
        ? {}
        : this.publish(rpc.published, secrets, environment.platform.region)),
    });
    this.watch(monitoring);
  }

  /** A load balancer in the public subnets behind a firewall, the one proxy that is believed, and a secret that every client shows. */
  private publish(published: PublishedRpc, secrets: VaultAccess, region: string) {
    const { domain, certificateArn, clientSecretPath, requestsPerMinutePerAddress } = published;
    const healthCheckPath = GATEWAYS.erpc.probes.readiness.question.path;
    const { webAclArn } = new WebFirewall(this, "firewall", {
      region,
      name: `${this.environment.name}-rpc`,
      secretHeaders: ["authorization", "cookie", CLIENT_SECRET_HEADER],
      ...(requestsPerMinutePerAddress === undefined ? {} : { requestsPerMinutePerAddress }),
    });
    // The load balancer stands in the public subnets, and nothing else of the cluster does.
    const loadBalancerCidrs = publicSubnets(this.environment);
    return {
      exposure: Exposure.publicTls(albTls({ domain, certificateArn, healthCheckPath, loadBalancerCidrs, webAclArn })),
      access: RpcAccess.secret(
        secrets.secret(clientSecretPath, { keys: [CLIENT_SECRET_KEY], rotateEveryDays: SECRET_AGE_DAYS }),
      ),
      trustedProxyCidrs: loadBalancerCidrs,
    };
  }
}
