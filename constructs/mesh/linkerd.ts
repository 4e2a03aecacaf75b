import { ConfigMapV1 } from "@cdktf/provider-kubernetes/lib/config-map-v1";
import type { ITerraformDependable } from "cdktf";
import type { Construct, IConstruct } from "constructs";
import {
  LINKERD_CNI_CHART,
  LINKERD_CONTROL_PLANE_CHART,
  LINKERD_CRDS_CHART,
  LINKERD_IMAGES,
} from "../../lib/catalogue/charts/linkerd";
import { Checker } from "../../lib/core/checks";
import { holdsToken } from "../../lib/core/digest";
import { escapeForTerraform } from "../../lib/core/escape";
import { linkerdPolicies } from "../../lib/render/linkerd-policies";
import { ChartPods } from "../core/chart-pods";
import type { ICluster } from "../core/cluster";
import { type ChartOverrides, HelmChart, withOverrides } from "../core/helm-chart";
import { markIdentity } from "../core/identity";
import { ImageRef } from "../core/image-ref";
import { ManifestBundle } from "../core/manifest-bundle";
import { Namespace } from "../core/namespace";
import { Peer } from "../core/peer";
import type { Watched } from "../core/watchable";
import { Workload } from "../core/workload";
import { authorityName, linkerdCertificates } from "./linkerd-certificates";
import { MeshBase } from "./mesh-base";
import { linkerdProblems } from "./mesh-checks";
import type { MeshIdentity } from "./mesh-identity";
import type { MeshDialect } from "./mesh-policies";

/** Changes to the charts of Linkerd, over the values that make them safe. */
export interface LinkerdChartOverrides {
  /** The chart linkerd-crds. @default - none */
  readonly crds?: ChartOverrides;
  /** The chart linkerd2-cni; nodes that keep plug-ins elsewhere say so here. @default - none */
  readonly cni?: ChartOverrides;
  /** The chart linkerd-control-plane. @default - none */
  readonly controlPlane?: ChartOverrides;
}

/** Props of `ServiceMesh.linkerd`. */
export interface LinkerdProps {
  /** Cluster it is for. */
  readonly cluster: ICluster;
  /** Where the identities of its members come from. */
  readonly identity: MeshIdentity;
  /** Namespace of the control plane, where an Issuer for `identity` stands too. @default - one called linkerd is made */
  readonly namespace?: Namespace;
  /** Number of each part of the control plane, at least 2. @default - 3 */
  readonly replicas?: number;
  /** Ports of servers that speak first, beside those of well-known databases. @default - none */
  readonly opaquePorts?: readonly number[];
  /** Changes to its charts. @default - none */
  readonly charts?: LinkerdChartOverrides;
  /** Resources that have to be there first, such as cert-manager. @default - none */
  readonly dependsOn?: readonly ITerraformDependable[];
}

const DEFAULT_NAMESPACE = "linkerd";
const DEFAULT_REPLICAS = 3;
/** Servers that speak first, by the chart's own list (linkerd-control-plane 2026.8.3, `proxy.opaquePorts`). */
const OPAQUE_PORTS = [25, 587, 3306, 4444, 5432, 6379, 9300, 11_211];
/** Port of the proxies that traffic between pods of the mesh takes (linkerd.io, "Network Policy"). */
const INBOUND_PORT = 4143;
/** Ports of the control plane that proxies ask: identities, destinations and policies (templates of the chart). */
const CONTROL_PORTS = [8080, 8086, 8090];
const EVERY_PORT = "1-65535";

/** Annotations of Linkerd (linkerd/linkerd2 edge-26.8.3, pkg/k8s/labels.go). */
const INJECT = "linkerd.io/inject";
const DEFAULT_POLICY = "config.linkerd.io/default-inbound-policy";
const SKIP_INBOUND = "config.linkerd.io/skip-inbound-ports";
const SKIP_OUTBOUND = "config.linkerd.io/skip-outbound-ports";

/** Linkerd: a proxy in each pod, a plug-in on each node that hands traffic to it, and a control plane. */
export class LinkerdMesh extends MeshBase {
  public readonly watched: readonly Watched[];
  public readonly release: ITerraformDependable & IConstruct;

  protected readonly dialect: MeshDialect;
  private readonly identityPods: ChartPods;
  private readonly destinationPods: ChartPods;

  /** @throws PalisadeError listing every problem of the props */
  public constructor(scope: Construct, id: string, props: LinkerdProps) {
    super(scope, id, props, { reachesPeers: true });
    const check = new Checker(this.node.path);
    for (const problem of linkerdProblems(props)) check.add(problem);
    check.done();
    const { charts = {}, cluster, identity, opaquePorts = [], replicas = DEFAULT_REPLICAS } = props;
    const marks = { kind: "operator", name: "service-mesh" } as const;
    markIdentity(this, marks);
    const namespace = props.namespace ?? new Namespace(this, "namespace", { name: DEFAULT_NAMESPACE });
    // Its own pods have their proxies already, and no webhook of its own may keep it from starting.
    namespace.addMetadata({
      labels: { "linkerd.io/is-control-plane": "true", "config.linkerd.io/admission-webhooks": "disabled" },
      annotations: { [INJECT]: "disabled" },
    });
    const allOpaque = [...new Set([...OPAQUE_PORTS, ...opaquePorts])];
    const controlPods = { namespaceLabels: { "kubernetes.io/metadata.name": namespace.namespaceName } };
    this.dialect = {
      ways: { tunnelPort: INBOUND_PORT, control: { pods: controlPods, ports: CONTROL_PORTS } },
      policies: (target) => linkerdPolicies(target, { opaquePorts: allOpaque }),
      closed: () => [],
      keepPeersOut: (workload) => workload.addPodAnnotations(outside(workload)),
    };
    const nodes = new Namespace(this, "nodes-namespace", {
      name: `${namespace.namespaceName}-cni`,
      podSecurity: "privileged",
    });
    const pods = (component: string, ports: Readonly<Record<string, number>>, webhookPorts: readonly number[]) =>
      new ChartPods(this, `${component}-pods`, {
        cluster,
        namespace,
        identity: marks,
        name: `linkerd-${component}`,
        podLabels: { "linkerd.io/control-plane-component": component },
        ports: { ...ports, "linkerd-admin": 4191 },
        webhookPorts,
        metrics: { port: "linkerd-admin" },
      });
    this.identityPods = pods("identity", { "ident-grpc": 8080 }, []);
    this.destinationPods = pods("destination", { "dest-grpc": 8086, "policy-grpc": 8090 }, [8443, 9443]);
    const injectorPods = pods("proxy-injector", {}, [8443]);
    const cniPods = new ChartPods(this, "cni-pods", {
      cluster,
      namespace: nodes,
      identity: marks,
      name: "linkerd-cni",
      podLabels: { "k8s-app": "linkerd-cni" },
      ports: { "repair-admin": 9990 },
      metrics: { port: "repair-admin" },
    });
    const control = Peer.namespace(namespace.namespaceName);
    this.letAsk(control);
    for (const each of [this.identityPods, this.destinationPods, injectorPods]) {
      each.allowTo(control, ...CONTROL_PORTS.map((port) => ({ port })));
    }
    this.watched = [this.identityPods, this.destinationPods, injectorPods, cniPods].map((workload) => ({
      subject: "workload",
      workload,
    }));
    const crds = new HelmChart(this, "crds", {
      chart: LINKERD_CRDS_CHART,
      namespace,
      ...charts.crds,
      dependsOn: [...(props.dependsOn ?? [])],
    });
    const plugin = new HelmChart(this, "cni", {
      chart: LINKERD_CNI_CHART,
      namespace: nodes,
      ...withOverrides({ image: imageParts(this, LINKERD_IMAGES.cni) }, charts.cni),
      dependsOn: [crds.release],
    });
    // The chart asks for a ConfigMap of this name, where anchors do not come from its values.
    const anchors = new ConfigMapV1(this, "anchors", {
      metadata: { name: "linkerd-identity-trust-roots", namespace: namespace.nameFor(this) },
      data: {
        "ca-bundle.crt": holdsToken(identity.trustAnchors)
          ? identity.trustAnchors
          : escapeForTerraform(identity.trustAnchors),
      },
    });
    const commonName = authorityName(namespace.namespaceName, cluster.dnsDomain);
    const certificates = new ManifestBundle(this, "certificates", {
      namespace,
      manifests: linkerdCertificates(namespace.namespaceName, {
        commonName,
        issuer: identity.issuerOf(this, { namespace, commonName }),
        lifetimeHours: identity.lifetimeHours,
      }),
      ...(props.dependsOn === undefined ? {} : { dependsOn: props.dependsOn }),
    });
    this.release = new HelmChart(this, "control-plane", {
      chart: LINKERD_CONTROL_PLANE_CHART,
      namespace,
      ...withOverrides(
        controlPlaneValues(this, props, namespace.namespaceName, replicas, allOpaque),
        charts.controlPlane,
      ),
      dependsOn: [plugin.release, certificates.release, anchors],
    }).release;
  }

  protected enrol(target: Namespace | Workload): void {
    if (target instanceof Workload) {
      target.addPodAnnotations({ [INJECT]: "enabled", [DEFAULT_POLICY]: "deny" });
    } else {
      target.addMetadata({ annotations: { [INJECT]: "enabled", [DEFAULT_POLICY]: "deny" } });
    }
    this.letAsk(target instanceof Workload ? target : Peer.namespace(target.namespaceName));
  }

  /** Proxies ask the control plane who they are, whom they reach and whom they let in. */
  private letAsk(peer: Workload | Peer): void {
    this.identityPods.allowFrom(peer, "ident-grpc");
    this.destinationPods.allowFrom(peer, "dest-grpc", "policy-grpc");
  }
}

/** Ports for peers come in past the proxy, and whatever the workload starts goes out past it: peers listen anywhere. */
function outside(workload: Workload): Record<string, string> {
  const ports = workload.ports.filter(({ exposure }) => exposure?.kind === "peers").map(({ port }) => port);
  return { [SKIP_INBOUND]: [...new Set(ports)].join(","), [SKIP_OUTBOUND]: EVERY_PORT };
}

/** The charts join name and version, so a digest stands behind the version. */
function imageParts(scope: Construct, reference: string) {
  const image = ImageRef.parse(reference, scope.node.path);
  return { name: image.repository, version: image.locked(scope).slice(`${image.repository}:`.length) };
}

function controlPlaneValues(
  scope: Construct,
  { cluster }: LinkerdProps,
  namespace: string,
  replicas: number,
  opaquePorts: readonly number[],
) {
  const controller = imageParts(scope, LINKERD_IMAGES.controller);
  return {
    clusterDomain: cluster.dnsDomain,
    controllerReplicas: replicas,
    controllerImage: controller.name,
    controllerImageVersion: controller.version,
    // Whoever is on no address of the network sends no probe.
    ...(cluster.privateCidrs.length === 0 ? {} : { policyController: { probeNetworks: [...cluster.privateCidrs] } }),
    proxy: { image: imageParts(scope, LINKERD_IMAGES.proxy), opaquePorts: opaquePorts.join(",") },
    proxyInjector: { injectCaFrom: `${namespace}/linkerd-proxy-injector` },
    profileValidator: { injectCaFrom: `${namespace}/linkerd-sp-validator` },
    policyValidator: { injectCaFrom: `${namespace}/linkerd-policy-validator` },
  };
}
