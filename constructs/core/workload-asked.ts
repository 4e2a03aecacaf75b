import type { IConstruct } from "constructs";
import { noteAskedTraffic, noteClosed } from "./asked-traffic";
import type { ICluster } from "./cluster";
import type { ContainerPort } from "./container";
import type { AskedParty, PeerPort } from "./peer";

/** What of a workload says which traffic its declaration alone asks for. */
export interface AskingWorkload extends IConstruct {
  /** Cluster it runs on. */
  readonly cluster: ICluster;
  /** Every port of its containers. */
  readonly ports: readonly ContainerPort[];
}

/*
 * Whom and which ports is written out here, and not taken from what makes the policies of it: a slip there has to show
 * when the two are held against each other.
 */
const CLUSTER_DNS: AskedParty = { namespace: "kube-system", podLabels: { "k8s-app": "kube-dns" } };
const DNS_PORTS: readonly PeerPort[] = [
  { port: 53, protocol: "UDP" },
  { port: 53, protocol: "TCP" },
];
const API_PORTS: readonly PeerPort[] = [{ port: 443 }, { port: 6443 }];

/** Writes down what a workload asks for by being declared: DNS, its exposures, the Kubernetes API, and nothing else. */
export function noteDeclaredTraffic(workload: AskingWorkload, kubernetesApiAccess: boolean): void {
  const self: AskedParty = { construct: workload.node.path };
  noteClosed(workload, self);
  noteAskedTraffic(workload, { verb: "DNS", from: self, to: CLUSTER_DNS, ports: DNS_PORTS, side: "from" });
  if (kubernetesApiAccess) {
    const to: AskedParty = { cidrs: workload.cluster.kubernetesApiCidrs };
    noteAskedTraffic(workload, { verb: "kubernetesApiAccess", from: self, to, ports: API_PORTS, side: "from" });
  }
  for (const { port, protocol = "TCP", exposure } of workload.ports) {
    const from = exposedTo(exposure, workload.cluster.privateCidrs);
    if (from === undefined) continue;
    noteAskedTraffic(workload, { verb: "exposure", from, to: self, ports: [{ port, protocol }], side: "to" });
  }
}

/** Who an exposure lets in; undefined when nobody. */
function exposedTo(exposure: ContainerPort["exposure"], privateCidrs: readonly string[]): AskedParty | undefined {
  if (exposure === undefined || exposure.kind === "cluster") return undefined;
  if (exposure.kind === "peers") return { place: "anywhere" };
  const { ingressNamespace: namespace, loadBalancerCidrs: cidrs = privateCidrs } = exposure.tls ?? {};
  return namespace === undefined ? { cidrs } : { namespace };
}
