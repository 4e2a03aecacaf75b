import type { ITerraformDependable } from "cdktf";
import { Construct, type IConstruct } from "constructs";
import { KUBE_PROMETHEUS_STACK, PROMETHEUS_OPERATOR_CRDS } from "../../lib/catalogue/charts/kube-prometheus-stack";
import type { ICluster } from "../core/cluster";
import { HelmChart, withOverrides } from "../core/helm-chart";
import { markIdentity } from "../core/identity";
import { type INamespace, Namespace } from "../core/namespace";
import type { IWatchable } from "../core/watchable";
import type { Workload } from "../core/workload";
import { type IMonitoring, Monitoring } from "./monitoring";
import { type MonitoringAttributes, nodeExporterNamespace } from "./monitoring-attributes";
import type { MonitoringPlatformProps } from "./monitoring-platform-props";
import { checkAttributes, checkPlatform } from "./platform-checks";
import { declarePlatformNetwork } from "./platform-network";
import { GRAFANA_ADMIN_KEYS, PlatformSecret } from "./platform-secrets";

const RELEASE_NAME = "kube-prometheus-stack";
const DEFAULT_SCRAPE_INTERVAL_SECONDS = 30;
const SMALL_STORAGE_GIB = 10;
/** Prometheus frees blocks whole, so it needs room above what it may keep. */
const KEPT_SHARE = 0.9;
/** Helm waits for volumes and several images here. */
const TIMEOUT_SECONDS = 1200;

/** Prometheus, Alertmanager, Grafana and their exporters: what watches everything else. */
export class MonitoringPlatform extends Construct implements IMonitoring {
  /**
   * A platform that is already there, or stands in another stack. Plain values: no state is read for them.
   *
   * @throws PalisadeError listing every problem of the attributes
   */
  public static fromAttributes(attributes: MonitoringAttributes): IMonitoring {
    checkAttributes(attributes);
    return new Monitoring(attributes);
  }

  /** Namespace it is installed in. */
  public readonly namespace: INamespace;
  /** What another stack needs to know of it, for `fromAttributes`. */
  public readonly attributes: MonitoringAttributes;
  /** The release that everything with a custom resource of Prometheus has to wait for. */
  public readonly definitions: HelmChart;
  private readonly monitoring: IMonitoring;

  /** @throws PalisadeError listing every problem of the props */
  public constructor(scope: Construct, id: string, props: MonitoringPlatformProps) {
    super(scope, id);
    checkPlatform(this.node.path, props);
    const namespaceName = props.namespaceName ?? "monitoring";
    const scrapeIntervalSeconds = props.scrapeIntervalSeconds ?? DEFAULT_SCRAPE_INTERVAL_SECONDS;
    markIdentity(this, { kind: "monitoring", name: namespaceName });
    this.namespace = new Namespace(this, "namespace", { name: namespaceName, podSecurity: "baseline" });
    const nodesNamespaceName = nodeExporterNamespace(namespaceName);
    const nodes = new Namespace(this, "nodes-namespace", { name: nodesNamespaceName, podSecurity: "privileged" });
    declarePlatformNetwork(this, props.cluster, this.namespace, props.receiverEgress);
    this.definitions = new HelmChart(this, "definitions", {
      chart: PROMETHEUS_OPERATOR_CRDS,
      namespace: this.namespace,
      ...(props.dependsOn === undefined ? {} : { dependsOn: props.dependsOn }),
    });
    const secrets = this.declareSecrets(props);
    new HelmChart(this, "stack", {
      chart: KUBE_PROMETHEUS_STACK,
      namespace: this.namespace,
      releaseName: RELEASE_NAME,
      ...withOverrides(platformValues(props, secrets, nodes.nameFor(this), scrapeIntervalSeconds), props.chart),
      timeoutSeconds: TIMEOUT_SECONDS,
      dependsOn: [this.definitions.release, ...secrets.bringers],
    });
    this.attributes = {
      namespaceName,
      releaseLabel: RELEASE_NAME,
      runbookBaseUrl: props.runbookBaseUrl,
      scrapeIntervalSeconds,
    };
    this.monitoring = new Monitoring(this.attributes, this.definitions.release);
  }

  public watch(target: IWatchable | Workload): void {
    this.monitoring.watch(target);
  }

  public watchFrom(scope: IConstruct, target: IWatchable): void {
    this.monitoring.watchFrom(scope, target);
  }

  private declareSecrets({ grafanaAdmin, notifications }: MonitoringPlatformProps): PlatformSecrets {
    const admin = new PlatformSecret(this, "grafana-admin", grafanaAdmin, this.namespace);
    const { secret } = notifications;
    const receivers = secret === undefined ? undefined : new PlatformSecret(this, "receivers", secret, this.namespace);
    return {
      grafanaAdmin: admin.secretName,
      receivers: receivers?.secretName,
      bringers: [...admin.bringers, ...(receivers?.bringers ?? [])],
    };
  }

  public watchAll(scope: IConstruct): void {
    this.monitoring.watchAll(scope);
  }
}

/** The Kubernetes Secrets that the chart's programs read. */
interface PlatformSecrets {
  readonly grafanaAdmin: string;
  readonly receivers: string | undefined;
  readonly bringers: readonly ITerraformDependable[];
}

function claim(cluster: ICluster, storageGiB: number) {
  const storageClassName = cluster.storageClassName;
  return {
    spec: {
      ...(storageClassName === undefined ? {} : { storageClassName }),
      accessModes: ["ReadWriteOnce"],
      resources: { requests: { storage: `${storageGiB}Gi` } },
    },
  };
}

/** A budget of one pod would only block the drain of its node. */
function disruptionBudget(replicas: number) {
  return { enabled: replicas > 1, minAvailable: 1 };
}

function platformValues(
  props: MonitoringPlatformProps,
  secrets: PlatformSecrets,
  nodesNamespace: string,
  scrapeIntervalSeconds: number,
) {
  const { cluster } = props;
  const prometheusReplicas = props.prometheusReplicas ?? 2;
  const alertmanagerReplicas = props.alertmanagerReplicas ?? 3;
  const storageGiB = props.prometheusStorageGiB ?? 100;
  const memory = `${props.prometheusMemoryMiB ?? 4096}Mi`;
  return {
    prometheus: {
      podDisruptionBudget: disruptionBudget(prometheusReplicas),
      prometheusSpec: {
        replicas: prometheusReplicas,
        externalLabels: { cluster: cluster.clusterName },
        scrapeInterval: `${scrapeIntervalSeconds}s`,
        retention: `${props.retentionDays ?? 15}d`,
        // Prometheus' GB are powers of two (Prometheus documentation, "Storage").
        retentionSize: `${Math.floor(storageGiB * KEPT_SHARE)}GB`,
        storageSpec: { volumeClaimTemplate: claim(cluster, storageGiB) },
        resources: {
          requests: { cpu: `${props.prometheusCpuMillicores ?? 1000}m`, memory },
          limits: { memory },
        },
      },
    },
    alertmanager: {
      podDisruptionBudget: disruptionBudget(alertmanagerReplicas),
      alertmanagerSpec: {
        replicas: alertmanagerReplicas,
        storage: { volumeClaimTemplate: claim(cluster, SMALL_STORAGE_GIB) },
        resources: { requests: { cpu: "50m", memory: "128Mi" }, limits: { memory: "128Mi" } },
        ...(secrets.receivers === undefined ? {} : { useExistingSecret: true, configSecret: secrets.receivers }),
      },
    },
    grafana: {
      admin: {
        existingSecret: secrets.grafanaAdmin,
        userKey: GRAFANA_ADMIN_KEYS.user,
        passwordKey: GRAFANA_ADMIN_KEYS.password,
      },
      persistence: {
        enabled: true,
        size: `${SMALL_STORAGE_GIB}Gi`,
        ...(cluster.storageClassName === undefined ? {} : { storageClassName: cluster.storageClassName }),
      },
    },
    "prometheus-node-exporter": { namespaceOverride: nodesNamespace },
  };
}
