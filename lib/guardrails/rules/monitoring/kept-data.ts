import { exampleObjects, exampleOf, exampleRelease } from "../../example";
import { guardrail } from "../../rule";
import type { ReleaseView } from "../../subjects/release-view";
import type { StackView } from "../../subjects/stack-view";
import { read } from "../../values";
import { fail, type Judgement, on, PASS, unknown } from "../../verdict";
import { objectsOfKind } from "../kubernetes/workloads";

/** One program of a chart that keeps data. */
interface Keeper {
  /** What switches it on; a dot stands between names. @default - nothing, it is always on */
  readonly switch?: string;
  /** Where its volume stands. */
  readonly at: string;
  /** Whether it has one where nothing is said. */
  readonly byDefault: boolean;
}

/**
 * The programs by chart. Sources: the values of kube-prometheus-stack 88.5.3, grafana 12.11.1, prometheus 29.27.0 and
 * alertmanager 1.42.0.
 */
const KEEPERS: Readonly<Record<string, readonly Keeper[]>> = {
  "kube-prometheus-stack": [
    { switch: "prometheus.enabled", at: "prometheus.prometheusSpec.storageSpec", byDefault: false },
    { switch: "alertmanager.enabled", at: "alertmanager.alertmanagerSpec.storage", byDefault: false },
    { switch: "grafana.enabled", at: "grafana.persistence.enabled", byDefault: false },
  ],
  grafana: [{ at: "persistence.enabled", byDefault: false }],
  prometheus: [
    { at: "server.persistentVolume.enabled", byDefault: true },
    { switch: "alertmanager.enabled", at: "alertmanager.persistence.enabled", byDefault: true },
  ],
  alertmanager: [{ at: "persistence.enabled", byDefault: true }],
};

const VALUES = ["values"];

/** Kinds of Prometheus' operator that keep data. */
const KINDS = ["Prometheus", "Alertmanager"];

export const keptData = guardrail({
  id: "monitoring/kept-data",
  title: "Prometheus, Alertmanager and Grafana keep their data when they restart",
  severity: "medium",
  why: "A restart loses the history that an incident is looked into with, the silences, and the dashboards that somebody made.",
  fix: "give each a volume, as a MonitoringPlatform does: storageSpec, storage and persistence.enabled of kube-prometheus-stack",
  controls: { soc2: ["CC7.2", "CC7.3"], iso27001: ["A.8.15", "A.8.16"] },
  source: "The default values of the charts: an emptyDir",
  subject: "stack",
  check: (stack) => [...stack.releases.flatMap(judgeRelease), ...judgeObjects(stack)],
  examples: () => ({
    pass: [
      exampleRelease("volumes for all three", "kube-prometheus-stack", "88.5.3", {
        prometheus: { prometheusSpec: { storageSpec: { volumeClaimTemplate: { spec: {} } } } },
        alertmanager: { alertmanagerSpec: { storage: { volumeClaimTemplate: { spec: {} } } } },
        grafana: { persistence: { enabled: true } },
      }),
      exampleRelease("a volume for the only one that is on", "kube-prometheus-stack", "88.5.3", {
        prometheus: { prometheusSpec: { storageSpec: { volumeClaimTemplate: { spec: {} } } } },
        alertmanager: { enabled: false },
        grafana: { enabled: false },
      }),
      exampleRelease("charts that do by themselves", "prometheus", "29.27.0", {}),
      exampleRelease("Grafana with a volume", "grafana", "12.11.1", { persistence: { enabled: true } }),
      exampleObjects("an object with a volume", {
        apiVersion: "monitoring.coreos.com/v1",
        kind: "Prometheus",
        metadata: { name: "it", namespace: "apps" },
        spec: { storage: { volumeClaimTemplate: { spec: {} } } },
      }),
    ],
    fail: [
      exampleRelease("the chart as it comes", "kube-prometheus-stack", "88.5.3", {}),
      exampleRelease("no volume for Prometheus", "kube-prometheus-stack", "88.5.3", {
        prometheus: { prometheusSpec: { storageSpec: {} } },
        alertmanager: { alertmanagerSpec: { storage: { volumeClaimTemplate: { spec: {} } } } },
        grafana: { persistence: { enabled: true } },
      }),
      exampleRelease("scratch space for Prometheus", "kube-prometheus-stack", "88.5.3", {
        prometheus: { prometheusSpec: { storageSpec: { emptyDir: { medium: "Memory" } } } },
        alertmanager: { enabled: false },
        grafana: { enabled: false },
      }),
      exampleRelease("no volume for Alertmanager", "kube-prometheus-stack", "88.5.3", {
        prometheus: { enabled: false },
        grafana: { enabled: false },
      }),
      exampleRelease("no volume for Grafana", "grafana", "12.11.1", {}),
      exampleRelease("a volume that is switched off", "prometheus", "29.27.0", {
        server: { persistentVolume: { enabled: false } },
      }),
      exampleRelease("a volume of Alertmanager's that is switched off", "alertmanager", "1.42.0", {
        persistence: { enabled: false },
      }),
      exampleObjects("an object with scratch space", {
        apiVersion: "monitoring.coreos.com/v1",
        kind: "Prometheus",
        metadata: { name: "it", namespace: "apps" },
        spec: { storage: { emptyDir: {} } },
      }),
      exampleObjects("an object without a volume", {
        apiVersion: "monitoring.coreos.com/v1",
        kind: "Alertmanager",
        metadata: { name: "it", namespace: "apps" },
        spec: {},
      }),
    ],
    unknown: [
      exampleRelease("a choice from elsewhere", "grafana", "12.11.1", { persistence: { enabled: "$" + "{var.kept}" } }),
      exampleOf("values from elsewhere", "helm_release", { chart: "grafana", values: ["$" + "{var.values}"] }),
      exampleRelease("scratch space behind a switch from elsewhere", "kube-prometheus-stack", "88.5.3", {
        prometheus: { enabled: "$" + "{var.on}", prometheusSpec: { storageSpec: { emptyDir: {} } } },
        alertmanager: { enabled: false },
        grafana: { enabled: false },
      }),
      exampleObjects("an object whose volume comes from elsewhere", {
        apiVersion: "monitoring.coreos.com/v1",
        kind: "Prometheus",
        metadata: { name: "it", namespace: "apps" },
        spec: { storage: "$" + "{var.storage}" },
      }),
      exampleRelease("a switch from elsewhere", "kube-prometheus-stack", "88.5.3", {
        prometheus: { enabled: "$" + "{var.on}" },
        alertmanager: { enabled: false },
        grafana: { enabled: false },
      }),
    ],
    notApplicable: [exampleRelease("another chart", "vault", "0.34.1", {})],
  }),
});

function judgeRelease(release: ReleaseView): readonly Judgement[] {
  const keepers = Object.hasOwn(KEEPERS, release.chart) ? (KEEPERS[release.chart] ?? []) : [];
  return keepers.flatMap((keeper) => judgeKeeper(release, keeper));
}

function judgeKeeper({ values, isPartial, resource }: ReleaseView, keeper: Keeper): readonly Judgement[] {
  const isOn = keeper.switch === undefined ? undefined : read(values, keeper.switch.split("."));
  if (isOn?.state === "known" && isOn.value === false) return [];
  const found = read(values, keeper.at.split("."));
  if (found.state === "known") return isKept(found.value) ? [PASS] : [notKept(isOn?.state === "unknown")];
  if (found.state === "absent" && keeper.byDefault) return [PASS];
  return [notKept(found.state === "unknown" || isOn?.state === "unknown" || isPartial)];

  function notKept(isOpen: boolean): Judgement {
    const missing = `a volume at ${keeper.at}`;
    return on(resource, isOpen ? unknown(VALUES) : fail(VALUES, missing));
  }
}

/** A switch, or the volume itself; an `emptyDir` is none. */
function isKept(value: unknown): boolean {
  return value === true || read(value, ["volumeClaimTemplate"]).state !== "absent";
}

function judgeObjects(stack: StackView): readonly Judgement[] {
  return objectsOfKind(stack, ...KINDS)
    .filter(({ apiVersion }) => apiVersion.startsWith("monitoring.coreos.com/"))
    .map((object) => {
      const at = ["spec", "storage"];
      const found = read(object.manifest, at);
      if (found.state === "unknown") return on(object, unknown(at));
      return found.state === "known" && isKept(found.value) ? PASS : on(object, fail(at, "a volume"));
    });
}
