import type { JsonRecord } from "../../../core/json";
import { example, exampleBundle, exampleObjects, exampleStacks, exampleWorkload } from "../../example";
import { guardrail } from "../../rule";
import type { EnvironmentView } from "../../subjects/environment-view";
import type { StackView } from "../../subjects/stack-view";
import { read } from "../../values";
import { fail, on, PASS, unknown } from "../../verdict";
import { isEmpty } from "../kubernetes/lists";
import { keepsRunning, objectsOfKind } from "../kubernetes/workloads";
import { Monitors, namesInRules } from "./monitors";

/** Charts of collectors that may look at pods without an object for each. */
const COLLECTORS =
  /^(datadog|newrelic-bundle|nri-bundle|alloy|grafana-agent|k8s-monitoring|opentelemetry-collector|opentelemetry-kube-stack|dynatrace-operator|splunk-otel-collector)$/;
/** Add-ons of EKS that do the same. */
const COLLECTING_ADDONS: readonly unknown[] = ["amazon-cloudwatch-observability", "adot"];
/** Values of the Prometheus charts under which scrape configurations stand that no object shows. */
const SCRAPES = [
  ["prometheus", "prometheusSpec", "additionalScrapeConfigs"],
  ["prometheus", "additionalPodMonitors"],
  ["prometheus", "additionalServiceMonitors"],
  ["extraScrapeConfigs"],
];

export const watchedWorkload = guardrail({
  id: "monitoring/watched-workload",
  title: "Something watches everything that keeps running",
  severity: "medium",
  why: "What nobody watches stands still for days before its users say so.",
  fix: "call monitoring.watch(…) on it, or write a ServiceMonitor or PodMonitor that selects it",
  controls: { soc2: ["CC7.2"], nist: ["SI-4"] },
  source: "Palisade: nothing runs unwatched",
  subject: "environment",
  check: (environment) => {
    const monitors = new Monitors(environment);
    const names = namesInRules(environment);
    const others = watchesOtherwise(environment);
    return environment.stacks
      .flatMap(({ pods }) => pods)
      .filter(keepsRunning)
      .flatMap((pod) => {
        const watched = names.has(pod.object.name) || isAnnotated(pod.annotations) || monitors.watch(pod);
        if (watched === true) return PASS;
        if (watched === undefined)
          return on(pod.object, unknown([], "whose pods are scraped is not known before the apply"));
        return on(
          pod.object,
          others
            ? unknown([], "a collector may watch it that says so nowhere")
            : fail([], "a monitor that selects its pods"),
        );
      });
  },
  examples: () => {
    function workload() {
      return exampleWorkload("Deployment", { containers: [{ name: "main" }] });
    }
    function annotated(scrape: string) {
      const metadata = { name: "it", namespace: "apps", annotations: { "prometheus.io/scrape": scrape } };
      return { apiVersion: "v1", kind: "Pod", metadata, spec: { containers: [] } };
    }
    function service(selector: JsonRecord) {
      const metadata = { name: "it", namespace: "apps", labels: { of: "it" } };
      return { apiVersion: "v1", kind: "Service", metadata, spec: { selector } };
    }
    function monitor(kind: string, matchLabels: JsonRecord, namespaceSelector?: JsonRecord) {
      const spec = { selector: { matchLabels }, ...(namespaceSelector === undefined ? {} : { namespaceSelector }) };
      return { apiVersion: "monitoring.coreos.com/v1", kind, metadata: { name: "it", namespace: "apps" }, spec };
    }
    function elsewhere(manifest: JsonRecord): JsonRecord {
      return { ...manifest, metadata: { name: "it", namespace: "monitoring" } };
    }
    function rule(expr: string) {
      return {
        apiVersion: "monitoring.coreos.com/v1",
        kind: "PrometheusRule",
        metadata: { name: "it", namespace: "apps" },
        spec: { groups: [{ name: "it", rules: [{ alert: "It", expr }] }] },
      };
    }
    return {
      pass: [
        exampleObjects("a monitor of its pods", workload(), monitor("PodMonitor", { app: "it" })),
        exampleObjects(
          "a monitor of its Service",
          workload(),
          service({ app: "it" }),
          monitor("ServiceMonitor", { of: "it" }),
        ),
        exampleObjects(
          "a monitor that looks into every namespace",
          workload(),
          elsewhere(monitor("PodMonitor", { app: "it" }, { any: true })),
        ),
        exampleObjects(
          "a monitor that looks into its namespace",
          workload(),
          elsewhere(monitor("PodMonitor", {}, { matchNames: ["apps"] })),
        ),
        exampleObjects("pods that say where to look", annotated("true")),
        exampleObjects(
          "a rule that speaks of it",
          workload(),
          rule('kube_deployment_status_replicas{deployment="it"} < 1'),
        ),
        exampleStacks("a monitor in another stack", {
          one: { resource: { helm_release: { it: exampleBundle(workload()) } } },
          two: { resource: { helm_release: { it: exampleBundle(monitor("PodMonitor", { app: "it" })) } } },
        }),
      ],
      fail: [
        exampleObjects("no monitor", workload()),
        exampleObjects("a monitor of others", workload(), monitor("PodMonitor", { app: "other" })),
        exampleObjects("a monitor of another namespace", workload(), elsewhere(monitor("PodMonitor", { app: "it" }))),
        exampleObjects(
          "a monitor that looks into another namespace",
          workload(),
          monitor("PodMonitor", {}, { matchNames: ["other"] }),
        ),
        exampleObjects(
          "a Service of others",
          workload(),
          service({ app: "other" }),
          monitor("ServiceMonitor", { of: "it" }),
        ),
        exampleObjects(
          "a Service that nobody watches",
          workload(),
          service({ app: "it" }),
          monitor("ServiceMonitor", { of: "x" }),
        ),
        exampleObjects("pods that say no", annotated("false")),
        exampleObjects("a rule that speaks of its namespace", workload(), rule('up{namespace="it"} == 0')),
        example("a chart without scrape configurations of its own", {
          helm_release: {
            it: exampleBundle(workload()),
            prometheus: { chart: "prometheus", values: [JSON.stringify({ extraScrapeConfigs: "" })] },
          },
        }),
        example("another release and another add-on", {
          helm_release: { it: exampleBundle(workload()), vault: { chart: "vault" } },
          aws_eks_addon: { it: { addon_name: "coredns" } },
        }),
      ],
      unknown: [
        exampleObjects("a monitor of somebody", workload(), monitor("PodMonitor", { app: "$" + "{var.app}" })),
        exampleObjects(
          "a Service that somebody may watch",
          workload(),
          service({ app: "it" }),
          monitor("ServiceMonitor", { of: "$" + "{var.x}" }),
        ),
        example("a collector", { helm_release: { it: exampleBundle(workload()), datadog: { chart: "datadog" } } }),
        example("an add-on that collects", {
          helm_release: { it: exampleBundle(workload()) },
          aws_eks_addon: { it: { addon_name: "amazon-cloudwatch-observability" } },
        }),
        example("scrape configurations of the chart", {
          helm_release: {
            it: exampleBundle(workload()),
            prometheus: {
              chart: "kube-prometheus-stack",
              values: [JSON.stringify({ prometheus: { prometheusSpec: { additionalScrapeConfigs: [{}] } } })],
            },
          },
        }),
        example("scrape configurations from elsewhere", {
          helm_release: {
            it: exampleBundle(workload()),
            prometheus: {
              chart: "prometheus",
              values: [JSON.stringify({ extraScrapeConfigs: "$" + "{var.scrapes}" })],
            },
          },
        }),
        exampleObjects("a scrape configuration of VictoriaMetrics'", workload(), {
          apiVersion: "operator.victoriametrics.com/v1beta1",
          kind: "VMScrapeConfig",
          metadata: { name: "it", namespace: "apps" },
        }),
        exampleObjects("a scrape configuration", workload(), {
          apiVersion: "monitoring.coreos.com/v1alpha1",
          kind: "ScrapeConfig",
          metadata: { name: "it", namespace: "apps" },
        }),
      ],
      notApplicable: [exampleObjects("a job", exampleWorkload("Job", { containers: [] }))],
    };
  },
});

function isAnnotated(annotations: Readonly<Record<string, string>>): boolean {
  return annotations["prometheus.io/scrape"] === "true";
}

function watchesOtherwise({ stacks }: EnvironmentView): boolean {
  return stacks.some(
    (stack) =>
      objectsOfKind(stack, "ScrapeConfig", "VMScrapeConfig").length > 0 ||
      stack.ofType("aws_eks_addon").some(({ config }) => COLLECTING_ADDONS.includes(config["addon_name"])) ||
      hasCollector(stack),
  );
}

function hasCollector({ releases }: StackView): boolean {
  return releases.some(
    ({ chart, values }) =>
      COLLECTORS.test(chart) ||
      SCRAPES.some((path) => {
        const found = read(values, path);
        return found.state === "unknown" || (found.state === "known" && !isEmpty(found.value));
      }),
  );
}
