import { recordAt } from "../../../core/json";
import type { ReleaseView } from "../../subjects/release-view";
import type { FieldPath } from "../../verdict";

/** Charts that install Grafana: its own, and those that hold it at `grafana`. */
export const GRAFANA_CHARTS = ["grafana", "kube-prometheus-stack", "victoria-metrics-k8s-stack"];

/** Where a value of Grafana's chart stands in a release of any of them. */
export function grafanaPath({ chart }: ReleaseView, ...path: readonly string[]): FieldPath {
  return chart === "grafana" ? path : ["grafana", ...path];
}

/** Whether the release says that it installs no Grafana. */
export function hasNoGrafana({ chart, values }: ReleaseView): boolean {
  return chart !== "grafana" && recordAt(values, "grafana")["enabled"] === false;
}
