import { asList, isJsonRecord, type JsonRecord, listAt, recordAt, textAt } from "../../../core/json";
import { holdsReference } from "../../../truth/terraform-text";
import type { PodView } from "../../subjects/pod-view";
import { not } from "../../three-valued";
import { read } from "../../values";

/** Labels as they are written: a map, or a text where all of them come from elsewhere. */
export function labelsOfPods({ object, at }: PodView): unknown {
  const found = read(object.manifest, [...at.slice(0, -1), "metadata", "labels"]);
  if (found.state === "unknown") return undefined;
  return found.state === "absent" ? {} : found.value;
}

/**
 * Whether a selector with `matchLabels` and `matchExpressions` picks labels; one that says nothing picks everything.
 * Undefined where that is not known before the apply.
 *
 * @param labels a map; anything else is labels that nobody knows yet
 */
export function selects(selector: unknown, labels: unknown): boolean | undefined {
  if (selector === undefined || selector === null) return true;
  if (!isJsonRecord(selector)) return undefined;
  const terms = [
    ...Object.entries(recordAt(selector, "matchLabels")).map(([key, value]) => hasLabel(labels, key, [value])),
    ...listAt(selector, "matchExpressions").map((expression) => fits(expression, labels)),
    ...(typeof selector["matchLabels"] === "string" ? [undefined] : []),
  ];
  if (terms.includes(false)) return false;
  return terms.includes(undefined) ? undefined : true;
}

/** Whether a plain map of labels, as a Service has it, picks labels. One that says nothing picks nothing. */
export function picks(selector: unknown, labels: unknown): boolean | undefined {
  if (selector === undefined || selector === null) return false;
  if (!isJsonRecord(selector)) return undefined;
  return Object.keys(selector).length === 0 ? false : selects({ matchLabels: selector }, labels);
}

function fits(expression: unknown, labels: unknown): boolean | undefined {
  const key = textAt(expression, "key") ?? "";
  const values = isJsonRecord(expression) ? asList(expression["values"]) : [];
  switch (textAt(expression, "operator")) {
    case "In":
      return hasLabel(labels, key, values);
    case "NotIn":
      return not(hasLabel(labels, key, values));
    case "Exists":
      return hasLabel(labels, key);
    case "DoesNotExist":
      return not(hasLabel(labels, key));
    default:
      return undefined;
  }
}

/** @param values one of them; any where nothing is said */
function hasLabel(labels: unknown, key: string, values?: readonly unknown[]): boolean | undefined {
  if (!isJsonRecord(labels) || holdsReference(key)) return undefined;
  const value = labels[key];
  if (value === undefined) return hasUnknownName(labels) ? undefined : false;
  if (values === undefined || values.includes(value)) return isKnown(value) || values === undefined ? true : undefined;
  return [value, ...values].every(isKnown) ? false : undefined;
}

function hasUnknownName(labels: JsonRecord): boolean {
  return Object.keys(labels).some(holdsReference);
}

function isKnown(value: unknown): boolean {
  return typeof value !== "string" || !holdsReference(value);
}
