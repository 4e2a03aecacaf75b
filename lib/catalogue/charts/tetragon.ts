import type { ChartSpec } from "./chart-spec";

/** Tetragon's agent at the release that the chart runs. */
export const TETRAGON_IMAGE = "quay.io/cilium/tetragon:v1.7.0";
/** What writes its events to the log of its pod, as the chart pins it. */
export const TETRAGON_EXPORT_IMAGE = "quay.io/cilium/hubble-export-stdout:v1.1.1";

/** Port on which the agent shows its metrics, on its node (chart value `tetragon.prometheus.port`). */
export const TETRAGON_METRICS_PORT = 2112;

/**
 * Tetragon, which sees what programs on a node do from inside of the kernel, and can stop it there. As it comes an
 * operator makes the definitions of its policies some time after the installation, it tells of every program there is,
 * command lines with whatever stands in them, and may be evicted.
 */
export const TETRAGON_CHART = {
  name: "tetragon",
  repository: "https://helm.cilium.io",
  version: "1.7.0",
  source: "cilium/tetragon v1.7.0 @ 1de2ed8ebea1, values and templates of install/kubernetes read 2026-11-21",
  values: {
    // Policies are installed right behind the chart, and the operator has nothing else to do.
    crds: { installMethod: "helm" },
    tetragonOperator: { enabled: false },
    priorityClassName: "system-node-critical",
    tolerations: [{ operator: "Exists" }],
    tetragon: {
      resources: { requests: { cpu: "100m", memory: "512Mi" }, limits: { memory: "1Gi" } },
      // Without it a policy holds for every process of the node, whatever pods it names.
      enablePolicyFilter: true,
      // For developers of Tetragon.
      gops: { enabled: false },
      prometheus: { enabled: true },
      // Events of a broken program could fill the log of the node.
      exportRateLimit: 6000,
    },
    export: {
      resources: { requests: { cpu: "10m", memory: "32Mi" }, limits: { memory: "64Mi" } },
      securityContext: {
        allowPrivilegeEscalation: false,
        readOnlyRootFilesystem: true,
        capabilities: { drop: ["ALL"] },
      },
    },
  },
} as const satisfies ChartSpec;
