import { NetworkPolicyV1 } from "@cdktf/provider-kubernetes/lib/network-policy-v1";
import { Construct } from "constructs";
import { PalisadeError } from "../../lib/core/errors";
import { noteAskedTraffic, noteClosed, partyOf } from "./asked-traffic";
import type { ICluster } from "./cluster";
import { noSuchPort } from "./given-names";
import type { IdentityProps } from "./identity";
import type { INamespace } from "./namespace";
import { type AskedParty, type IPeer, KUBERNETES_API_PORTS, Peer, type PeerPort } from "./peer";
import type { IWatchedPods } from "./watchable";
import { type AllowedTraffic, DNS, renderNetworkPolicy } from "./workload-network";
import type { MetricsEndpoint } from "./workload-props";

/** Props of `ChartPods`. */
export interface ChartPodsProps {
  /** Cluster they run on. */
  readonly cluster: ICluster;
  /** Namespace they live in. */
  readonly namespace: INamespace;
  /** Name in Kubernetes of what keeps them going; also that of their network policy. */
  readonly name: string;
  /** Labels that select exactly them, as the chart's templates write them. */
  readonly podLabels: Readonly<Record<string, string>>;
  /** What they are. */
  readonly identity: IdentityProps;
  /** Their ports by the names that the chart's templates give them. */
  readonly ports: Readonly<Record<string, number>>;
  /** Where they show their metrics. @default - they do not */
  readonly metrics?: MetricsEndpoint;
  /** Whether they ask the Kubernetes API. @default - true */
  readonly kubernetesApiAccess?: boolean;
  /** Ports on which the servers of the Kubernetes API reach them, as they reach webhooks. @default - none */
  readonly webhookPorts?: readonly number[];
}

/**
 * Pods that a chart makes, with a network policy in place of the chart's own: those let every pod in and every address
 * out more often than not, and policies add up. Nobody reaches them who was not named.
 */
export class ChartPods extends Construct implements IWatchedPods, IPeer {
  public readonly name: string;
  public readonly namespace: INamespace;
  public readonly podLabels: Readonly<Record<string, string>>;
  public readonly identity: IdentityProps;
  public readonly metrics: MetricsEndpoint | undefined;
  /** Who they are, to network policies of others. */
  public readonly peer: Peer;

  private readonly ingress: AllowedTraffic[] = [];
  private readonly egress: AllowedTraffic[] = [];
  private readonly policy: NetworkPolicyV1;
  private readonly self: AskedParty;

  public constructor(
    scope: Construct,
    id: string,
    private readonly props: ChartPodsProps,
  ) {
    super(scope, id);
    const { cluster, namespace, name, podLabels } = props;
    this.name = name;
    this.namespace = namespace;
    this.podLabels = podLabels;
    this.identity = props.identity;
    this.metrics = props.metrics;
    this.peer = Peer.pods(namespace.namespaceName, podLabels);
    this.self = this.peer.asked;
    noteClosed(this, this.self);
    this.note("DNS", "from", DNS);
    this.policy = new NetworkPolicyV1(this, "network-policy", {
      metadata: { name, namespace: namespace.nameFor(this) },
      spec: this.render(),
    });
    const api = Peer.kubernetesApi(cluster);
    if (props.kubernetesApiAccess !== false) this.allow("kubernetesApiAccess", "from", api, KUBERNETES_API_PORTS);
    const webhookPorts = (props.webhookPorts ?? []).map((port) => ({ port }));
    if (webhookPorts.length > 0) this.allow("webhook", "to", api, webhookPorts);
  }

  /** Lets the peer reach these ports of theirs. @throws PalisadeError naming the ports there are */
  public allowFrom(peer: IPeer, ...portNames: string[]): void {
    this.allow(
      "allowFrom",
      "to",
      peer,
      portNames.map((name) => this.port(name)),
    );
  }

  /** Lets them reach the peer on these ports or, when none is named, on all. DNS is always allowed. */
  public allowTo(peer: IPeer, ...ports: PeerPort[]): void {
    this.allow("allowTo", "from", peer, ports);
  }

  public toPeerSelectors() {
    return this.peer.toPeerSelectors();
  }

  private port(name: string): PeerPort {
    const port = this.props.ports[name];
    if (port !== undefined) return { port };
    throw new PalisadeError([noSuchPort(this, name, Object.keys(this.props.ports))]);
  }

  private allow(verb: string, side: "from" | "to", peer: IPeer, ports: readonly PeerPort[]): void {
    this.note(verb, side, { peer, ports });
    (side === "from" ? this.egress : this.ingress).push({ peer, ports });
    this.policy.putSpec(this.render());
  }

  private note(verb: string, side: "from" | "to", { peer, ports }: AllowedTraffic): void {
    const [from, to] = side === "from" ? [this.self, partyOf(peer)] : [partyOf(peer), this.self];
    noteAskedTraffic(this, { verb, from, to, ports, side });
  }

  private render() {
    return renderNetworkPolicy(this.podLabels, this.ingress, this.egress, this.props.cluster);
  }
}
