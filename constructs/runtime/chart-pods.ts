import { NetworkPolicyV1 } from "@cdktf/provider-kubernetes/lib/network-policy-v1";
import { Construct } from "constructs";
import { noteAskedTraffic, noteClosed, partyOf } from "../core/asked-traffic";
import type { ICluster } from "../core/cluster";
import { type IdentityProps, markIdentity } from "../core/identity";
import type { INamespace } from "../core/namespace";
import { type AskedParty, type IPeer, Peer, type PeerPort, type PeerSelector } from "../core/peer";
import type { IWatchedPods } from "../core/watchable";
import { type AllowedTraffic, renderNetworkPolicy } from "../core/workload-network";
import type { MetricsEndpoint } from "../core/workload-props";

/** Traffic that pods of a chart start, and why. */
export interface PodTraffic extends AllowedTraffic {
  /** Word for it in what is written down beside the policy. */
  readonly verb: string;
}

/** Props of `ChartPods`. */
export interface ChartPodsProps {
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
  /** Ports they listen on, by the names that the chart gives them. */
  readonly ports: Readonly<Record<string, number>>;
  /** Where they show their metrics. @default - they show none */
  readonly metrics?: MetricsEndpoint;
  /** Whom they reach, besides DNS. */
  readonly egress: readonly PodTraffic[];
}

/** Pods that a chart makes: who reaches them and whom they reach, as the policy of a `Workload` says it. */
export class ChartPods extends Construct implements IWatchedPods, IPeer {
  public readonly name: string;
  public readonly namespace: INamespace;
  public readonly podLabels: Readonly<Record<string, string>>;
  public readonly identity: IdentityProps;
  public readonly metrics: MetricsEndpoint | undefined;

  private readonly ingress: AllowedTraffic[] = [];
  private readonly policy: NetworkPolicyV1;
  private readonly party: AskedParty;

  public constructor(
    scope: Construct,
    id: string,
    private readonly props: ChartPodsProps,
  ) {
    super(scope, id);
    this.name = props.name;
    this.namespace = props.namespace;
    this.podLabels = props.podLabels;
    this.identity = props.identity;
    this.metrics = props.metrics;
    markIdentity(this, props.identity);
    this.party = { namespace: props.namespace.namespaceName, podLabels: props.podLabels };
    this.policy = new NetworkPolicyV1(this, "network-policy", {
      metadata: { name: props.name, namespace: props.namespace.nameFor(this) },
      spec: this.render(),
    });
    this.note();
  }

  /** Lets the peer reach these ports of theirs. */
  public allowFrom(peer: IPeer, ...portNames: string[]): void {
    const ports = portNames.flatMap((name) => {
      const port = this.props.ports[name];
      return port === undefined ? [] : [{ port }];
    });
    noteAskedTraffic(this, { verb: "allowFrom", from: partyOf(peer), to: this.party, ports, side: "to" });
    this.ingress.push({ peer, ports });
    this.policy.putSpec(this.render());
  }

  public toPeerSelectors(): readonly PeerSelector[] {
    return this.peer.toPeerSelectors();
  }

  /** They, to others. */
  public get peer(): Peer {
    return Peer.pods(this.namespace.namespaceName, this.podLabels);
  }

  private render() {
    const { podLabels, egress, cluster } = this.props;
    return renderNetworkPolicy(podLabels, this.ingress, egress, cluster);
  }

  /** The same in words: a slip in one of the two places shows. */
  private note(): void {
    const { party } = this;
    const leave = (verb: string, to: AskedParty, ports: readonly PeerPort[]): void =>
      noteAskedTraffic(this, { verb, from: party, to, ports, side: "from" });
    noteClosed(this, party);
    leave("DNS", { namespace: "kube-system", podLabels: { "k8s-app": "kube-dns" } }, [
      { port: 53, protocol: "UDP" },
      { port: 53, protocol: "TCP" },
    ]);
    for (const { verb, peer, ports } of this.props.egress) leave(verb, partyOf(peer), ports);
  }
}
