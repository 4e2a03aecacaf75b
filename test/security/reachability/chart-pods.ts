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
  vault: secretServers("vault"),
  openbao: secretServers("openbao"),
};

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
