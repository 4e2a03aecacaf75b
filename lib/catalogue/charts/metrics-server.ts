import type { ChartSpec } from "./chart-spec";

/** metrics-server: CPU and memory of pods and nodes, which autoscalers and `kubectl top` read. */
export const METRICS_SERVER_CHART = {
  name: "metrics-server",
  repository: "https://kubernetes-sigs.github.io/metrics-server",
  version: "3.13.1",
  source: "kubernetes-sigs/metrics-server, chart 3.13.1 (metrics-server 0.8.1), values read 2026-08-22",
  values: {
    replicas: 2,
    podDisruptionBudget: { enabled: true, maxUnavailable: 1 },
    // The chart's default makes the API server trust whoever answers. Here the chart makes a certificate authority of
    // its own, and the API server trusts that alone.
    apiService: { insecureSkipTLSVerify: false },
    // The chart keeps the certificate over upgrades and never renews it by itself, so it has to last.
    tls: { type: "helm", helm: { lookup: true, certDurationDays: 3650 } },
    resources: { requests: { cpu: "100m", memory: "200Mi" }, limits: { memory: "400Mi" } },
  },
} as const satisfies ChartSpec;
