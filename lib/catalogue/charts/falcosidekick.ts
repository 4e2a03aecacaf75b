import type { ChartSpec } from "./chart-spec";

/** Falcosidekick as the chart runs it: newer than the chart's own appVersion says. */
export const FALCOSIDEKICK_IMAGE = "docker.io/falcosecurity/falcosidekick:2.32.0";

/** Port on which it takes events, answers its probes and shows its metrics (chart value `service.port`). */
export const FALCOSIDEKICK_PORT = 2801;

/**
 * Falcosidekick, which hands what Falco tells to others. Falco's own chart brings an older one, so it is a release of
 * its own. As it comes it may run as root, asks for no resources, and speaks to an API that Alertmanager no longer has.
 */
export const FALCOSIDEKICK_CHART = {
  name: "falcosidekick",
  repository: "https://falcosecurity.github.io/charts",
  version: "0.14.0",
  source: "falcosecurity/charts falcosidekick-0.14.0 @ 314187ff5883, values and templates read 2026-11-21",
  values: {
    replicaCount: 2,
    podSecurityContext: {
      runAsUser: 1234,
      runAsGroup: 1234,
      fsGroup: 1234,
      runAsNonRoot: true,
      seccompProfile: { type: "RuntimeDefault" },
    },
    securityContext: {
      allowPrivilegeEscalation: false,
      readOnlyRootFilesystem: true,
      capabilities: { drop: ["ALL"] },
    },
    resources: { requests: { cpu: "20m", memory: "64Mi" }, limits: { memory: "128Mi" } },
    webui: { enabled: false },
    // Alertmanager has had no /api/v1 since 0.27.
    config: { alertmanager: { endpoint: "/api/v2/alerts" } },
  },
} as const satisfies ChartSpec;
