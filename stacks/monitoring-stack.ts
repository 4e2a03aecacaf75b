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
    const secrets = this.secrets();
    this.platform = new MonitoringPlatform(this, "monitoring", {
      cluster: this.cluster,
      notifications:
        monitoring.receiversPath === undefined
          ? Notifications.nowhere()
          : Notifications.fromSecret(secrets.secret(monitoring.receiversPath, { keys: ["alertmanager.yaml"] })),
      grafanaAdmin: secrets.secret("monitoring/grafana", { keys: ["admin-user", "admin-password"] }),
      runbookBaseUrl,
      prometheusReplicas: monitoring.replicas,
      alertmanagerReplicas: monitoring.replicas,
      retentionDays: monitoring.retentionDays,
      prometheusStorageGiB: monitoring.storageGiB,
    });
  }
}
