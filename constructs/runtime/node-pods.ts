import { NetworkPolicyV1 } from "@cdktf/provider-kubernetes/lib/network-policy-v1";
import { Construct } from "constructs";
import { PalisadeError, type Problem } from "../../lib/core/errors";
import { noteAskedTraffic, partyOf } from "../core/asked-traffic";
import type { ICluster } from "../core/cluster";
import { noSuchPort } from "../core/given-names";
import { type IdentityProps, markIdentity } from "../core/identity";
import type { INamespace } from "../core/namespace";
import type { AskedParty, IPeer, PeerSelector } from "../core/peer";
import type { IWatchedPods } from "../core/watchable";
import type { MetricsEndpoint } from "../core/workload-props";

/** Label that Kubernetes gives every namespace (Kubernetes documentation, "Well-Known Labels"). */
const NAMESPACE_NAME = "kubernetes.io/metadata.name";

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

function ofNoNamespace(where: string, got: readonly PeerSelector[]): Problem {
  return {
    what: "pods of no certain namespace cannot be let out to the nodes: that takes a policy in theirs",
    got,
    allowed: "a workload, a namespace, or Peer.pods with one",
    doThis: "name the namespace of whoever reads",
    where,
  };
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

  /**
   * Lets pods out to the port of the metrics on the nodes. An address is no pod, and needs nothing: no policy holds here.
   *
   * @throws PalisadeError for a port that is another, and for pods of no certain namespace
   */
  public allowFrom(peer: IPeer, ...portNames: string[]): void {
    const { port: metrics } = this.metrics;
    const other = portNames.filter((name) => name !== metrics);
    if (other.length > 0) throw new PalisadeError(other.map((name) => noSuchPort(this, name, [metrics])));
    const pods = peer.toPeerSelectors().filter(({ cidr }) => cidr === undefined);
    const homeless = pods.filter((selector) => this.namespaceOf(selector) === "");
    if (homeless.length > 0) throw new PalisadeError([ofNoNamespace(this.node.path, homeless)]);
    for (const selector of pods) this.letOut(this.namespaceOf(selector), selector.podLabels ?? {}, partyOf(peer));
  }

  /** The one namespace that pods are selected in; empty where it is several. */
  private namespaceOf({ namespaceLabels }: PeerSelector): string {
    return namespaceLabels === undefined ? this.namespace.namespaceName : (namespaceLabels[NAMESPACE_NAME] ?? "");
  }

  private letOut(namespace: string, podLabels: Readonly<Record<string, string>>, from: AskedParty): void {
    const { cluster, metricsPort: port, name } = this.props;
    // A cluster that does not say where its nodes are gets the port opened to everywhere, not closed to them.
    const cidrs = cluster.privateCidrs.length > 0 ? cluster.privateCidrs : ["0.0.0.0/0"];
    const suffix = this.readers === 0 ? "" : `-${this.readers}`;
    this.readers += 1;
    new NetworkPolicyV1(this, `reader${suffix}`, {
      metadata: { name: `to-${this.namespace.namespaceName}-${name}${suffix}`, namespace },
      spec: {
        podSelector: { matchLabels: { ...podLabels } },
        policyTypes: ["Egress"],
        egress: [
          {
            to: cidrs.map((cidr) => ({ ipBlock: { cidr } })),
            ports: [{ port: String(port), protocol: "TCP" }],
          },
        ],
      },
    });
    noteAskedTraffic(this, { verb: "read nodes", from, to: { cidrs }, ports: [{ port }], side: "from" });
  }
}
