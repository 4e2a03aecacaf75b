import { isJsonRecord, type JsonRecord, listAt, recordAt } from "../../../core/json";
import type { ObjectView } from "../../subjects/object-view";
import type { ResourceView } from "../../subjects/resource-view";
import type { StackView } from "../../subjects/stack-view";
import type { FieldPath } from "../../verdict";
import { objectsOfKind } from "../kubernetes/workloads";

/** One alert of a stack. */
export interface Alert {
  /** What holds it: an object, or the release whose values hold it. */
  readonly holder: ObjectView | ResourceView;
  /** Where it stands in there. */
  readonly at: FieldPath;
  /** The rule that raises it, with the labels of its group. */
  readonly rule: JsonRecord;
}

/** Every alert of a stack: of its rules as objects, and of those in values of the Prometheus charts. */
export function alertsOf(stack: StackView): readonly Alert[] {
  const ofObjects = objectsOfKind(stack, "PrometheusRule", "VMRule").flatMap((holder) =>
    alertsIn(recordAt(holder.manifest, "spec")).map(({ at, rule }) => ({ holder, at: ["spec", ...at], rule })),
  );
  const ofReleases = stack.releases.flatMap(({ values, resource }) =>
    [
      ...Object.values(recordAt(values, "additionalPrometheusRulesMap")),
      ...listAt(values, "additionalPrometheusRules"),
      ...Object.values(recordAt(values, "serverFiles")),
    ].flatMap((file) => alertsIn(file).map(({ rule }) => ({ holder: resource, at: ["values"], rule }))),
  );
  return [...ofObjects, ...ofReleases];
}

function alertsIn(file: unknown): readonly { readonly at: FieldPath; readonly rule: JsonRecord }[] {
  return listAt(file, "groups").flatMap((group, nth) =>
    listAt(group, "rules").flatMap((rule, index) => {
      if (!isJsonRecord(rule) || typeof rule["alert"] !== "string") return [];
      const labels = { ...recordAt(group, "labels"), ...recordAt(rule, "labels") };
      const complete = typeof rule["labels"] === "string" ? rule : { ...rule, labels };
      return [{ at: ["groups", nth, "rules", index], rule: complete }];
    }),
  );
}
