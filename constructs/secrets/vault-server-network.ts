import { NetworkPolicyV1 } from "@cdktf/provider-kubernetes/lib/network-policy-v1";
import type { Construct } from "constructs";
import { API_PORT, PEER_PORT } from "../../lib/render/vault-configuration";
import { noteAskedTraffic, noteClosed, partyOf } from "../core/asked-traffic";
import type { ICluster } from "../core/cluster";
import type { INamespace } from "../core/namespace";
import { type AskedParty, type IPeer, KUBERNETES_API_PORTS, Peer } from "../core/peer";
import { POD_IDENTITY_AGENT } from "../core/pod-identity";
import { type AllowedTraffic, renderNetworkPolicy } from "../core/workload-network";

/** Where pods of EKS get the credentials of their role. */
export const POD_IDENTITY: AllowedTraffic = POD_IDENTITY_AGENT;

/** What a policy of a server is made for. */
export interface VaultServerNetworkProps {
  readonly cluster: ICluster;
  readonly namespace: INamespace;
  readonly name: string;
  /** Labels that select exactly the servers. */
  readonly podLabels: Readonly<Record<string, string>>;
  /** What the servers reach beside each other, DNS and the Kubernetes API. */
  readonly egress: readonly AllowedTraffic[];
}

/**
 * Who reaches the servers and whom they reach. The charts' own policy lets every namespace in on both ports; this one
 * lets nobody in that was not named.
 */
export class VaultServerNetwork {
  private readonly ingress: AllowedTraffic[] = [];
  private readonly egress: readonly AllowedTraffic[];
  private readonly policy: NetworkPolicyV1;
  private readonly servers: AskedParty;

  public constructor(
    private readonly scope: Construct,
    private readonly props: VaultServerNetworkProps,
  ) {
    const { cluster, namespace, name, podLabels } = props;
    // A server that joins asks the API of another; what they say to each other then goes over the port for peers.
    const among: AllowedTraffic = {
      peer: Peer.pods(namespace.namespaceName, podLabels),
      ports: [{ port: API_PORT }, { port: PEER_PORT }],
    };
    this.servers = { namespace: namespace.namespaceName, podLabels };
    this.ingress.push(among);
    this.egress = [among, { peer: Peer.kubernetesApi(cluster), ports: KUBERNETES_API_PORTS }, ...props.egress];
    this.policy = new NetworkPolicyV1(scope, "network-policy", {
      metadata: { name, namespace: namespace.nameFor(scope) },
      spec: this.render(),
    });
    this.note();
  }

  /** Lets the peer reach the API. */
  public allowFrom(peer: IPeer): void {
    const ports = [{ port: API_PORT }];
    noteAskedTraffic(this.scope, { verb: "allowFrom", from: partyOf(peer), to: this.servers, ports, side: "to" });
    this.ingress.push({ peer, ports });
    this.policy.putSpec(this.render());
  }

  private render() {
    const { podLabels, cluster } = this.props;
    return renderNetworkPolicy(podLabels, this.ingress, this.egress, cluster);
  }

  /** The same in words; ports and labels stand here once more, so that a slip in one of the two places shows. */
  private note(): void {
    const { servers, scope, props } = this;
    const dns: AskedParty = { namespace: "kube-system", podLabels: { "k8s-app": "kube-dns" } };
    noteClosed(scope, servers);
    noteAskedTraffic(scope, {
      verb: "among themselves",
      from: servers,
      to: servers,
      ports: [{ port: 8200 }, { port: 8201 }],
      side: "both",
    });
    const leave = (verb: string, to: AskedParty, ports: AllowedTraffic["ports"]): void =>
      noteAskedTraffic(scope, { verb, from: servers, to, ports, side: "from" });
    leave("DNS", dns, [
      { port: 53, protocol: "UDP" },
      { port: 53, protocol: "TCP" },
    ]);
    leave("Kubernetes API", { cidrs: props.cluster.kubernetesApiCidrs }, [{ port: 443 }, { port: 6443 }]);
    for (const { peer, ports } of props.egress) leave("seal and logins", partyOf(peer), ports);
  }
}
