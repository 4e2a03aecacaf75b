import type { ChartSpec } from "./chart-spec";

const VERSION = "2026.8.3";
const SOURCE = "linkerd/linkerd2 edge-26.8.3 @ 19a0d90d5a4a, values and templates read 2026-11-21";

/** Linkerd publishes edge releases alone; a stable one comes from a vendor (linkerd.io, "Releases and Versions"). */
const REPOSITORY = "https://helm.linkerd.io/edge";
const RELEASE = "edge-26.8.3";

/** Images of the programs of the mesh. The plug-in has versions of its own. */
export const LINKERD_IMAGES = {
  controller: `cr.l5d.io/linkerd/controller:${RELEASE}`,
  proxy: `cr.l5d.io/linkerd/proxy:${RELEASE}`,
  cni: "cr.l5d.io/linkerd/cni-plugin:v1.7.0-alpha.1",
} as const;

/** Kinds of Linkerd. */
export const LINKERD_CRDS_CHART = {
  name: "linkerd-crds",
  repository: REPOSITORY,
  version: VERSION,
  source: SOURCE,
  // The kinds of the Gateway API belong to whoever runs gateways, and are the same for everybody in the cluster.
  values: { installGatewayAPI: false },
} as const satisfies ChartSpec;

/**
 * The plug-in on each node that hands the traffic of pods to their proxies. Without it every pod would need a container
 * that may change its network, which namespaces that enforce the standard `restricted` refuse.
 */
export const LINKERD_CNI_CHART = {
  name: "linkerd2-cni",
  repository: REPOSITORY,
  version: VERSION,
  source: SOURCE,
  values: {
    // Restarts pods that came up before the plug-in was there: they would have no network at all.
    repairController: {
      enabled: true,
      resources: { cpu: { request: "10m" }, memory: { request: "32Mi", limit: "128Mi" } },
    },
    resources: { cpu: { request: "10m" }, memory: { request: "32Mi", limit: "128Mi" } },
  },
} as const satisfies ChartSpec;

const CONTROLLER = { cpu: { request: "100m" }, memory: { request: "50Mi", limit: "250Mi" } } as const;

/** The control plane: identities, policies, discovery and injection. */
export const LINKERD_CONTROL_PLANE_CHART = {
  name: "linkerd-control-plane",
  repository: REPOSITORY,
  version: VERSION,
  source: SOURCE,
  values: {
    // What the chart's own values-ha.yaml says; by default there is one of each, and no budget.
    controllerReplicas: 3,
    enablePodDisruptionBudget: true,
    enablePodAntiAffinity: true,
    deploymentStrategy: { rollingUpdate: { maxUnavailable: 1, maxSurge: "25%" } },
    destinationResources: CONTROLLER,
    identityResources: { cpu: { request: "100m" }, memory: { request: "10Mi", limit: "250Mi" } },
    proxyInjectorResources: CONTROLLER,
    spValidatorResources: CONTROLLER,
    // By default a pod starts without its proxy while the injector is away: in the clear, and unseen.
    webhookFailurePolicy: "Fail",
    // Tells the project every day which version runs here.
    disableHeartBeat: true,
    cniEnabled: true,
    identity: {
      // The key of the issuer comes from cert-manager and the anchors from a ConfigMap: neither stands in values.
      externalCA: true,
      issuer: { scheme: "kubernetes.io/tls", issuanceLifetime: "24h0m0s" },
    },
    proxy: {
      // By default a pod takes whatever comes from anybody.
      defaultInboundPolicy: "deny",
      resources: { cpu: { request: "100m" }, memory: { request: "20Mi", limit: "250Mi" } },
    },
    // Their certificates come from cert-manager, which renews them; Helm's would be made anew by every apply.
    proxyInjector: { externalSecret: true },
    profileValidator: { externalSecret: true },
    policyValidator: { externalSecret: true },
  },
} as const satisfies ChartSpec;
