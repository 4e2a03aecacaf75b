import type { ChartSpec } from "./chart-spec";

const SOURCE = "prometheus-community/helm-charts, read 2026-08-22";

/**
 * The definitions of Prometheus' custom resources, as a release of their own: Helm installs definitions that stand
 * inside a chart once and never upgrades them.
 */
export const PROMETHEUS_OPERATOR_CRDS: ChartSpec = {
  name: "prometheus-operator-crds",
  repository: "https://prometheus-community.github.io/helm-charts",
  version: "31.0.1",
  source: `${SOURCE}; operator v0.93.1, the same as kube-prometheus-stack 88.5.3`,
  values: {},
};

/** Name of the kube-prometheus-stack label that its own selectors look for, unless they are told otherwise. */
export const RELEASE_LABEL = "release";

/** Prometheus, Alertmanager, Grafana, kube-state-metrics and the node exporter in one chart. */
export const KUBE_PROMETHEUS_STACK: ChartSpec = {
  name: "kube-prometheus-stack",
  repository: "https://prometheus-community.github.io/helm-charts",
  version: "88.5.3",
  source: `${SOURCE} @ ea930baeebeb; operator v0.93.1, Prometheus v3.14.0, Grafana 13.2.0`,
  values: {
    crds: { enabled: false },
    // A managed control plane cannot be scraped: the alerts on these parts would fire for ever.
    kubeControllerManager: { enabled: false },
    kubeEtcd: { enabled: false },
    kubeScheduler: { enabled: false },
    kubeProxy: { enabled: false },
    prometheus: {
      prometheusSpec: {
        // By default only objects with the release label are read, and all others are ignored in silence.
        serviceMonitorSelectorNilUsesHelmValues: false,
        podMonitorSelectorNilUsesHelmValues: false,
        ruleSelectorNilUsesHelmValues: false,
        probeSelectorNilUsesHelmValues: false,
        scrapeConfigSelectorNilUsesHelmValues: false,
        enableAdminAPI: false,
        evaluationInterval: "30s",
      },
    },
    grafana: {
      // Refuses to install when a password stands in the configuration, where everyone could read it.
      assertNoLeakedSecrets: true,
      // It runs as root to change owners, which the pod's fsGroup does anyway.
      initChownData: { enabled: false },
      testFramework: { enabled: false },
      // Its volume can be mounted by one pod at a time.
      deploymentStrategy: { type: "Recreate" },
      sidecar: { dashboards: { enabled: true, label: "grafana_dashboard", labelValue: "1", searchNamespace: "ALL" } },
      resources: { requests: { cpu: "100m", memory: "256Mi" }, limits: { memory: "512Mi" } },
    },
    prometheusOperator: {
      resources: { requests: { cpu: "100m", memory: "256Mi" }, limits: { memory: "256Mi" } },
    },
    "kube-state-metrics": {
      resources: { requests: { cpu: "50m", memory: "256Mi" }, limits: { memory: "256Mi" } },
    },
    "prometheus-node-exporter": {
      resources: { requests: { cpu: "50m", memory: "64Mi" }, limits: { memory: "128Mi" } },
    },
  },
};
