import type { ITerraformDependable } from "cdktf";
import { Construct } from "constructs";
import { CERT_MANAGER_CHART, CERT_MANAGER_IMAGES } from "../../lib/catalogue/charts/cert-manager";
import { Checker } from "../../lib/core/checks";
import type { Problem } from "../../lib/core/errors";
import { recordAt } from "../../lib/core/json";
import type { AcmeZone } from "../../lib/render/acme-issuer";
import type { CertManagerPods } from "../../lib/render/cert-manager-vault";
import { AwsAccount } from "../core/aws-account";
import { ChartPods } from "../core/chart-pods";
import type { ICluster } from "../core/cluster";
import { clusterProblem, namespaceProblem } from "../core/given-constructs";
import { type ChartOverrides, HelmChart, withOverrides } from "../core/helm-chart";
import { type IdentityProps, markIdentity } from "../core/identity";
import { ImageRef } from "../core/image-ref";
import type { INamespace } from "../core/namespace";
import type { IPeer, PeerPort } from "../core/peer";
import { POD_IDENTITY_AGENT, PodRole } from "../core/pod-identity";
import type { IWatchable, Watched } from "../core/watchable";
import { answerStatements, zoneProblems } from "./route53";

/** Props of `CertManager`. */
export interface CertManagerProps {
  /** Cluster it runs on. For `zones` a cluster of EKS: its pods take on a role in AWS through Pod Identity. */
  readonly cluster: ICluster;
  /** Namespace of its own, in which nothing else runs. */
  readonly namespace: INamespace;
  /** Number of controllers, of which one works at a time, at least 2. @default - 2 */
  readonly replicas?: number;
  /** Number of webhooks, which the Kubernetes API asks about every issuer and certificate, at least 2. @default - 3 */
  readonly webhookReplicas?: number;
  /** Zones of Route 53 in which its own pods may answer challenges, and no others. @default - none: issuers log in themselves, or need no AWS */
  readonly zones?: readonly AcmeZone[];
  /** Changes to the chart cert-manager, over the values that make it safe. @default - none */
  readonly chart?: ChartOverrides;
  /** Resources that have to be there first. @default - none */
  readonly dependsOn?: readonly ITerraformDependable[];
}

/** Names that the chart gives its programs, for the release that is called as it is. */
const RELEASE = "cert-manager";
const LEAST_REPLICAS = 2;
const DEFAULT_WEBHOOKS = 3;
const CAINJECTORS = 2;
/** Ports of the programs (templates of the chart; the webhook's own is `webhook.securePort`). */
const METRICS_PORT = 9402;
const WEBHOOK_PORT = 10_250;

/** Everything wrong with what was given, which plain JavaScript may hand over as anything. */
function certManagerProblems(props: unknown): readonly Problem[] {
  const { cluster, namespace, zones = [], ...given } = recordAt({ props }, "props");
  const counts = ["replicas", "webhookReplicas"].map((field) => {
    const got = given[field];
    const isEnough = typeof got === "number" && Number.isInteger(got) && got >= LEAST_REPLICAS;
    return got === undefined || isEnough ? undefined : tooFew(field, got);
  });
  return [clusterProblem(cluster), namespaceProblem(namespace), ...counts, ...zoneProblems(zones)].filter(
    (problem) => problem !== undefined,
  );
}

function tooFew(field: string, got: unknown): Problem {
  return {
    what: `${field} of cert-manager is too small to lose a node`,
    got,
    allowed: `a whole number of at least ${LEAST_REPLICAS}`,
    doThis: "raise it, or leave it out",
  };
}

/** cert-manager: has certificates signed by issuers, puts them into Secrets and renews them in time. */
export class CertManager extends Construct implements IWatchable {
  /** Cluster it runs on. */
  public readonly cluster: ICluster;
  /** Namespace it runs in. Secrets of issuers of the cluster stand there. */
  public readonly namespace: INamespace;
  /** Who asks for tokens in the name of issuers. */
  public readonly pods: CertManagerPods;
  /** Zones in which its own pods may answer challenges. */
  public readonly zones: readonly AcmeZone[];
  public readonly watched: readonly Watched[];
  /** Who asks authorities, for those that let nobody else in. */
  public readonly peer: IPeer;
  /** What others can depend on. */
  public readonly release: ITerraformDependable;

  private readonly controller: ChartPods;

  /** @throws PalisadeError listing every problem of the props */
  public constructor(scope: Construct, id: string, props: CertManagerProps) {
    super(scope, id);
    const check = new Checker(this.node.path);
    for (const problem of certManagerProblems(props)) check.add(problem);
    check.done();
    const { cluster, namespace, replicas = LEAST_REPLICAS, webhookReplicas = DEFAULT_WEBHOOKS, zones = [] } = props;
    this.cluster = cluster;
    this.namespace = namespace;
    this.zones = zones;
    this.pods = { namespace: namespace.namespaceName, serviceAccountName: RELEASE };
    const identity: IdentityProps = { kind: "operator", name: RELEASE };
    markIdentity(this, identity);
    const place = { cluster, namespace, identity };
    const metrics = { port: "http-metrics" };
    this.controller = new ChartPods(this, "controller", {
      ...place,
      name: RELEASE,
      podLabels: labelsOf("cert-manager", "controller"),
      ports: { "http-metrics": METRICS_PORT },
      metrics,
    });
    this.peer = this.controller.peer;
    const webhook = new ChartPods(this, "webhook", {
      ...place,
      name: `${RELEASE}-webhook`,
      podLabels: labelsOf("webhook", "webhook"),
      ports: { https: WEBHOOK_PORT, "http-metrics": METRICS_PORT },
      webhookPorts: [WEBHOOK_PORT],
      metrics,
    });
    const cainjector = new ChartPods(this, "cainjector", {
      ...place,
      name: `${RELEASE}-cainjector`,
      podLabels: labelsOf("cainjector", "cainjector"),
      ports: { "http-metrics": METRICS_PORT },
      metrics,
    });
    // A job at the end of the installation: it asks the API for a certificate that nobody keeps.
    new ChartPods(this, "startupapicheck", {
      ...place,
      name: `${RELEASE}-startupapicheck`,
      podLabels: labelsOf("startupapicheck", "startupapicheck"),
      ports: {},
    });
    this.watched = [
      { subject: "cert-manager", workload: this.controller },
      { subject: "workload", workload: webhook },
      { subject: "workload", workload: cainjector },
    ];
    this.release = new HelmChart(this, "chart", {
      chart: CERT_MANAGER_CHART,
      namespace,
      releaseName: RELEASE,
      ...withOverrides(this.values(cluster, replicas, webhookReplicas), props.chart),
      dependsOn: [...(props.dependsOn ?? []), ...this.declareRole(cluster)],
    }).release;
  }

  /** Lets it reach an authority that issues certificates, such as a Vault, on these ports. */
  public allowTo(authority: IPeer, ...ports: PeerPort[]): void {
    this.controller.allowTo(authority, ...ports);
  }

  private declareRole(cluster: ICluster): readonly ITerraformDependable[] {
    if (this.zones.length === 0) return [];
    const role = new PodRole(this, "role", {
      clusterName: cluster.clusterName,
      namespace: this.namespace.namespaceName,
      serviceAccountName: RELEASE,
      policies: { challenges: answerStatements(AwsAccount.of(this).partition, this.zones) },
    });
    this.controller.allowTo(POD_IDENTITY_AGENT.peer, ...POD_IDENTITY_AGENT.ports);
    return role.ready;
  }

  private values(cluster: ICluster, replicas: number, webhookReplicas: number) {
    const spread = (component: string, name: string) =>
      cluster.spreadsOverZones ? { topologySpreadConstraints: [overZones(labelsOf(name, component))] } : {};
    return {
      // By default it writes its lease into kube-system, and has rights there for it.
      global: { leaderElection: { namespace: this.namespace.namespaceName } },
      replicaCount: replicas,
      image: this.imageValues(CERT_MANAGER_IMAGES.controller),
      ...spread("controller", "cert-manager"),
      webhook: {
        replicaCount: webhookReplicas,
        image: this.imageValues(CERT_MANAGER_IMAGES.webhook),
        ...spread("webhook", "webhook"),
      },
      cainjector: {
        replicaCount: CAINJECTORS,
        image: this.imageValues(CERT_MANAGER_IMAGES.cainjector),
        ...spread("cainjector", "cainjector"),
      },
      acmesolver: { image: this.imageValues(CERT_MANAGER_IMAGES.acmesolver) },
      startupapicheck: { image: this.imageValues(CERT_MANAGER_IMAGES.startupapicheck) },
    };
  }

  /** The chart joins tag and digest itself. */
  private imageValues(reference: string) {
    const image = ImageRef.parse(ImageRef.parse(reference).locked(this), this.node.path);
    return { tag: image.version, ...(image.digest === undefined ? {} : { digest: image.digest }) };
  }
}

function labelsOf(name: string, component: string): Record<string, string> {
  return {
    "app.kubernetes.io/name": name,
    "app.kubernetes.io/instance": RELEASE,
    "app.kubernetes.io/component": component,
  };
}

function overZones(matchLabels: Readonly<Record<string, string>>) {
  return {
    maxSkew: 1,
    topologyKey: "topology.kubernetes.io/zone",
    whenUnsatisfiable: "ScheduleAnyway",
    labelSelector: { matchLabels },
  };
}
