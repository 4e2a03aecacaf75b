import { NetworkPolicyV1 } from "@cdktf/provider-kubernetes/lib/network-policy-v1";
import { Construct } from "constructs";
import { noteAskedTraffic } from "../core/asked-traffic";
import type { ICluster } from "../core/cluster";
import { type IdentityProps, markIdentity } from "../core/identity";
import type { INamespace } from "../core/namespace";
import { type IPeer, Peer } from "../core/peer";
import type { IWatchedPods } from "../core/watchable";
import type { MetricsEndpoint } from "../core/workload-props";

/** Props of `NodePods`. */
export interface NodePodsProps {
  /** Cluster they run on. */
  readonly cluster: ICluster;
  /** Namespace they live in. */
  readonly namespace: INamespace;
  /** Name in Kubernetes of what keeps them going. */
  readonly name: string;
  /** Labels that select exactly them. */
  readonly podLabels: Readonly<Record<string, string>>;
  /** What they are. */
  readonly identity: IdentityProps;
  /** Port of their metrics, on every node. */
  readonly metricsPort: number;
  /** Where they show their metrics. */
  readonly metrics: MetricsEndpoint;
}

/**
 * Pods of a chart in the network of their nodes. No policy holds for them, so whoever reads them is let out to the nodes,
 * by a policy in the reader's own namespace.
 */
export class NodePods extends Construct implements IWatchedPods {
  public readonly name: string;
  public readonly namespace: INamespace;
  public readonly podLabels: Readonly<Record<string, string>>;
  public readonly identity: IdentityProps;
  public readonly metrics: MetricsEndpoint;

  private readers = 0;

  public constructor(
    scope: Construct,
    id: string,
    private readonly props: NodePodsProps,
  ) {
    super(scope, id);
    this.name = props.name;
    this.namespace = props.namespace;
    this.podLabels = props.podLabels;
    this.identity = props.identity;
    this.metrics = props.metrics;
    markIdentity(this, props.identity);
  }

  /** Lets pods of a namespace out to the port of the metrics on the nodes. Whoever else asks is no pod, and needs nothing. */
  public allowFrom(peer: IPeer, ..._portNames: string[]): void {
    if (!(peer instanceof Peer) || !("namespace" in peer.asked)) return;
    const { cluster, metricsPort: port, name } = this.props;
    const { asked } = peer;
    // A cluster that does not say where its nodes are gets the port opened to everywhere, not closed to them.
    const cidrs = cluster.privateCidrs.length > 0 ? cluster.privateCidrs : ["0.0.0.0/0"];
    const suffix = this.readers === 0 ? "" : `-${this.readers}`;
    this.readers += 1;
    new NetworkPolicyV1(this, `reader${suffix}`, {
      metadata: { name: `to-${this.namespace.namespaceName}-${name}${suffix}`, namespace: asked.namespace },
      spec: {
        podSelector: { matchLabels: { ...asked.podLabels } },
        policyTypes: ["Egress"],
        egress: [
          {
            to: cidrs.map((cidr) => ({ ipBlock: { cidr } })),
            ports: [{ port: String(port), protocol: "TCP" }],
          },
        ],
      },
    });
    noteAskedTraffic(this, { verb: "read nodes", from: asked, to: { cidrs }, ports: [{ port }], side: "from" });
  }
}
