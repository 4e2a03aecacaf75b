import type { Construct } from "constructs";
import { Exposure } from "../constructs/core/exposure";
import { Namespace } from "../constructs/core/namespace";
import type { IMonitoring } from "../constructs/monitoring";
import type { ChainNode } from "../constructs/node";
import { RpcTier, Upstream } from "../constructs/rpc";
import type { EnvironmentSpec } from "./environment";
import { KubernetesStack } from "./kubernetes-stack";

/** The environment's RPC tier: own nodes first, one provider outside when they cannot answer. */
export class RpcStack extends KubernetesStack {
  /** The tier. */
  public readonly tier: RpcTier;

  public constructor(
    scope: Construct,
    environment: EnvironmentSpec,
    nodes: readonly ChainNode[],
    monitoring: IMonitoring,
  ) {
    super(scope, environment, "rpc");
    const { rpc } = environment;
    const endpoint = this.secrets().secret(rpc.externalEndpointPath, { keys: ["endpoint"] });
    this.tier = new RpcTier(this, "rpc", {
      cluster: this.cluster,
      namespace: new Namespace(this, "namespace", { name: "rpc" }),
      upstreams: [...nodes, Upstream.external("provider-a", { endpoint })],
      replicas: rpc.replicas,
      ...(rpc.domain === undefined ? {} : { exposure: Exposure.publicTls({ domain: rpc.domain }) }),
    });
    monitoring.watchAll(this);
  }
}
