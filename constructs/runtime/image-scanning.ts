import type { ITerraformDependable } from "cdktf";
import { Construct } from "constructs";
import { TRIVY_IMAGE, TRIVY_OPERATOR_CHART, TRIVY_OPERATOR_IMAGE } from "../../lib/catalogue/charts/trivy-operator";
import { addressOf } from "../../lib/images/image-name";
import { ChartPods, type ChartPodsProps } from "../core/chart-pods";
import { HelmChart, withOverrides } from "../core/helm-chart";
import { markIdentity } from "../core/identity";
import { ImageRef } from "../core/image-ref";
import { type INamespace, Namespace } from "../core/namespace";
import { type IPeer, Peer } from "../core/peer";
import type { IWatchable, Watched } from "../core/watchable";
import { tagOf } from "./falco-events";
import { checkImageScanning } from "./image-scanning-checks";
import type { ImageScanningProps } from "./image-scanning-props";
import { ScannerDatabase, type ScannerDatabaseSpec } from "./scanner-database";

const NAME = "trivy-operator";
/** Names that the chart gives its server, whatever the release is called. */
const SERVER = "trivy-server";
const SERVER_PORTS = { "trivy-http": 4954 } as const;
/** The operator's port for metrics, in its Deployment. */
const OPERATOR_PORTS = { metrics: 8080 } as const;
const HTTPS_PORT = 443;
const DEFAULT_CONCURRENT_SCANS = 3;
const DEFAULT_REPORT_HOURS = 24;

/**
 * Looks into the image of everything that runs: for known faults of its parts and for secrets, and writes down what is in
 * it. Its reports are objects beside what they are about; alerts tell of critical faults, and first of all of those in
 * images that stand beside keys.
 */
export class ImageScanning extends Construct implements IWatchable {
  /** Namespace of the operator and of its scans. */
  public readonly namespace: INamespace;
  /** What to watch. */
  public readonly watched: readonly Watched[];
  /** What others can depend on. */
  public readonly release: ITerraformDependable;

  /** @throws PalisadeError listing every problem of the props */
  public constructor(scope: Construct, id: string, props: ImageScanningProps) {
    super(scope, id);
    checkImageScanning(this.node.path, props);
    const { database = ScannerDatabase.server() } = props;
    markIdentity(this, { kind: "monitoring", name: "image-scanning" });
    this.namespace = new Namespace(this, "namespace", { name: props.namespaceName ?? "image-scanning" });
    const operator = this.declarePods(props, database.spec);
    this.release = new HelmChart(this, "chart", {
      chart: TRIVY_OPERATOR_CHART,
      namespace: this.namespace,
      releaseName: NAME,
      ...withOverrides(this.valuesOf(props, database.spec), props.chart),
      dependsOn: props.dependsOn ?? [],
    }).release;
    this.watched = [{ subject: "trivy-operator", workload: operator }];
  }

  private declarePods(props: ImageScanningProps, { kind }: ScannerDatabaseSpec): ChartPods {
    const pods = (id: string, own: Omit<ChartPodsProps, "cluster" | "namespace" | "identity">) =>
      new ChartPods(this, id, {
        cluster: props.cluster,
        namespace: this.namespace,
        identity: { kind: "monitoring", name: own.name },
        ...own,
      });
    const labels = (name: string) => ({ "app.kubernetes.io/name": name, "app.kubernetes.io/instance": name });
    const operator = pods("operator", {
      name: NAME,
      podLabels: labels(NAME),
      ports: OPERATOR_PORTS,
      metrics: { port: "metrics" },
    });
    const scans = pods("scans", {
      name: "scans",
      podLabels: { "app.kubernetes.io/managed-by": NAME },
      ports: {},
      kubernetesApiAccess: false,
    });
    const fetching = [scans];
    if (kind === "server") {
      const server = pods("server", {
        name: SERVER,
        podLabels: labels(SERVER),
        ports: SERVER_PORTS,
        kubernetesApiAccess: false,
      });
      fetching.push(server);
      for (const client of [operator, scans]) {
        client.allowTo(server.peer, ...Object.values(SERVER_PORTS).map((port) => ({ port })));
        server.allowFrom(client.peer, ...Object.keys(SERVER_PORTS));
      }
    }
    for (const each of fetching) for (const peer of registriesOf(props)) each.allowTo(peer, { port: HTTPS_PORT });
    return operator;
  }

  private valuesOf(props: ImageScanningProps, database: ScannerDatabaseSpec) {
    const { excludedNamespaces = [], cluster, concurrentScans = DEFAULT_CONCURRENT_SCANS } = props;
    const scanner = props.scannerImage ?? ImageRef.parse(TRIVY_IMAGE, this.node.path);
    // The chart joins the two with a slash, so that an image without a registry gets the one that it means.
    const { name: repository, registry } = addressOf(scanner.repository);
    const storageClassName = database.kind === "server" ? (database.storageClassName ?? cluster.storageClassName) : "";
    return {
      excludeNamespaces: excludedNamespaces.join(","),
      operator: {
        builtInTrivyServer: database.kind === "server",
        scanJobsConcurrentLimit: concurrentScans,
        scannerReportTTL: `${props.reportHours ?? DEFAULT_REPORT_HOURS}h`,
      },
      image: { tag: tagOf(TRIVY_OPERATOR_IMAGE, this) },
      trivy: {
        image: {
          registry,
          repository,
          tag: scanner.locked(this).slice(`${scanner.repository}:`.length),
        },
        ...(database.kind === "server"
          ? { storageSize: `${database.storageGiB}Gi`, storageClassName: storageClassName ?? "" }
          : {}),
      },
    };
  }
}

function registriesOf({ cluster, registries }: ImageScanningProps): readonly IPeer[] {
  return registries ?? [Peer.internet(), ...cluster.privateCidrs.map((cidr) => Peer.cidr(cidr))];
}
