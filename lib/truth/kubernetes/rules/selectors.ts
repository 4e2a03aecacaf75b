import { asText, type JsonRecord, listAt, recordAt } from "../../../core/json";
import { holdsReference } from "../../terraform-text";
import type { ObjectReport } from "../object-report";
import { knownText, membersOf } from "./rule";
import { checkForm, TextForms } from "./text-forms";

const SOURCE = "Kubernetes 1.34.2, apimachinery/pkg/apis/meta/v1/validation/validation.go";
const APPS = "Kubernetes 1.34.2, pkg/apis/apps/validation/validation.go";

/** Whether an operator wants values to compare with. */
const WANTS_VALUES: Readonly<Record<string, boolean>> = { In: true, NotIn: true, Exists: false, DoesNotExist: false };

/** A selector of labels: keys, values and operators that can be true. */
export function checkSelector(selector: JsonRecord, field: string, report: ObjectReport): void {
  for (const [key, value] of Object.entries(recordAt(selector, "matchLabels"))) {
    checkForm(key, TextForms.labelKey, `${field}.matchLabels`, report);
    checkForm(value, TextForms.labelValue, `${field}.matchLabels["${key}"]`, report);
  }
  for (const { record, field: place } of membersOf(selector, "matchExpressions", field)) {
    checkForm(record["key"], TextForms.labelKey, `${place}.key`, report);
    checkExpression(record, place, report);
  }
}

function checkExpression(expression: JsonRecord, place: string, report: ObjectReport): void {
  const operator = knownText(expression["operator"]);
  if (operator === undefined) return;
  const wants = Object.hasOwn(WANTS_VALUES, operator) ? WANTS_VALUES[operator] : undefined;
  if (wants === undefined) {
    report.refuse(`${place}.operator`, {
      what: "a selector compares labels in a way that does not exist",
      got: operator,
      allowed: Object.keys(WANTS_VALUES).join(", "),
      doThis: "write one of these",
      source: SOURCE,
    });
    return;
  }
  const count = listAt(expression, "values").length;
  if (typeof expression["values"] === "string" || count > 0 === wants) return;
  report.refuse(`${place}.values`, {
    what: wants ? `${operator} has no values to compare with` : `${operator} does not compare with values`,
    doThis: wants ? "add values" : "take the values out, or write In",
    source: SOURCE,
  });
}

/** A selector that has to find the pods of the template beside it. */
export function checkSelectorOfTemplate(spec: JsonRecord, field: string, report: ObjectReport): void {
  const selector = recordAt(spec, "selector");
  checkSelector(selector, `${field}.selector`, report);
  const wanted = recordAt(selector, "matchLabels");
  if (Object.keys(wanted).length === 0 && listAt(selector, "matchExpressions").length === 0) {
    const isUnknown = [selector["matchLabels"], selector["matchExpressions"]].some((part) => typeof part === "string");
    if (spec["selector"] === undefined || isUnknown) return;
    report.refuse(`${field}.selector`, {
      what: "a selector of a workload selects nothing",
      doThis: "write the labels of its pods",
      source: APPS,
    });
    return;
  }
  const labels = recordAt(spec, "template", "metadata", "labels");
  for (const [key, value] of Object.entries(wanted)) {
    if (holdsReference(`${key}${asText(value)}${asText(labels[key] ?? "")}`) || labels[key] === value) continue;
    report.refuse(`${field}.template.metadata.labels`, {
      what: `the selector of a workload does not find its own pods: they lack ${key}=${asText(value)}`,
      got: labels,
      allowed: "labels that the selector matches",
      doThis: "give the template the labels of the selector",
      source: APPS,
    });
  }
}
