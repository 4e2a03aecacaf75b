import { NetworkPolicyV1 } from "@cdktf/provider-kubernetes/lib/network-policy-v1";
import { type ITerraformDependable, TerraformStack } from "cdktf";
import { Construct } from "constructs";
import { FALCOSIDEKICK_CHART, FALCOSIDEKICK_IMAGE, FALCOSIDEKICK_PORT } from "../../lib/catalogue/charts/falcosidekick";
import { noteAskedTraffic } from "../core/asked-traffic";
import { ChartPods } from "../core/chart-pods";
import type { ICluster } from "../core/cluster";
import { HelmChart } from "../core/helm-chart";
import { ImageRef } from "../core/image-ref";
import { type INamespace, Namespace } from "../core/namespace";
import { type AskedParty, Peer, type PeerPort } from "../core/peer";
import type { NoticeSpec } from "./detection-notice";

const NAME = "falcosidekick";
/** The port of Falcosidekick in its chart's Deployment. */
const HTTP = "http";
const ALERTMANAGER = { "app.kubernetes.io/name": "alertmanager" };
const ALERTMANAGER_PORT = 9093;
const HTTPS_PORT = 443;

/** Props of `FalcoEvents`. */
export interface FalcoEventsProps {
  readonly cluster: ICluster;
  readonly namespaceName: string;
  readonly notice: Exclude<NoticeSpec, { readonly kind: "log" }>;
  /** Falco's pods. */
  readonly falco: Peer;
  readonly dependsOn: readonly ITerraformDependable[];
}

/** Falcosidekick, and its way to whom it tells. */
export class FalcoEvents extends Construct {
  /** Its pods. */
  public readonly pods: ChartPods;
  /** Name of their namespace. */
  public readonly namespaceName: string;
  /** Where Falco posts events. */
  public readonly url: string;
  /** Its port, for those who reach it. */
  public readonly port: PeerPort = { port: FALCOSIDEKICK_PORT };

  public constructor(scope: Construct, id: string, props: FalcoEventsProps) {
    super(scope, id);
    const { cluster, notice } = props;
    const namespace = new Namespace(this, "namespace", { name: props.namespaceName });
    this.namespaceName = namespace.namespaceName;
    this.pods = new ChartPods(this, "pods", {
      cluster,
      namespace,
      name: NAME,
      podLabels: { "app.kubernetes.io/name": NAME, "app.kubernetes.io/instance": NAME },
      identity: { kind: "monitoring", name: NAME },
      ports: { [HTTP]: FALCOSIDEKICK_PORT },
      metrics: { port: HTTP },
      kubernetesApiAccess: false,
    });
    const { peer, ports } = destinationOf(notice);
    this.pods.allowTo(peer, ...ports);
    this.pods.allowFrom(props.falco, HTTP);
    if (notice.kind === "alertmanager") this.letIntoAlertmanager(notice.platform.namespaceName, namespace, cluster);
    new HelmChart(this, "chart", {
      chart: FALCOSIDEKICK_CHART,
      namespace,
      releaseName: NAME,
      values: {
        image: { tag: tagOf(FALCOSIDEKICK_IMAGE, this) },
        config: configOf(notice, cluster),
      },
      dependsOn: props.dependsOn,
    });
    this.url = `http://${NAME}.${namespace.namespaceName}.svc.${cluster.dnsDomain}:${FALCOSIDEKICK_PORT}/`;
  }

  /** The platform's namespace lets nobody of another in by itself. */
  private letIntoAlertmanager(platform: string, { namespaceName }: INamespace, cluster: ICluster): void {
    const from = this.pods.toPeerSelectors().map(({ namespaceLabels = {}, podLabels = {} }) => ({
      namespaceSelector: { matchLabels: { ...namespaceLabels } },
      podSelector: { matchLabels: { ...podLabels } },
    }));
    new NetworkPolicyV1(this, "alertmanager", {
      metadata: { name: `from-${namespaceName}-${cluster.clusterName}`.slice(0, 63), namespace: platform },
      spec: {
        podSelector: { matchLabels: { ...ALERTMANAGER } },
        policyTypes: ["Ingress"],
        ingress: [{ from, ports: [{ port: String(ALERTMANAGER_PORT), protocol: "TCP" }] }],
      },
    });
    const falcosidekick: AskedParty = { namespace: namespaceName, podLabels: this.pods.podLabels };
    noteAskedTraffic(this, {
      verb: "tell",
      from: falcosidekick,
      to: { namespace: platform, podLabels: ALERTMANAGER },
      ports: [{ port: ALERTMANAGER_PORT }],
      side: "to",
    });
  }
}

/** The tag of an image with the digest that the lock has for it: charts join repository and tag. */
export function tagOf(reference: string, scope: Construct): string {
  const image = ImageRef.parse(reference, TerraformStack.of(scope).node.path);
  return image.locked(scope).slice(`${image.repository}:`.length);
}

function destinationOf(notice: FalcoEventsProps["notice"]) {
  if (notice.kind === "alertmanager") {
    return { peer: Peer.pods(notice.platform.namespaceName, ALERTMANAGER), ports: [{ port: ALERTMANAGER_PORT }] };
  }
  const { port } = new URL(notice.address);
  return { peer: notice.peer, ports: [{ port: port === "" ? HTTPS_PORT : Number(port) }] };
}

function configOf(notice: FalcoEventsProps["notice"], { dnsDomain }: ICluster) {
  const { minimumPriority: minimumpriority } = notice;
  if (notice.kind === "webhook") return { webhook: { address: notice.address, minimumpriority } };
  const { releaseLabel, namespaceName } = notice.platform;
  const hostport = `http://${releaseLabel}-alertmanager.${namespaceName}.svc.${dnsDomain}:${ALERTMANAGER_PORT}`;
  return { alertmanager: { hostport, minimumpriority } };
}
