import { isJsonRecord, type JsonRecord, recordAt, textAt } from "../core/json";

/** What a plan would do. A replacement counts once, as a replacement. */
export interface PlanSummary {
  /** Resources to be created. */
  readonly add: number;
  /** Resources to be changed in place. */
  readonly change: number;
  /** Resources to be destroyed and created anew. */
  readonly replace: number;
  /** Resources to be destroyed. */
  readonly destroy: number;
  /** Resources taken over from outside by an `import` block. */
  readonly imported: number;
  /** Addresses of the replaced resources. */
  readonly replaced: readonly string[];
  /** Addresses of the changed resources. */
  readonly changed: readonly string[];
  /** Addresses that a `moved` block gives to an existing resource. */
  readonly moved: readonly string[];
  /** Names of the outputs that change. */
  readonly outputs: readonly string[];
}

/** True when a plan would do nothing at all. */
export function isEmptyPlan(plan: PlanSummary): boolean {
  const { add, change, replace, destroy, imported, outputs, moved } = plan;
  return add + change + replace + destroy + imported + outputs.length + moved.length === 0;
}

/** Reads the events of `terraform plan -json`. */
export function summarizePlan(events: readonly JsonRecord[]): PlanSummary {
  const changes = events
    .filter((event) => event["type"] === "planned_change")
    .map((event) => recordAt(event, "change"));
  const doing = (action: string): readonly string[] =>
    changes.filter((change) => change["action"] === action).map(addressOf);
  return {
    add: doing("create").length,
    change: doing("update").length,
    replace: doing("replace").length,
    destroy: doing("delete").length,
    imported: changes.filter((change) => isJsonRecord(change["importing"])).length,
    replaced: doing("replace"),
    changed: doing("update"),
    moved: changes.filter((change) => isJsonRecord(change["previous_resource"])).map(addressOf),
    outputs: changedOutputs(events),
  };
}

function addressOf(change: JsonRecord): string {
  return textAt(change["resource"], "addr") ?? "";
}

function changedOutputs(events: readonly JsonRecord[]): readonly string[] {
  return events
    .filter((event) => event["type"] === "outputs")
    .flatMap((event) => Object.entries(recordAt(event, "outputs")))
    .filter(([, output]) => !["noop", undefined].includes(textAt(output, "action")))
    .map(([name]) => name);
}
