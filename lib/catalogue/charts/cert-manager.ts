import type { ChartSpec } from "./chart-spec";

/** What a pod of cert-manager asks for: it waits most of the time, and holds every certificate of the cluster in memory. */
const RESOURCES = { requests: { cpu: "20m", memory: "64Mi" }, limits: { memory: "256Mi" } } as const;
const BUDGET = { enabled: true, minAvailable: 1 } as const;

const VERSION = "v1.21.1";
const image = (name: string): string => `quay.io/jetstack/cert-manager-${name}:${VERSION}`;

/** Images of its programs, as the chart names them unless it is told otherwise. */
export const CERT_MANAGER_IMAGES = {
  controller: image("controller"),
  webhook: image("webhook"),
  cainjector: image("cainjector"),
  acmesolver: image("acmesolver"),
  startupapicheck: image("startupapicheck"),
} as const;

/**
 * cert-manager: has certificates signed and renews them. The chart's own network policies let every pod in and every
 * address out, and policies add up; the construct writes its own and leaves those off.
 */
export const CERT_MANAGER_CHART = {
  name: "cert-manager",
  repository: "oci://quay.io/jetstack/charts",
  version: VERSION,
  source: `cert-manager/cert-manager ${VERSION} @ 24e33194fb39, values and templates read 2026-11-21`,
  values: {
    // By default the kinds are not installed at all. They outlive the release: with them every certificate would go.
    crds: { enabled: true, keep: true },
    // By default there is one of each. Pods of the API server wait for the webhook, so it has one more.
    replicaCount: 2,
    podDisruptionBudget: BUDGET,
    resources: RESOURCES,
    // A Secret outlives the Certificate that asked for it: deleting one by mistake ends no connection.
    enableCertificateOwnerRef: false,
    // By default it asks the name servers of each zone itself, anywhere on the internet.
    dns01RecursiveNameserversOnly: true,
    networkPolicy: { enabled: false },
    webhook: { replicaCount: 3, podDisruptionBudget: BUDGET, resources: RESOURCES, networkPolicy: { enabled: false } },
    cainjector: {
      replicaCount: 2,
      podDisruptionBudget: BUDGET,
      resources: RESOURCES,
      networkPolicy: { enabled: false },
    },
    // Asks at the end of an installation whether the webhook answers: whoever makes an issuer next depends on it.
    startupapicheck: { enabled: true, resources: RESOURCES },
  },
} as const satisfies ChartSpec;
