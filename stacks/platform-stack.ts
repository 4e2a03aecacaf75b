import type { Construct } from "constructs";
import { EncryptedStorageClass } from "../constructs/cluster";
import { HelmChart } from "../constructs/core/helm-chart";
import { Namespace } from "../constructs/core/namespace";
import { METRICS_SERVER_CHART } from "../lib/catalogue/charts/metrics-server";
import { type EnvironmentSpec, isAwsEnvironment } from "./environment";
import { KubernetesStack } from "./kubernetes-stack";

/** The operators that the stacks after it rely on. */
export class PlatformStack extends KubernetesStack {
  public constructor(scope: Construct, environment: EnvironmentSpec) {
    super(scope, environment, "platform");
    if (isAwsEnvironment(environment)) this.declareForAws();
  }

  private declareForAws(): void {
    new EncryptedStorageClass(this, "storage-class");
    new HelmChart(this, "metrics-server", {
      chart: METRICS_SERVER_CHART,
      namespace: Namespace.fromName("kube-system"),
    });
  }
}
