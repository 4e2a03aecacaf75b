import { isJsonRecord, type JsonRecord, listAt, recordAt, textAt } from "../../core/json";
import type { Examination } from "../examination";
import type { KubernetesObject } from "../kubernetes/objects";
import { holdsReference, REFERENCE } from "../terraform-text";
import { reportExpression } from "./promql-report";

/** Looks at the dashboards of a config map: that Grafana can read them, and Prometheus what their panels ask. */
export function examineDashboards(object: KubernetesObject, examination: Examination): void {
  if (object.kind !== "ConfigMap") return;
  const labels = recordAt(object.manifest, "metadata", "labels");
  for (const [file, text] of Object.entries(recordAt(object.manifest, "data"))) {
    if (typeof text !== "string" || !file.endsWith(".json")) continue;
    const where = object.where(`data.${file}`);
    const content = parsed(text);
    if (content === undefined) {
      if (labels["grafana_dashboard"] !== undefined && !holdsReference(text)) refuseBroken(examination, where, text);
      continue;
    }
    for (const { field, panel } of panelsOf(content)) examinePanel(panel, `${where} ${field}`, content, examination);
  }
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

function refuseBroken(examination: Examination, where: string, got: string): void {
  examination.refuse({
    where,
    what: "Grafana cannot read the dashboard: it is no JSON",
    got,
    doThis: "write the dashboard as JSON",
    source: "grafana/grafana 13.2.0, pkg/services/provisioning/dashboards",
  });
}

/** Panels, also those that stand in a row. */
function* panelsOf(holder: unknown, field = "panels"): Generator<{ field: string; panel: JsonRecord }> {
  for (const [index, panel] of listAt(holder, "panels").entries()) {
    if (!isJsonRecord(panel)) continue;
    yield { field: `${field}[${index}]`, panel };
    yield* panelsOf(panel, `${field}[${index}].panels`);
  }
}

function examinePanel(panel: JsonRecord, where: string, dashboard: unknown, examination: Examination): void {
  const title = [textAt(dashboard, "title"), textAt(panel, "title")].filter((part) => part !== undefined).join(": ");
  for (const [index, target] of listAt(panel, "targets").entries()) {
    const expression = textAt(target, "expr");
    // Grafana does not ask for a query of which nothing is written yet.
    if (expression === undefined || expression.trim() === "") continue;
    const source = recordAt(target)["datasource"] ?? recordAt(panel)["datasource"];
    if (!asksPrometheus(source, expression, dashboard)) continue;
    const place = { where: `${where}.targets[${index}].expr`, name: title, drawn: true };
    reportExpression(examination, { ...place, expression: withoutVariables(expression) });
  }
}

/** A pipe, or a text to look for, right behind a selector: what only Loki reads. */
const LOG_QUERY = /\}\s*(?:\|[^|]|(?:!=|!~|\|>|!>)\s*["`])/;

/**
 * Whether a query goes to Prometheus: its data source says so, or a variable or an input of the dashboard that it names.
 * One that names none goes to Grafana's default, which is Prometheus unless the query is plainly one of Loki.
 */
function asksPrometheus(source: unknown, expression: string, dashboard: unknown): boolean {
  const type = textAt(source, "type");
  if (type !== undefined) return type === "prometheus";
  const name = typeof source === "string" ? source : textAt(source, "uid");
  if (name === undefined || name === "default") return !LOG_QUERY.test(expression);
  const [, variable] = /^\$\{?(\w+)\}?$/.exec(name) ?? [];
  if (variable === undefined) return /prometheus/i.test(name);
  const inputs = listAt(dashboard, "__inputs").map((input) => [textAt(input, "name"), textAt(input, "pluginId")]);
  const variables = listAt(recordAt(dashboard, "templating"), "list").map((one) => [
    textAt(one, "name"),
    textAt(one, "query"),
  ]);
  return [...inputs, ...variables].some(([of, kind]) => of === variable && kind === "prometheus");
}

const VARIABLE = /\$\{[^}]*\}|\[\[[^\]]*\]\]|\$\w+/g;

/**
 * Grafana puts its variables in as text, so that one may stand for anything. Where a duration has to stand, and between
 * quotes, that is certain; an expression with a variable elsewhere is not known.
 */
function withoutVariables(expression: string): string {
  if (expression.search(VARIABLE) < 0) return expression;
  const durations = expression.replace(/([[:]\s*|offset\s+)(\$\{[^}]*\}|\$\w+)/g, "$15m");
  const quoted = durations.replace(/"(?:[^"\\]|\\.)*"/g, (text) => text.replace(VARIABLE, "x"));
  return quoted.search(VARIABLE) < 0 ? quoted : REFERENCE;
}
