import type { ChartSpec } from "./chart-spec";

const VERSION = "1.30.3";
const SOURCE = `istio/istio ${VERSION} @ 56df41f63e51, values read 2026-11-21`;

/**
 * Where charts of Istio stay: gcr.io/istio-release, registry.istio.io and istio-release.storage.googleapis.com stop
 * (Istio 1.31 upgrade notes, "Deprecation of GCP infrastructure and hosting").
 */
const REPOSITORY = "oci://ghcr.io/istio/release/charts";

/** Images stay on Docker Hub (same notes). The variant without a shell is an ending of the tag. */
const image = (name: string): string => `docker.io/istio/${name}:${VERSION}-distroless`;

/** Images of the three programs of an ambient mesh. */
export const ISTIO_IMAGES = {
  istiod: image("pilot"),
  cni: image("install-cni"),
  ztunnel: image("ztunnel"),
} as const;

/** Kinds of Istio. Its chart is called `base`. */
export const ISTIO_BASE_CHART = {
  name: "base",
  repository: REPOSITORY,
  version: VERSION,
  source: SOURCE,
  values: {
    profile: "ambient",
    // While istiod is away nothing is checked otherwise, and what is wrong gets in.
    defaultRevision: "default",
  },
} as const satisfies ChartSpec;

/** istiod: signs the certificates of the mesh and tells every ztunnel who may reach whom. */
export const ISTIOD_CHART = {
  name: "istiod",
  repository: REPOSITORY,
  version: VERSION,
  source: SOURCE,
  values: {
    profile: "ambient",
    image: ISTIO_IMAGES.istiod,
    // By default one, which every new pod and each renewal of a certificate waits for.
    autoscaleEnabled: true,
    autoscaleMin: 2,
    autoscaleMax: 5,
    pdb: { minAvailable: 1 },
    resources: { requests: { cpu: "200m", memory: "512Mi" }, limits: { memory: "2Gi" } },
    seccompProfile: { type: "RuntimeDefault" },
    // Its own policy lets every namespace in and everything out; the construct writes a narrower one.
    global: { networkPolicy: { enabled: false }, logAsJson: true },
  },
} as const satisfies ChartSpec;

/** The agent on each node that hands the traffic of pods to ztunnel. Its chart is called `cni`. */
export const ISTIO_CNI_CHART = {
  name: "cni",
  repository: REPOSITORY,
  version: VERSION,
  source: SOURCE,
  values: {
    profile: "ambient",
    image: ISTIO_IMAGES.cni,
    // Repairs pods with sidecars, which this mesh has none of, and may delete pods for it.
    repair: { enabled: false },
    // A node agent restarts pods' networking while it is away: one node at a time.
    updateStrategy: { type: "RollingUpdate", rollingUpdate: { maxUnavailable: 1 } },
    resources: { requests: { cpu: "50m", memory: "100Mi" }, limits: { memory: "512Mi" } },
    global: { networkPolicy: { enabled: false }, logAsJson: true },
  },
} as const satisfies ChartSpec;

/** ztunnel: on each node the one that encrypts what pods of the mesh say to each other, and asks who they are. */
export const ZTUNNEL_CHART = {
  name: "ztunnel",
  repository: REPOSITORY,
  version: VERSION,
  source: SOURCE,
  values: {
    profile: "ambient",
    image: ISTIO_IMAGES.ztunnel,
    logAsJson: true,
    resources: { requests: { cpu: "100m", memory: "256Mi" }, limits: { memory: "1Gi" } },
    global: { networkPolicy: { enabled: false } },
  },
} as const satisfies ChartSpec;
