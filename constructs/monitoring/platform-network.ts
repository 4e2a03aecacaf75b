import { NetworkPolicyV1, type NetworkPolicyV1SpecEgressTo } from "@cdktf/provider-kubernetes/lib/network-policy-v1";
import type { Construct } from "constructs";
import { noteAskedTraffic, partyOf } from "../core/asked-traffic";
import type { ICluster } from "../core/cluster";
import type { INamespace } from "../core/namespace";
import { type AskedParty, KUBERNETES_API_PORTS, Peer, type PeerPort } from "../core/peer";
import { type AllowedTraffic, DNS, renderRules } from "../core/workload-network";
import { PROMETHEUS_PODS } from "./watch";

/** Port of the operator's admission webhook, which the API server calls (chart value `prometheusOperator.tls.internalPort`). */
const WEBHOOK_PORT = "10250";
/** The kubelet and the node exporter: what Prometheus reads on the nodes themselves. */
const NODE_PORTS = ["10250", "9100"];

function tcp(ports: readonly string[]) {
  return ports.map((port) => ({ port, protocol: "TCP" }));
}

function blocks(cidrs: readonly string[]): NetworkPolicyV1SpecEgressTo[] {
  return cidrs.map((cidr) => ({ ipBlock: { cidr } }));
}

/** Where Alertmanager's receivers are, unless somebody says otherwise: every service that takes alerts speaks HTTPS. */
const HTTPS: AllowedTraffic = { peer: Peer.internet(), ports: [{ port: 443 }] };

/**
 * What the platform's namespace needs beyond the default deny: its parts talk among themselves, ask DNS and the API
 * server, Prometheus reaches pods and nodes, and Alertmanager reaches its receivers.
 */
export function declarePlatformNetwork(
  scope: Construct,
  cluster: ICluster,
  namespace: INamespace,
  receivers: readonly AllowedTraffic[] = [HTTPS],
): void {
  noteDeclaredTraffic(scope, cluster, namespace, receivers);
  const inNamespace = namespace.nameFor(scope);
  const egressTo = (traffic: readonly AllowedTraffic[]) =>
    renderRules(traffic, cluster).map(({ peers, ports }) => ({ to: peers, ports }));
  // A cluster that does not say where its nodes are gets the ports opened to everywhere, not closed to them.
  const nodes = blocks(cluster.privateCidrs.length > 0 ? cluster.privateCidrs : ["0.0.0.0/0"]);
  new NetworkPolicyV1(scope, "among-themselves", {
    metadata: { name: "among-themselves", namespace: inNamespace },
    spec: {
      podSelector: {},
      policyTypes: ["Ingress", "Egress"],
      ingress: [{ from: [{ podSelector: {} }] }, { from: nodes, ports: tcp([WEBHOOK_PORT]) }],
      egress: [
        { to: [{ podSelector: {} }] },
        ...egressTo([DNS, { peer: Peer.kubernetesApi(cluster), ports: KUBERNETES_API_PORTS }]),
      ],
    },
  });
  new NetworkPolicyV1(scope, "scrape", {
    metadata: { name: "scrape", namespace: inNamespace },
    spec: {
      podSelector: { matchLabels: { ...PROMETHEUS_PODS } },
      policyTypes: ["Egress"],
      egress: [{ to: [{ namespaceSelector: {} }] }, { to: nodes, ports: tcp(NODE_PORTS) }],
    },
  });
  new NetworkPolicyV1(scope, "notify", {
    metadata: { name: "notify", namespace: inNamespace },
    spec: {
      podSelector: { matchLabels: { "app.kubernetes.io/name": "alertmanager" } },
      policyTypes: ["Egress"],
      egress: egressTo(receivers),
    },
  });
}

/*
 * The same in words, for whoever holds the policies above against what was asked for. Ports and labels stand here once
 * more, since a slip in one of the two places is what has to show.
 */
function noteDeclaredTraffic(
  scope: Construct,
  { privateCidrs, kubernetesApiCidrs }: ICluster,
  { namespaceName }: INamespace,
  receivers: readonly AllowedTraffic[],
): void {
  const all: AskedParty = { namespace: namespaceName };
  const programs = (name: string): AskedParty => ({ ...all, podLabels: { "app.kubernetes.io/name": name } });
  const nodes: AskedParty = { cidrs: privateCidrs.length > 0 ? privateCidrs : ["0.0.0.0/0"] };
  const dns: AskedParty = { namespace: "kube-system", podLabels: { "k8s-app": "kube-dns" } };
  const leave = (verb: string, from: AskedParty, to: AskedParty, ...ports: readonly PeerPort[]): void =>
    noteAskedTraffic(scope, { verb, from, to, ports, side: "from" });
  noteAskedTraffic(scope, { verb: "among themselves", from: all, to: all, ports: [], side: "both" });
  noteAskedTraffic(scope, { verb: "webhook", from: nodes, to: all, ports: [{ port: 10_250 }], side: "to" });
  leave("DNS", all, dns, { port: 53, protocol: "UDP" }, { port: 53, protocol: "TCP" });
  leave("Kubernetes API", all, { cidrs: kubernetesApiCidrs }, { port: 443 }, { port: 6443 });
  leave("scrape", programs("prometheus"), { place: "anyPod" });
  leave("scrape nodes", programs("prometheus"), nodes, { port: 10_250 }, { port: 9100 });
  for (const { peer, ports } of receivers) leave("notify", programs("alertmanager"), partyOf(peer), ...ports);
}
