import type { Construct } from "constructs";
import { MonitoringPlatform, Notifications } from "../constructs/monitoring";
import type { EnvironmentSpec } from "./environment";
import { KubernetesStack } from "./kubernetes-stack";

/** What watches everything else; it stands before what it watches. */
export class MonitoringStack extends KubernetesStack {
  /** The platform. */
  public readonly platform: MonitoringPlatform;

  public constructor(scope: Construct, environment: EnvironmentSpec) {
    super(scope, environment, "monitoring");
    const { monitoring, runbookBaseUrl } = environment;
    this.platform = new MonitoringPlatform(this, "monitoring", {
      cluster: this.cluster,
      notifications: Notifications.nowhere(),
      grafanaAdminSecretName: "grafana-admin",
      runbookBaseUrl,
      prometheusReplicas: monitoring.replicas,
      alertmanagerReplicas: monitoring.replicas,
      retentionDays: monitoring.retentionDays,
      prometheusStorageGiB: monitoring.storageGiB,
    });
  }
}
