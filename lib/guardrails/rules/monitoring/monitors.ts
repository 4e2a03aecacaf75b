import { listAt, recordAt, textAt } from "../../../core/json";
import type { EnvironmentView } from "../../subjects/environment-view";
import type { ObjectView } from "../../subjects/object-view";
import type { PodView } from "../../subjects/pod-view";
import { allOf, anyOf } from "../../three-valued";
import { read } from "../../values";
import { namespaceOf, shareNamespace } from "../kubernetes/namespaces";
import { SelectorIndex } from "../kubernetes/selector-index";
import { labelsOfPods, selects } from "../kubernetes/selectors";
import { serves } from "../kubernetes/services";
import { objectsOfKind } from "../kubernetes/workloads";

/** Kinds that have pods scraped, and those that have the pods of Services scraped, of Prometheus' operator and of VictoriaMetrics'. */
const POD_MONITORS = ["PodMonitor", "VMPodScrape"];
const SERVICE_MONITORS = ["ServiceMonitor", "VMServiceScrape"];

/** What has the pods of an environment scraped. */
export class Monitors {
  private readonly ofPods: SelectorIndex;
  private readonly ofServices: SelectorIndex;
  private readonly services: SelectorIndex;

  public constructor({ stacks }: EnvironmentView) {
    const index = (kinds: readonly string[]): SelectorIndex =>
      new SelectorIndex(
        stacks.flatMap((stack) => objectsOfKind(stack, ...kinds)),
        ({ manifest }) => recordAt(manifest, "spec", "selector")["matchLabels"],
        ({ manifest }) => "namespaceSelector" in recordAt(manifest, "spec"),
      );
    this.ofPods = index(POD_MONITORS);
    this.ofServices = index(SERVICE_MONITORS);
    this.services = new SelectorIndex(
      stacks.flatMap((stack) => objectsOfKind(stack, "Service")),
      ({ manifest }) => recordAt(manifest, "spec")["selector"],
    );
  }

  /** Whether any of them picks the pods of a workload. Undefined where that is not known before the apply. */
  public watch(pod: PodView): boolean | undefined {
    const labels = labelsOfPods(pod);
    const answers = [
      ...this.ofPods.candidates(pod).map((monitor) => picks(monitor, pod.object, labels)),
      ...this.services.candidates(pod).map((service) => {
        const served = serves(service, pod);
        return served === false ? false : allOf([served, this.watchService(service)]);
      }),
    ];
    return anyOf(answers);
  }

  private watchService(service: ObjectView): boolean | undefined {
    const labels = read(service.manifest, ["metadata", "labels"]);
    const known = labels.state === "absent" ? {} : labels.state === "known" ? labels.value : undefined;
    const monitors = this.ofServices.picking(namespaceOf(service), known);
    return anyOf(monitors.map((monitor) => picks(monitor, service, known)));
  }
}

/** Whether a monitor picks an object by its labels and its namespace. */
function picks(monitor: ObjectView, object: ObjectView, labels: unknown): boolean | undefined {
  const fits = selects(recordAt(monitor.manifest, "spec")["selector"], labels);
  return fits === false ? false : allOf([fits, looksInto(monitor, object)]);
}

function looksInto(monitor: ObjectView, object: ObjectView): boolean | undefined {
  const selector = recordAt(monitor.manifest, "spec", "namespaceSelector");
  if (selector["any"] === true) return true;
  const names = listAt(selector, "matchNames");
  if (names.length === 0) return shareNamespace(monitor, object);
  const namespace = namespaceOf(object);
  return namespace === undefined ? undefined : names.includes(namespace);
}

/** Labels of series that name a workload or its pods. */
const NAMED = /\b(?:deployment|statefulset|daemonset|pod|workload|palisade_workload|job|service)\s*=~?\s*"([^"]+)"/g;

/** Names that the expressions of an environment's rules ask for, of workloads and of pods. */
export function namesInRules({ stacks }: EnvironmentView): ReadonlySet<string> {
  const rules = stacks
    .flatMap((stack) => objectsOfKind(stack, "PrometheusRule", "VMRule"))
    .flatMap(({ manifest }) => listAt(recordAt(manifest, "spec"), "groups"))
    .flatMap((group) => listAt(group, "rules"));
  const found = rules.flatMap((rule) => [...(textAt(rule, "expr") ?? "").matchAll(NAMED)]);
  return new Set(found.flatMap(([, name = ""]) => name));
}
