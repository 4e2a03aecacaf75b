import { NetworkPolicyV1 } from "@cdktf/provider-kubernetes/lib/network-policy-v1";
import type { Construct } from "constructs";
import { noteAskedTraffic, noteClosed, partyOf } from "../core/asked-traffic";
import type { ICluster } from "../core/cluster";
import type { INamespace } from "../core/namespace";
import { type AskedParty, type IPeer, KUBERNETES_API_PORTS, Peer } from "../core/peer";
import { type AllowedTraffic, renderNetworkPolicy } from "../core/workload-network";
import type { AdmissionEngineSpec } from "./admission-engine";

/** What a policy of an engine is made for. */
export interface AdmissionNetworkProps {
  readonly cluster: ICluster;
  readonly namespace: INamespace;
  readonly engine: AdmissionEngineSpec;
  /** Registries that it asks who signed an image. */
  readonly registries: readonly IPeer[];
  /** Where it gets what it logs in with. */
  readonly logIn: readonly AllowedTraffic[];
}

/**
 * Who reaches an engine and whom it reaches: the API server asks it, its pods talk to each other and to the API server,
 * and to registries where signatures are verified. It holds for every pod of the namespace, those of the chart's own jobs
 * among them.
 */
export class AdmissionNetwork {
  private readonly ingress: AllowedTraffic[];
  private readonly egress: readonly AllowedTraffic[];
  private readonly policy: NetworkPolicyV1;
  private readonly all: AskedParty;

  public constructor(
    private readonly scope: Construct,
    private readonly props: AdmissionNetworkProps,
  ) {
    const { cluster, namespace, engine, registries, logIn } = props;
    const among: AllowedTraffic = { peer: Peer.namespace(namespace.namespaceName), ports: [] };
    const webhook = [{ port: engine.webhookPort }];
    this.all = { namespace: namespace.namespaceName };
    this.ingress = [among, ...apiServers(cluster).map((cidr) => ({ peer: Peer.cidr(cidr), ports: webhook }))];
    this.egress = [
      among,
      { peer: Peer.kubernetesApi(cluster), ports: KUBERNETES_API_PORTS },
      ...registries.map((peer) => ({ peer, ports: [{ port: 443 }] })),
      ...logIn,
    ];
    this.policy = new NetworkPolicyV1(scope, "network-policy", {
      metadata: { name: engine.kind, namespace: namespace.nameFor(scope) },
      spec: this.render(),
    });
    this.note();
  }

  /** Lets the peer read its metrics. */
  public allowFrom(peer: IPeer): void {
    const ports = [{ port: this.props.engine.metrics.number }];
    noteAskedTraffic(this.scope, { verb: "allowFrom", from: partyOf(peer), to: this.all, ports, side: "to" });
    this.ingress.push({ peer, ports });
    this.policy.putSpec(this.render());
  }

  private render() {
    return renderNetworkPolicy({}, this.ingress, this.egress, this.props.cluster);
  }

  /** The same in words; ports and labels stand here once more, so that a slip in one of the two places shows. */
  private note(): void {
    const { all, scope, props } = this;
    const { cluster, engine, registries, logIn } = props;
    const dns: AskedParty = { namespace: "kube-system", podLabels: { "k8s-app": "kube-dns" } };
    const leave = (verb: string, to: AskedParty, ports: AllowedTraffic["ports"]): void =>
      noteAskedTraffic(scope, { verb, from: all, to, ports, side: "from" });
    noteClosed(scope, all);
    noteAskedTraffic(scope, { verb: "among themselves", from: all, to: all, ports: [], side: "both" });
    const webhook = engine.kind === "kyverno" ? 9443 : 8443;
    const servers: AskedParty = { cidrs: apiServers(cluster) };
    noteAskedTraffic(scope, { verb: "webhook", from: servers, to: all, ports: [{ port: webhook }], side: "to" });
    leave("DNS", dns, [
      { port: 53, protocol: "UDP" },
      { port: 53, protocol: "TCP" },
    ]);
    leave("Kubernetes API", { cidrs: cluster.kubernetesApiCidrs }, [{ port: 443 }, { port: 6443 }]);
    for (const peer of registries) leave("registries", partyOf(peer), [{ port: 443 }]);
    for (const { peer, ports } of logIn) leave("Pod Identity", partyOf(peer), ports);
  }
}

/** Where API servers ask from. A cluster that does not say where its nodes are gets the port opened to everywhere. */
function apiServers({ privateCidrs }: ICluster): readonly string[] {
  return privateCidrs.length > 0 ? privateCidrs : ["0.0.0.0/0"];
}
