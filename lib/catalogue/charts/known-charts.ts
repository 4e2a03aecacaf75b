import { readFileSync } from "node:fs";
import { join } from "node:path";
import { isJsonRecord, type JsonRecord, recordAt } from "../../core/json";
import { AWS_LOAD_BALANCER_CONTROLLER_CHART } from "./aws-load-balancer-controller";
import { CERT_MANAGER_CHART } from "./cert-manager";
import { EXTERNAL_SECRETS_CHART } from "./external-secrets";
import { FALCO_CHART } from "./falco";
import { FALCOSIDEKICK_CHART } from "./falcosidekick";
import { GATEKEEPER_CHART } from "./gatekeeper";
import { ISTIO_BASE_CHART, ISTIO_CNI_CHART, ISTIOD_CHART, ZTUNNEL_CHART } from "./istio";
import { KARPENTER_CHART } from "./karpenter";
import { addUnknown, type ChartKnowledge, type KnownValue, type KnownValues, mergeKnown } from "./known-values";
import { KUBE_PROMETHEUS_STACK, PROMETHEUS_OPERATOR_CRDS } from "./kube-prometheus-stack";
import { KYVERNO_CHART } from "./kyverno";
import { LINKERD_CNI_CHART, LINKERD_CONTROL_PLANE_CHART, LINKERD_CRDS_CHART } from "./linkerd";
import { METRICS_SERVER_CHART } from "./metrics-server";
import { OPENBAO_CHART } from "./openbao";
import { TETRAGON_CHART } from "./tetragon";
import { TRIVY_OPERATOR_CHART } from "./trivy-operator";
import { VAULT_CHART } from "./vault";
import { VAULT_SECRETS_OPERATOR_CHART } from "./vault-secrets-operator";

/** A chart whose values the catalogue knows. */
export interface KnownChart {
  /** Chart name. */
  readonly name: string;
  /** Where it comes from. */
  readonly repository: string;
  /** Exact version. */
  readonly version: string;
  /** Repository of its source and the commit that was read. */
  readonly source: string;
  /** Charts inside of it that the catalogue knows by themselves. @default - none */
  readonly subcharts?: readonly string[];
}

const PROMETHEUS_REPOSITORY = "https://prometheus-community.github.io/helm-charts";

const ISTIO = "istio/istio @ 56df41f63e51";
const LINKERD = "linkerd/linkerd2 @ 19a0d90d5a4a";

function known({ name, repository, version }: Omit<KnownChart, "source" | "subcharts">, source: string): KnownChart {
  return { name, repository, version, source };
}

/** Every chart whose values the catalogue knows; test/support/write-chart-values.ts writes their files. */
export const KNOWN_CHARTS: readonly KnownChart[] = [
  known(AWS_LOAD_BALANCER_CONTROLLER_CHART, "kubernetes-sigs/aws-load-balancer-controller @ 11eb202c97e4"),
  known(CERT_MANAGER_CHART, "cert-manager/cert-manager @ 24e33194fb39"),
  known(EXTERNAL_SECRETS_CHART, "external-secrets/external-secrets @ cc5bfbc2234a"),
  known(ISTIO_BASE_CHART, ISTIO),
  known(ISTIO_CNI_CHART, ISTIO),
  known(ISTIOD_CHART, ISTIO),
  known(FALCO_CHART, "falcosecurity/charts @ 53586de4fb9d"),
  known(FALCOSIDEKICK_CHART, "falcosecurity/charts @ 314187ff5883"),
  known(GATEKEEPER_CHART, "open-policy-agent/gatekeeper @ cdf332c3f276"),
  known(KARPENTER_CHART, "aws/karpenter-provider-aws @ bde00654cd31"),
  known(LINKERD_CNI_CHART, LINKERD),
  known(LINKERD_CONTROL_PLANE_CHART, LINKERD),
  known(LINKERD_CRDS_CHART, LINKERD),
  known(KYVERNO_CHART, "kyverno/kyverno @ ee97ce09538b"),
  known(METRICS_SERVER_CHART, "kubernetes-sigs/metrics-server @ 842dcc8c42f2"),
  known(OPENBAO_CHART, "openbao/openbao-helm @ 6b4437be33d7"),
  known(PROMETHEUS_OPERATOR_CRDS, "prometheus-community/helm-charts @ 4529d7bb4b4b"),
  known(TETRAGON_CHART, "cilium/tetragon @ 1de2ed8ebea1"),
  known(TRIVY_OPERATOR_CHART, "aquasecurity/trivy-operator @ 1006872c1463"),
  known(VAULT_CHART, "hashicorp/vault-helm @ aa1c92e4addd"),
  known(VAULT_SECRETS_OPERATOR_CHART, "hashicorp/vault-secrets-operator @ 9b840a5a0c34"),
  known(ZTUNNEL_CHART, ISTIO),
  {
    ...known(KUBE_PROMETHEUS_STACK, "prometheus-community/helm-charts @ ea930baeebeb"),
    subcharts: ["kube-state-metrics", "prometheus-node-exporter", "grafana"],
  },
  {
    name: "kube-state-metrics",
    repository: PROMETHEUS_REPOSITORY,
    version: "8.4.0",
    source: "prometheus-community/helm-charts @ 1982f1c58289",
  },
  {
    name: "prometheus-node-exporter",
    repository: PROMETHEUS_REPOSITORY,
    version: "4.56.1",
    source: "prometheus-community/helm-charts @ 8b8e639cac80",
  },
  {
    name: "grafana",
    repository: "https://grafana-community.github.io/helm-charts",
    version: "12.11.1",
    source: "grafana-community/helm-charts @ 864f77946836",
  },
];

const loaded = new Map<KnownChart, ChartKnowledge>();

/** What the catalogue knows of a chart's values. Read from its file when it is first asked for. */
export function chartKnowledge(chart: KnownChart): ChartKnowledge {
  const done = loaded.get(chart);
  if (done !== undefined) return done;
  const knowledge = load(chart);
  loaded.set(chart, knowledge);
  return knowledge;
}

function load({ name, version, source, subcharts = [] }: KnownChart): ChartKnowledge {
  const file: unknown = JSON.parse(readFileSync(join(__dirname, "values", `${name}-${version}.json`), "utf8"));
  let listed = knownValues(recordAt(file, "listed"));
  const read = knownValues(recordAt(file, "read"));
  for (const subchart of subcharts) {
    const inner = KNOWN_CHARTS.find((chart) => chart.name === subchart);
    if (inner === undefined) continue;
    const { values } = chartKnowledge(inner);
    // Helm hands the global values of the whole to every part.
    const global = values["global"];
    listed = mergeKnown(listed, { [subchart]: values, ...(global === undefined ? {} : { global }) });
  }
  const schema = isJsonRecord(file) && isJsonRecord(file["schema"]) ? { schema: file["schema"] } : {};
  return {
    chart: `${name} ${version}`,
    source: `${name} ${version}: ${source}`,
    values: addUnknown(listed, read),
    ...schema,
  };
}

/** Data read as what is known of values; what is neither a text nor a block is left out. */
export function knownValues(data: JsonRecord): KnownValues {
  const values: Record<string, KnownValue> = {};
  for (const [key, value] of Object.entries(data)) {
    if (typeof value === "string") values[key] = value;
    else if (isJsonRecord(value)) values[key] = knownValues(value);
  }
  return values;
}
