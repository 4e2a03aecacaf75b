import type { Construct } from "constructs";
import { EncryptedStorageClass, type IEksCluster, Karpenter, LoadBalancerController } from "../constructs/cluster";
import { HelmChart } from "../constructs/core/helm-chart";
import { Namespace } from "../constructs/core/namespace";
import { EXTERNAL_SECRETS_CHART } from "../lib/catalogue/charts/external-secrets";
import { METRICS_SERVER_CHART } from "../lib/catalogue/charts/metrics-server";
import type { EnvironmentSpec } from "./environment";
import { KubernetesStack } from "./kubernetes-stack";

/** What Karpenter may add for programs without special needs. */
const GENERAL_POOL = { cpuLimitCores: 128, memoryLimitGiB: 512 };

/** The operators that the stacks after it rely on. */
export class PlatformStack extends KubernetesStack {
  public constructor(scope: Construct, environment: EnvironmentSpec) {
    super(scope, environment, "platform");
    new HelmChart(this, "external-secrets", {
      chart: EXTERNAL_SECRETS_CHART,
      namespace: new Namespace(this, "secrets-namespace", { name: "external-secrets" }),
    });
    if (this.eksCluster !== undefined) this.declareForEks(this.eksCluster);
  }

  /** What every other cluster brings along, or does without. */
  private declareForEks(cluster: IEksCluster): void {
    const namespace = Namespace.fromName("kube-system");
    new EncryptedStorageClass(this, "storage-class");
    new HelmChart(this, "metrics-server", { chart: METRICS_SERVER_CHART, namespace });
    new LoadBalancerController(this, "load-balancers", { cluster, namespace });
    new Karpenter(this, "karpenter", { cluster, namespace, nodePools: { general: GENERAL_POOL } });
  }
}
