import type { ITerraformDependable } from "cdktf";
import type { Construct, IConstruct } from "constructs";
import {
  ISTIO_BASE_CHART,
  ISTIO_CNI_CHART,
  ISTIO_IMAGES,
  ISTIOD_CHART,
  ZTUNNEL_CHART,
} from "../../lib/catalogue/charts/istio";
import { Checker } from "../../lib/core/checks";
import { denyAll, istioPolicies, strictMesh } from "../../lib/render/istio-policies";
import { ChartPods } from "../core/chart-pods";
import type { ICluster } from "../core/cluster";
import { type ChartOverrides, HelmChart, withOverrides } from "../core/helm-chart";
import { markIdentity } from "../core/identity";
import { ImageRef } from "../core/image-ref";
import { ManifestBundle } from "../core/manifest-bundle";
import { Namespace } from "../core/namespace";
import type { Watched } from "../core/watchable";
import type { Workload } from "../core/workload";
import { MeshBase } from "./mesh-base";
import { istioProblems } from "./mesh-checks";
import type { MeshDialect } from "./mesh-policies";

/** Changes to the charts of Istio, over the values that make them safe. */
export interface IstioChartOverrides {
  /** The chart base. @default - none */
  readonly base?: ChartOverrides;
  /** The chart istiod. @default - none */
  readonly istiod?: ChartOverrides;
  /** The chart cni; nodes that keep plug-ins elsewhere say so here. @default - none */
  readonly cni?: ChartOverrides;
  /** The chart ztunnel. @default - none */
  readonly ztunnel?: ChartOverrides;
}

/** Props of `ServiceMesh.istioAmbient`. */
export interface IstioAmbientProps {
  /** Cluster it is for. */
  readonly cluster: ICluster;
  /** Name of the namespace that is made for it. @default - istio-system */
  readonly namespaceName?: string;
  /** Least number of istiod, at least 2. @default - 2 */
  readonly replicas?: number;
  /** Changes to its charts. @default - none */
  readonly charts?: IstioChartOverrides;
  /** Resources that have to be there first. @default - none */
  readonly dependsOn?: readonly ITerraformDependable[];
}

/** Label of namespaces and pods that says whether ztunnel takes their traffic (Istio documentation, "Add workloads to the mesh"). */
const MODE = "istio.io/dataplane-mode";
/** Port of the tunnel, and the address of probes of pods that are in the mesh (Istio documentation, "Ambient and Kubernetes NetworkPolicy"). */
const HBONE_PORT = 15_008;
const PROBES = "169.254.7.127/32";

const DIALECT: MeshDialect = {
  ways: { tunnelPort: HBONE_PORT, probeCidr: PROBES },
  policies: istioPolicies,
  closed: (namespace) => [denyAll(namespace)],
  // Ztunnel takes all TCP of a pod or none of it: a pod with peers is out as a whole.
  keepPeersOut: (workload) => workload.addPodLabels({ [MODE]: "none" }),
};

/** Istio without sidecars: on each node ztunnel encrypts, and istiod signs and tells it who may reach whom. */
export class IstioAmbientMesh extends MeshBase {
  public readonly watched: readonly Watched[];
  public readonly release: ITerraformDependable & IConstruct;

  protected readonly dialect = DIALECT;

  /** @throws PalisadeError listing every problem of the props */
  public constructor(scope: Construct, id: string, props: IstioAmbientProps) {
    super(scope, id, props, { reachesPeers: false });
    const check = new Checker(this.node.path);
    for (const problem of istioProblems(props)) check.add(problem);
    check.done();
    const { charts = {}, cluster, namespaceName = "istio-system", replicas = 2 } = props;
    const identity = { kind: "operator", name: "service-mesh" } as const;
    markIdentity(this, identity);
    // Both agents enter the network of every pod of their node.
    const namespace = new Namespace(this, "namespace", { name: namespaceName, podSecurity: "privileged" });
    const place = { cluster, namespace, identity };
    const istiod = new ChartPods(this, "istiod-pods", {
      ...place,
      name: "istiod",
      podLabels: { app: "istiod", istio: "pilot" },
      ports: { "tls-xds": 15_012, "http-monitoring": 15_014 },
      webhookPorts: [15_017],
      metrics: { port: "http-monitoring" },
    });
    const ztunnel = new ChartPods(this, "ztunnel-pods", {
      ...place,
      name: "ztunnel",
      podLabels: { app: "ztunnel" },
      ports: { "ztunnel-stats": 15_020 },
      kubernetesApiAccess: false,
      metrics: { port: "ztunnel-stats" },
    });
    const cni = new ChartPods(this, "cni-pods", {
      ...place,
      name: "istio-cni-node",
      podLabels: { "k8s-app": "istio-cni-node" },
      ports: { metrics: 15_014 },
      metrics: { port: "metrics" },
    });
    istiod.allowFrom(ztunnel.peer, "tls-xds");
    ztunnel.allowTo(istiod.peer, { port: 15_012 });
    this.watched = [istiod, ztunnel, cni].map((workload) => ({ subject: "workload", workload }));
    const chart = { namespace };
    const base = new HelmChart(this, "base", {
      ...chart,
      chart: ISTIO_BASE_CHART,
      releaseName: "istio-base",
      ...withOverrides({ global: { istioNamespace: namespaceName } }, charts.base),
      dependsOn: [...(props.dependsOn ?? [])],
    });
    const control = new HelmChart(this, "istiod", {
      ...chart,
      chart: ISTIOD_CHART,
      ...withOverrides(
        {
          image: this.image(ISTIO_IMAGES.istiod),
          autoscaleMin: replicas,
          global: { istioNamespace: namespaceName, proxy: { clusterDomain: cluster.dnsDomain } },
        },
        charts.istiod,
      ),
      dependsOn: [base.release],
    });
    const agents = new HelmChart(this, "cni", {
      ...chart,
      chart: ISTIO_CNI_CHART,
      releaseName: "istio-cni",
      ...withOverrides({ image: this.image(ISTIO_IMAGES.cni) }, charts.cni),
      dependsOn: [control.release],
    });
    const tunnels = new HelmChart(this, "ztunnel", {
      ...chart,
      chart: ZTUNNEL_CHART,
      ...withOverrides({ image: this.image(ISTIO_IMAGES.ztunnel), istioNamespace: namespaceName }, charts.ztunnel),
      dependsOn: [agents.release],
    });
    this.release = new ManifestBundle(this, "strict", {
      namespace,
      manifests: [strictMesh(namespaceName)],
      dependsOn: [tunnels.release],
    }).release;
  }

  protected enrol(target: Namespace | Workload): void {
    if (target instanceof Namespace) target.addMetadata({ labels: { [MODE]: "ambient" } });
    else target.addPodLabels({ [MODE]: "ambient" });
  }

  /** The charts take a whole reference in place of a name. */
  private image(reference: string): string {
    return ImageRef.parse(reference, this.node.path).locked(this);
  }
}
