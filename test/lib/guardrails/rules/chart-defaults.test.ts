import { exampleOf } from "../../../../lib/guardrails/example";
import { CHARTS_RULES } from "../../../../lib/guardrails/rules/charts";
import { verdictOf } from "../../../../lib/guardrails/verify-rule";
import { readSchema, testWith } from "../../../support/shared-schemas";

// What a rule takes for the default of a chart is what the chart really has: a release that says nothing is judged like
// one that says everything as the chart's own values do.

/** Files of the charts that the rules are about, by the charts' names. */
const FILES: Readonly<Record<string, string>> = {
  "agent-sandbox": "agent-sandbox-0.1.0",
  "argo-cd": "argo-cd-10.1.1",
  "cert-manager": "cert-manager-v1.21.1",
  "chaos-mesh": "chaos-mesh-2.8.3",
  cilium: "cilium-1.20.0",
  "external-dns": "external-dns-1.21.1",
  "external-secrets": "external-secrets-2.9.0",
  falco: "falco-9.1.0",
  grafana: "grafana-12.11.1",
  kagent: "kagent-0.9.12",
  karpenter: "karpenter-1.14.1",
  keda: "keda-2.20.2",
  "kube-prometheus-stack": "kube-prometheus-stack-88.5.3",
  kyverno: "kyverno-3.9.0",
  "kyverno-policies": "kyverno-policies-3.9.0",
  "linkerd-control-plane": "linkerd-control-plane-2026.8.3",
  loki: "loki-18.11.0",
  "metrics-server": "metrics-server-3.13.1",
  nats: "nats-2.14.2",
  openbao: "openbao-0.29.2",
  "opentelemetry-collector": "opentelemetry-collector-0.170.0",
  tempo: "tempo-2.2.4",
  "tempo-distributed": "tempo-distributed-3.3.0",
  thanos: "thanos-1.24.1",
  "trivy-operator": "trivy-operator-0.34.0",
  valkey: "valkey-0.11.0",
  vault: "vault-0.34.1",
  velero: "velero-12.1.0",
  "victoria-metrics-k8s-stack": "victoria-metrics-k8s-stack-0.91.2",
};

/** Charts whose values are so many that they are compressed. */
const COMPRESSED = ["loki", "tempo-distributed"];

/** Rules to which a default that somebody writes down is no default any more. */
const MEANT_WHERE_SAID = ["charts/collector-ports", "charts/plain-secret"];

describe.each(Object.entries(FILES))("%s", (chart, file) => {
  const version = file.slice(chart.length + 1);
  const release = (values: unknown) =>
    exampleOf(chart, "helm_release", {
      name: "it",
      chart,
      version,
      values: [JSON.stringify(values).replaceAll("$" + "{", "$$" + "{")],
    });

  const path = `charts/${file}.values.json${COMPRESSED.includes(chart) ? ".gz" : ""}`;

  testWith(path)("is judged alike with and without its own values", () => {
    const defaults: unknown = readSchema(path);
    const differences = CHARTS_RULES.filter(({ id }) => !MEANT_WHERE_SAID.includes(id)).flatMap((rule) => {
      const unsaid = verdictOf(rule, release({}));
      const said = verdictOf(rule, release(defaults));
      return unsaid === said ? [] : [`${rule.id}: ${unsaid} where nothing is said, ${said} where it is`];
    });
    expect(differences).toEqual([]);
  });
});

test("some rule is about each of the charts", () => {
  const unjudged = Object.entries(FILES).filter(([chart, file]) => {
    const example = exampleOf(chart, "helm_release", { name: "it", chart, version: file.slice(chart.length + 1) });
    return CHARTS_RULES.every((rule) => verdictOf(rule, example) === "not applicable");
  });
  expect(unjudged).toEqual([]);
});
