import { isJsonRecord, type JsonRecord, listAt, recordAt } from "../../../lib/core/json";
import type { NamedPort } from "./evaluate";
import { type NetworkPolicy, policyOf } from "./network-policy";

/** The pods of one program of a chart: what policies and wishes tell them by. */
export interface ChartPods {
  readonly name: string;
  readonly labels: Readonly<Record<string, string>>;
  readonly ports: readonly NamedPort[];
}

/** What a chart brings that its values alone do not show. */
export interface ChartNetwork {
  /** Its pods, for a release of that name. */
  readonly pods: (release: string) => readonly ChartPods[];
  /** Policies that the chart makes of its values. */
  readonly policies: (values: JsonRecord, namespace: string) => readonly NetworkPolicy[];
}

function tcp(name: string, port: number): NamedPort {
  return { name, port, protocol: "TCP" };
}

function named(name: string, ...ports: readonly NamedPort[]): ChartPods {
  return { name, labels: { "app.kubernetes.io/name": name }, ports };
}

const NO_POLICIES = (): readonly NetworkPolicy[] => [];

/**
 * Where the external-secrets chart 2.9.0 keeps the policy of each of its programs, and the ingress it allows unless the
 * values say otherwise (values.yaml and the three networkpolicy templates of external-secrets v2.9.0).
 */
const EXTERNAL_SECRETS = [
  { program: "external-secrets", section: [], ingressPorts: [8080, 8082] },
  { program: "external-secrets-webhook", section: ["webhook"], ingressPorts: [8080, 8081, 10_250] },
  { program: "external-secrets-cert-controller", section: ["certController"], ingressPorts: [8080, 8081] },
] as const;

function externalSecretsPolicies(values: JsonRecord, namespace: string): readonly NetworkPolicy[] {
  return EXTERNAL_SECRETS.flatMap(({ program, section, ingressPorts }) => {
    const given = recordAt(values, ...section, "networkPolicy");
    if (given["enabled"] !== true) return [];
    const ingress = [{ ports: ingressPorts.map((port) => ({ port, protocol: "TCP" })) }];
    const spec = {
      podSelector: { matchLabels: { "app.kubernetes.io/name": program } },
      policyTypes: ["Egress", "Ingress"],
      ingress: "ingress" in given ? listAt(given, "ingress") : ingress,
      egress: listAt(given, "egress"),
    };
    return [policyOf({ metadata: { name: `${program} of the chart` }, spec }, namespace)];
  });
}

/**
 * The pods of the charts that the environments install, by the chart's name. Labels are those their templates give (read
 * in the versions of the catalogue); the node exporter is left out, since it stands in the network of its nodes.
 */
export const CHART_NETWORKS: Readonly<Record<string, ChartNetwork>> = {
  "kube-prometheus-stack": {
    pods: () => [
      named("prometheus", tcp("http-web", 9090)),
      named("alertmanager", tcp("http-web", 9093)),
      named("grafana", tcp("grafana", 3000)),
      named("kube-prometheus-stack-prometheus-operator", tcp("https", 10_250)),
      named("kube-state-metrics", tcp("http", 8080)),
    ],
    policies: NO_POLICIES,
  },
  "prometheus-operator-crds": { pods: () => [], policies: NO_POLICIES },
  "external-secrets": {
    pods: () => EXTERNAL_SECRETS.map(({ program }) => named(program)),
    policies: externalSecretsPolicies,
  },
  "metrics-server": { pods: () => [named("metrics-server", tcp("https", 10_250))], policies: NO_POLICIES },
  "aws-load-balancer-controller": {
    pods: () => [named("aws-load-balancer-controller", tcp("webhook-server", 9443))],
    policies: NO_POLICIES,
  },
  karpenter: { pods: () => [named("karpenter", tcp("http-metrics", 8080))], policies: NO_POLICIES },
  // admission-controller, background-controller, cleanup-controller and reports-controller of Kyverno's chart 3.9.0.
  kyverno: {
    pods: (release) => [
      kyvernoPod(release, "admission-controller", tcp("https", 9443), tcp("metrics-port", 8000)),
      ...["background-controller", "reports-controller"].map((component) =>
        kyvernoPod(release, component, tcp("https", 9443), tcp("metrics", 8000)),
      ),
      kyvernoPod(release, "cleanup-controller", tcp("https", 9443), tcp("metrics", 8000)),
    ],
    policies: NO_POLICIES,
  },
  // pod-template.tpl of Falco's chart 9.1.0, and deployment.yaml of Falcosidekick's 0.14.0.
  falco: { pods: (release) => [ofRelease(release, "falco", tcp("web", 8765))], policies: NO_POLICIES },
  falcosidekick: { pods: (release) => [ofRelease(release, "falcosidekick", tcp("http", 2801))], policies: NO_POLICIES },
  // deployment.yaml and the server's statefulset.yaml of the Trivy operator's chart 0.34.0; scans have the labels of jobs.
  "trivy-operator": {
    pods: (release) => [
      ofRelease(release, "trivy-operator", tcp("metrics", 8080), tcp("probes", 9090)),
      labelled(
        "trivy-server",
        { "app.kubernetes.io/name": "trivy-server", "app.kubernetes.io/instance": "trivy-server" },
        tcp("trivy-http", 4954),
      ),
      labelled("scan", { "app.kubernetes.io/managed-by": "trivy-operator" }),
    ],
    policies: NO_POLICIES,
  },
  vault: secretServers("vault"),
  openbao: secretServers("openbao"),
  // deployment.yaml, webhook-deployment.yaml, cainjector-deployment.yaml and startupapicheck-job.yaml of cert-manager v1.21.1.
  "cert-manager": {
    pods: (release) => [
      certManagerPod(release, "cert-manager", "controller", tcp("http-metrics", 9402)),
      certManagerPod(release, "webhook", "webhook", tcp("https", 10_250), tcp("http-metrics", 9402)),
      certManagerPod(release, "cainjector", "cainjector", tcp("http-metrics", 9402)),
      certManagerPod(release, "startupapicheck", "startupapicheck"),
    ],
    policies: NO_POLICIES,
  },
  // Kinds and nothing that runs.
  base: { pods: () => [], policies: NO_POLICIES },
  // istiod's deployment.yaml of Istio 1.30.3.
  istiod: {
    pods: () => [
      labelled(
        "istiod",
        { app: "istiod", istio: "pilot" },
        tcp("tls-xds", 15_012),
        tcp("http-monitoring", 15_014),
        tcp("https-webhooks", 15_017),
      ),
    ],
    policies: NO_POLICIES,
  },
  // daemonset.yaml of both; neither stands in the network of its nodes unless the values say so.
  cni: {
    pods: () => [labelled("istio-cni-node", { "k8s-app": "istio-cni-node" }, tcp("metrics", 15_014))],
    policies: NO_POLICIES,
  },
  ztunnel: {
    pods: () => [labelled("ztunnel", { app: "ztunnel" }, tcp("ztunnel-stats", 15_020))],
    policies: NO_POLICIES,
  },
  "linkerd-crds": { pods: () => [], policies: NO_POLICIES },
  // cni-plugin.yaml of the chart at edge-26.8.3; the container that repairs pods is on by the catalogue's values.
  "linkerd2-cni": {
    pods: () => [labelled("linkerd-cni", { "k8s-app": "linkerd-cni" }, tcp("repair-admin", 9990))],
    policies: NO_POLICIES,
  },
  // identity.yaml, destination.yaml and proxy-injector.yaml of the same; each has a proxy (partials, _proxy.tpl).
  "linkerd-control-plane": {
    pods: () => [
      linkerdPod("identity", tcp("ident-grpc", 8080)),
      linkerdPod("destination", tcp("dest-grpc", 8086), tcp("policy-grpc", 8090), tcp("sp-validator", 8443)),
      linkerdPod("proxy-injector", tcp("proxy-injector", 8443)),
    ],
    policies: NO_POLICIES,
  },
};

function ofRelease(release: string, name: string, ...ports: readonly NamedPort[]): ChartPods {
  return labelled(name, { "app.kubernetes.io/name": name, "app.kubernetes.io/instance": release }, ...ports);
}

function kyvernoPod(release: string, component: string, ...ports: readonly NamedPort[]): ChartPods {
  const labels = {
    "app.kubernetes.io/component": component,
    "app.kubernetes.io/instance": release,
    "app.kubernetes.io/part-of": "kyverno",
  };
  return labelled(component, labels, ...ports);
}

function labelled(name: string, labels: Readonly<Record<string, string>>, ...ports: readonly NamedPort[]): ChartPods {
  return { name, labels, ports };
}

function certManagerPod(release: string, name: string, component: string, ...ports: readonly NamedPort[]): ChartPods {
  const labels = {
    app: name,
    "app.kubernetes.io/name": name,
    "app.kubernetes.io/instance": release,
    "app.kubernetes.io/component": component,
  };
  return { name, labels, ports };
}

function linkerdPod(component: string, ...ports: readonly NamedPort[]): ChartPods {
  const proxy = [tcp("linkerd-proxy", 4143), tcp("linkerd-admin", 4191)];
  return labelled(`linkerd-${component}`, { "linkerd.io/control-plane-component": component }, ...ports, ...proxy);
}

/** Servers of Vault and OpenBao, whose charts differ in their names alone. Their own policy is switched off. */
function secretServers(chart: string): ChartNetwork {
  const ports = [tcp("https", 8200), tcp("https-internal", 8201)];
  return {
    pods: (release) => [
      {
        name: chart,
        labels: {
          "app.kubernetes.io/name": chart,
          "app.kubernetes.io/instance": release,
          component: "server",
        },
        ports,
      },
    ],
    policies: NO_POLICIES,
  };
}

/** Values of a release, given as one JSON text. */
export function valuesOf(config: JsonRecord): JsonRecord {
  const [text] = listAt(config, "values");
  const values: unknown = typeof text === "string" ? JSON.parse(text) : {};
  return isJsonRecord(values) ? values : {};
}
