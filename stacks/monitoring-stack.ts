import { Construct } from "constructs";
import type { IWatchable } from "../constructs/core/watchable";
import { MonitoringPlatform, Notifications } from "../constructs/monitoring";
import { SecretAlerts } from "../constructs/secrets";
import { SECRET_AGE_DAYS } from "./cluster-facts";
import type { EnvironmentSpec } from "./environment";
import { KubernetesStack } from "./kubernetes-stack";

const AGE = { rotateEveryDays: SECRET_AGE_DAYS };

/** What watches everything else; it stands before what it watches. */
export class MonitoringStack extends KubernetesStack {
  /** The platform. */
  public readonly platform: MonitoringPlatform;

  /** @param server the environment's own secret server, which stands before what watches it; left out where it has none */
  public constructor(scope: Construct, environment: EnvironmentSpec, server?: IWatchable) {
    super(scope, environment, "monitoring");
    const { monitoring, runbookBaseUrl } = environment;
    const secrets = this.secrets();
    this.platform = new MonitoringPlatform(this, "monitoring", {
      cluster: this.cluster,
      notifications:
        monitoring.receiversPath === undefined
          ? Notifications.nowhere()
          : Notifications.fromSecret(secrets.secret(monitoring.receiversPath, { keys: ["alertmanager.yaml"], ...AGE })),
      grafanaAdmin: secrets.secret("monitoring/grafana", { keys: ["admin-user", "admin-password"], ...AGE }),
      runbookBaseUrl,
      prometheusReplicas: monitoring.replicas,
      alertmanagerReplicas: monitoring.replicas,
      retentionDays: monitoring.retentionDays,
      prometheusStorageGiB: monitoring.storageGiB,
    });
    if (server !== undefined) this.platform.watchFrom(new Construct(this, "secret-server"), server);
    const alerts = new SecretAlerts(this, "secret-alerts", { monitoring: this.platform.attributes });
    alerts.node.addDependency(this.platform.definitions);
  }
}
