import type { ITerraformDependable } from "cdktf";
import type { ICluster } from "../core/cluster";
import type { ChartOverrides } from "../core/helm-chart";
import type { IPeer, PeerPort } from "../core/peer";
import type { ISecret } from "../core/secret";
import type { Notifications } from "./notifications";

/** One place that alerts are sent to. */
export interface ReceiverEgress {
  /** Who receives them. */
  readonly peer: IPeer;
  /** The ports. Empty means every port. */
  readonly ports: readonly PeerPort[];
}

/** Props of `MonitoringPlatform`. */
export interface MonitoringPlatformProps {
  /** Cluster it runs on. */
  readonly cluster: ICluster;
  /** Where alerts go once they fire. */
  readonly notifications: Notifications;
  /**
   * What Alertmanager may reach, for receivers that take mail, use a proxy or stand in the private network.
   * @default - HTTPS to the internet
   */
  readonly receiverEgress?: readonly ReceiverEgress[];
  /**
   * Grafana's first user, under the keys `admin-user` and `admin-password`. The password never passes through
   * Terraform; Grafana does not start before the secret is there.
   */
  readonly grafanaAdmin: ISecret;
  /** Where the runbook pages stand, such as `https://example.org/runbooks`; alerts link there. */
  readonly runbookBaseUrl: string;
  /** Namespace it is installed in. The node exporter gets one of its own, with `-nodes` at the end. @default - "monitoring" */
  readonly namespaceName?: string;
  /** Prometheus pods. Each scrapes everything, so that one may fail. @default - 2 */
  readonly prometheusReplicas?: number;
  /** Alertmanager pods. @default - 3, so that they outlast the loss of a zone */
  readonly alertmanagerReplicas?: number;
  /** Days metrics are kept. @default - 15 */
  readonly retentionDays?: number;
  /** Volume of each Prometheus pod in GiB. Old metrics go before it is full. @default - 100 */
  readonly prometheusStorageGiB?: number;
  /** Memory of each Prometheus pod in MiB. @default - 4096 */
  readonly prometheusMemoryMiB?: number;
  /** CPU each Prometheus pod is promised, in thousandths of a core. @default - 1000 */
  readonly prometheusCpuMillicores?: number;
  /** Seconds between scrapes. @default - 30 */
  readonly scrapeIntervalSeconds?: number;
  /** Changes to the chart kube-prometheus-stack, over what the props above make of it. @default - none */
  readonly chart?: ChartOverrides;
  /** Resources that have to be there first. @default - none */
  readonly dependsOn?: readonly ITerraformDependable[];
}
