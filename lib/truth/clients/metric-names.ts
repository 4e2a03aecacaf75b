import { hasMetric, type MetricList, ownerOfMetric } from "../../catalogue/clients/metric-list";
import { closestNames } from "../../core/closest-names";
import type { Problem } from "../../core/errors";
import { isJsonRecord, listAt, recordAt, textAt } from "../../core/json";
import type { Examination } from "../examination";
import { type KubernetesObject, kubernetesObjectsOf } from "../kubernetes/objects";
import type { SynthesizedResource } from "../synthesized-resource";
import { metricsIn } from "../texts/promql-metrics";

/** Looks at the metrics that alerts and dashboards read of the programs of the catalogue: are there any such? */
export function examineMetricNames(resource: SynthesizedResource, examination: Examination): void {
  for (const object of kubernetesObjectsOf(resource)) {
    for (const { field, expression } of expressionsOf(object)) {
      for (const metric of new Set(metricsIn(expression))) {
        const list = ownerOfMetric(metric);
        if (list !== undefined) examineMetric(metric, list, object.where(field), examination);
      }
    }
  }
}

function examineMetric(metric: string, list: MetricList, where: string, examination: Examination): void {
  const fact = { kind: "metric", of: `${list.program} ${list.version}`, name: metric } as const;
  const known = hasMetric(list, metric);
  // Where names are made at run time, a list proves only what it has.
  if (!known && !list.complete) {
    examination.unchecked(fact);
    return;
  }
  examination.checked(fact);
  if (!known) examination.refuse({ ...unknownMetric(metric, list), where });
}

function unknownMetric(metric: string, list: MetricList): Problem {
  return {
    what: `${list.program} ${list.version} shows no metric ${metric}`,
    got: metric,
    allowed: closestNames(metric, list.names).join(", "),
    doThis: "correct the name: an expression without series never fires",
    source: list.source,
  };
}

/** An expression, and the field it stands in. */
interface Expression {
  readonly field: string;
  readonly expression: string;
}

function expressionsOf(object: KubernetesObject): readonly Expression[] {
  if (object.kind === "PrometheusRule") return ruleExpressions(object);
  if (object.kind === "ConfigMap") return dashboardExpressions(object);
  return [];
}

function ruleExpressions({ manifest }: KubernetesObject): readonly Expression[] {
  return listAt(recordAt(manifest, "spec"), "groups").flatMap((group, place) =>
    listAt(group, "rules").flatMap((rule, index) => {
      const expression = textAt(rule, "expr");
      return expression === undefined ? [] : [{ field: `spec.groups[${place}].rules[${index}].expr`, expression }];
    }),
  );
}

/** Panels may stand in rows, and targets at any depth, so every `expr` of a dashboard counts. */
function dashboardExpressions({ manifest }: KubernetesObject): readonly Expression[] {
  return Object.entries(recordAt(manifest, "data")).flatMap(([file, text]) => {
    if (typeof text !== "string" || !file.endsWith(".json") || !text.includes('"expr"')) return [];
    try {
      const found: Expression[] = [];
      collect(JSON.parse(text), `data.${file}`, found);
      return found;
    } catch {
      return [];
    }
  });
}

function collect(value: unknown, field: string, found: Expression[]): void {
  if (Array.isArray(value)) {
    for (const [index, member] of value.entries()) collect(member, `${field}[${index}]`, found);
    return;
  }
  if (!isJsonRecord(value)) return;
  for (const [name, member] of Object.entries(value)) {
    if (name === "expr" && typeof member === "string") found.push({ field: `${field}.expr`, expression: member });
    else collect(member, `${field}.${name}`, found);
  }
}
