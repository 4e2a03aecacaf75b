import { isJsonRecord, textAt } from "../../../core/json";
import { REFERENCE } from "../../../truth/terraform-text";
import { exampleBundle, exampleStacks } from "../../example";
import { guardrail } from "../../rule";
import type { EnvironmentView } from "../../subjects/environment-view";
import type { ObjectView } from "../../subjects/object-view";
import type { ReleaseView } from "../../subjects/release-view";
import { read } from "../../values";
import { fail, type Judgement, on, PASS, unknown } from "../../verdict";
import { objectsOfKind } from "../kubernetes/workloads";
import { isOn } from "./chart-values";

/** What the values of the chart begin with that say which objects of a kind Prometheus takes up. */
const SELECTORS: Readonly<Record<string, string>> = {
  ServiceMonitor: "serviceMonitorSelector",
  PodMonitor: "podMonitorSelector",
  PrometheusRule: "ruleSelector",
  Probe: "probeSelector",
  ScrapeConfig: "scrapeConfigSelector",
};

/** Others that may take the objects up. */
const OTHER_CHARTS = ["prometheus", "victoria-metrics-k8s-stack", "victoria-metrics-operator"];

export const ignoredMonitors = guardrail({
  id: "charts/ignored-monitors",
  title: "Prometheus takes up every monitor and every alert of its environment",
  severity: "medium",
  why: "The chart passes over what lacks the label of its release, without a word: the alert is there and never fires.",
  fix: "set serviceMonitorSelectorNilUsesHelmValues and the like of prometheus.prometheusSpec to false, as a MonitoringPlatform does",
  controls: { soc2: ["CC7.2"], iso27001: ["A.8.16"], nist: ["SI-4"] },
  source: "kube-prometheus-stack 88.5.3, prometheus.prometheusSpec: the five SelectorNilUsesHelmValues are true",
  subject: "environment",
  check: (environment) => {
    const releases = environment.stacks.flatMap((stack) => stack.releases);
    const takers = releases.filter(
      (release) => release.chart === "kube-prometheus-stack" && isOn(release, "prometheus.enabled", true) !== false,
    );
    const isTakenByOthers = releases.some(({ chart }) => OTHER_CHARTS.includes(chart)) || hasPrometheus(environment);
    if (takers.length === 0 || isTakenByOthers) return undefined;
    return environment.stacks
      .flatMap((stack) => objectsOfKind(stack, ...Object.keys(SELECTORS)))
      .map((object) => judge(object, takers));
  },
  examples: () => {
    const monitor = (kind: string, labels?: unknown) => ({
      apiVersion: "monitoring.coreos.com/v1",
      kind,
      metadata: { name: "it", namespace: "apps", labels },
      spec: {},
    });
    const among = (says: string, prometheusSpec: object, object: object, more: object = {}) =>
      exampleStacks(says, {
        monitoring: {
          resource: {
            helm_release: {
              stack: {
                name: "metrics",
                chart: "kube-prometheus-stack",
                values: [JSON.stringify({ prometheus: { prometheusSpec } })],
                ...more,
              },
            },
          },
        },
        apps: { resource: { helm_release: { objects: exampleBundle({ ...object }) } } },
      });
    const all = (selector: string) => ({ [`${selector}NilUsesHelmValues`]: false });
    const valuesOf = (values: object) => ({ values: [JSON.stringify(values)] });
    const beside = (says: string, release: object) =>
      exampleStacks(says, {
        monitoring: {
          resource: { helm_release: { stack: { name: "metrics", chart: "kube-prometheus-stack" }, other: release } },
        },
        apps: { resource: { helm_release: { objects: exampleBundle(monitor("PodMonitor")) } } },
      });
    return {
      pass: [
        among("every monitor of Services", all("serviceMonitorSelector"), monitor("ServiceMonitor")),
        among("every monitor of pods", all("podMonitorSelector"), monitor("PodMonitor")),
        among("every rule", all("ruleSelector"), monitor("PrometheusRule")),
        among("every probe", all("probeSelector"), monitor("Probe")),
        among("every scrape", all("scrapeConfigSelector"), monitor("ScrapeConfig")),
        among(
          "an empty selector of one's own",
          { ...all("ruleSelector"), ruleSelector: {} },
          monitor("PrometheusRule"),
        ),
        among("the label of the release", {}, monitor("PrometheusRule", { release: "metrics" })),
        beside("another release that takes it", {
          name: "more",
          chart: "kube-prometheus-stack",
          values: [JSON.stringify({ prometheus: { prometheusSpec: all("podMonitorSelector") } })],
        }),
      ],
      fail: [
        among("the chart as it comes", {}, monitor("ServiceMonitor")),
        among("the label of another release", {}, monitor("PodMonitor", { release: "other" })),
        among("all of another kind", all("podMonitorSelector"), monitor("PrometheusRule")),
        among("probes", { probeSelectorNilUsesHelmValues: true }, monitor("Probe")),
        among("scrapes", {}, monitor("ScrapeConfig")),
      ],
      unknown: [
        among("a selector of one's own", { ruleSelector: { matchLabels: { team: "a" } } }, monitor("PrometheusRule")),
        among("a selector from elsewhere", { ruleSelector: "$" + "{var.rules}" }, monitor("PrometheusRule")),
        among("a label from elsewhere", {}, monitor("PrometheusRule", { release: "$" + "{var.release}" })),
        among("labels from elsewhere", {}, monitor("PrometheusRule", "$" + "{var.labels}")),
        among("a release whose name is given later", {}, monitor("PrometheusRule"), { name: "$" + "{var.name}" }),
        among("values from elsewhere", {}, monitor("PrometheusRule"), { values: ["$" + "{var.values}"] }),
      ],
      notApplicable: [
        among("no Prometheus", {}, monitor("PodMonitor"), valuesOf({ prometheus: { enabled: false } })),
        among("no monitor", {}, { apiVersion: "v1", kind: "Namespace", metadata: { name: "apps" } }),
        beside("somebody else who takes it", { name: "other", chart: "victoria-metrics-k8s-stack" }),
        beside(
          "a Prometheus of its own",
          exampleBundle({ apiVersion: "monitoring.coreos.com/v1", kind: "Prometheus", metadata: { name: "it" } }),
        ),
        exampleStacks("another chart", {
          apps: { resource: { helm_release: { objects: exampleBundle(monitor("PodMonitor")) } } },
        }),
      ],
    };
  },
});

function judge(object: ObjectView, takers: readonly ReleaseView[]): Judgement {
  const answers = takers.map((release) => takes(release, object));
  if (answers.includes(true)) return PASS;
  const at = ["metadata", "labels"];
  return on(
    object,
    answers.includes(undefined) ? unknown(at) : fail(at, "the label release, or a Prometheus that takes all"),
  );
}

/** Whether the Prometheus of a release takes an object up. Undefined where that cannot be told. */
function takes(release: ReleaseView, { kind, manifest, labels }: ObjectView): boolean | undefined {
  const selector = SELECTORS[kind] ?? "";
  const own = read(release.values, ["prometheus", "prometheusSpec", selector]);
  const isOwn = own.state === "known" && isJsonRecord(own.value) && Object.keys(own.value).length > 0;
  if (isOwn || own.state === "unknown") return undefined;
  const isByLabel = isOn(release, `prometheus.prometheusSpec.${selector}NilUsesHelmValues`, true);
  if (isByLabel !== true) return isByLabel === false ? true : undefined;
  const name = textAt(release.resource.config, "name") ?? "";
  const { release: label = "" } = labels;
  const isOpen = [name, label].some((text) => text.includes(REFERENCE));
  return isOpen || read(manifest, ["metadata", "labels"]).state === "unknown" ? undefined : label === name;
}

function hasPrometheus({ stacks }: EnvironmentView): boolean {
  return stacks.some((stack) => objectsOfKind(stack, "Prometheus").length > 0);
}
