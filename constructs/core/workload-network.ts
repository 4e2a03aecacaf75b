import type {
  NetworkPolicyV1Spec,
  NetworkPolicyV1SpecEgressPorts,
  NetworkPolicyV1SpecEgressTo,
} from "@cdktf/provider-kubernetes/lib/network-policy-v1";
import type { ICluster } from "./cluster";
import type { ContainerPort } from "./container";
import { type IPeer, Peer, type PeerPort, type PeerSelector } from "./peer";

/** Traffic that was asked for, one way. */
export interface AllowedTraffic {
  /** The other side. */
  readonly peer: IPeer;
  /** The ports. Empty means every port. */
  readonly ports: readonly PeerPort[];
}

/** Cluster DNS: what no workload can do without. */
export const DNS: AllowedTraffic = {
  peer: Peer.pods("kube-system", { "k8s-app": "kube-dns" }),
  ports: [
    { port: 53, protocol: "UDP" },
    { port: 53, protocol: "TCP" },
  ],
};

/** The ingress that a workload's exposures need, beside what `allowFrom` asks for. */
export function trafficOfExposures(ports: readonly ContainerPort[], privateCidrs: readonly string[]): AllowedTraffic[] {
  return ports.flatMap((port) => {
    const exposed = [{ port: port.port, protocol: port.protocol ?? "TCP" }] as const;
    const from = (cidrs: readonly string[]) => cidrs.map((cidr) => ({ peer: Peer.cidr(cidr), ports: exposed }));
    switch (port.exposure?.kind) {
      case "peers":
        return [{ peer: Peer.anywhere(), ports: exposed }];
      case "privateNetwork":
        return from(privateCidrs);
      case "publicTls": {
        const { ingressNamespace, loadBalancerCidrs = privateCidrs } = port.exposure.tls ?? {};
        return ingressNamespace === undefined
          ? from(loadBalancerCidrs)
          : [{ peer: Peer.namespace(ingressNamespace), ports: exposed }];
      }
      default:
        return [];
    }
  });
}

/** One rule. */
interface RenderedRule {
  readonly peers: NetworkPolicyV1SpecEgressTo[];
  readonly ports: NetworkPolicyV1SpecEgressPorts[];
}

/**
 * Rules in the form of Terraform. A peer of whom nothing is left gets no rule: one without peers would mean everybody.
 *
 * @param cluster says whether IPv6 blocks are written
 */
export function renderRules(traffic: readonly AllowedTraffic[], cluster: Pick<ICluster, "hasIpv6">): RenderedRule[] {
  return unique(traffic)
    .map(({ peer, ports }) => ({
      peers: peer
        .toPeerSelectors()
        .filter(({ cidr }) => cluster.hasIpv6 !== false || cidr?.includes(":") !== true)
        .map(renderSelector),
      ports: renderPorts(ports),
    }))
    .filter(({ peers }) => peers.length > 0);
}

/** Default deny both ways, then exactly what was asked, and DNS. */
export function renderNetworkPolicy(
  podLabels: Readonly<Record<string, string>>,
  ingress: readonly AllowedTraffic[],
  egress: readonly AllowedTraffic[],
  cluster: Pick<ICluster, "hasIpv6">,
): NetworkPolicyV1Spec {
  return {
    podSelector: { matchLabels: { ...podLabels } },
    policyTypes: ["Ingress", "Egress"],
    ingress: renderRules(ingress, cluster).map(({ peers, ports }) => ({ from: peers, ports })),
    egress: renderRules([DNS, ...egress], cluster).map(({ peers, ports }) => ({ to: peers, ports })),
  };
}

/** Two constructs may ask for the same thing; the policy says it once. */
function unique(traffic: readonly AllowedTraffic[]): AllowedTraffic[] {
  const seen = new Map(
    traffic.map((allowed) => [JSON.stringify([allowed.peer.toPeerSelectors(), allowed.ports]), allowed]),
  );
  return [...seen.values()];
}

function renderPorts(ports: readonly PeerPort[]) {
  return ports.map((port) => ({
    port: String(port.port),
    protocol: port.protocol ?? "TCP",
    ...(port.endPort === undefined ? {} : { endPort: port.endPort }),
  }));
}

/** An empty namespace selector would mean every namespace, so absence and emptiness are kept apart. */
function renderSelector(selector: PeerSelector): NetworkPolicyV1SpecEgressTo {
  if (selector.cidr !== undefined) {
    return { ipBlock: { cidr: selector.cidr, except: [...(selector.exceptCidrs ?? [])] } };
  }
  return {
    ...(selector.namespaceLabels === undefined
      ? {}
      : { namespaceSelector: { matchLabels: { ...selector.namespaceLabels } } }),
    ...(selector.podLabels === undefined ? {} : { podSelector: { matchLabels: { ...selector.podLabels } } }),
  };
}
