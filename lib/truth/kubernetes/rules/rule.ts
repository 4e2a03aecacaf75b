import { isJsonRecord, type JsonRecord } from "../../../core/json";
import { holdsReference } from "../../terraform-text";
import type { ObjectReport } from "../object-report";

/** Looks at an object for what no schema says, as the API server's own code does. */
export type Rule = (manifest: JsonRecord, report: ObjectReport) => void;

/** A member of a list that is an object, with its place. */
export interface Member {
  /** The object. */
  readonly record: JsonRecord;
  /** `spec.containers[0]`. */
  readonly field: string;
}

/** The objects of a list, with their places. */
export function membersOf(record: JsonRecord, name: string, field: string): readonly Member[] {
  const list = record[name];
  if (!Array.isArray(list)) return [];
  return list.flatMap((item: unknown, index) =>
    isJsonRecord(item) ? [{ record: item, field: `${field}.${name}[${index}]` }] : [],
  );
}

/** Text that is known already. */
export function knownText(value: unknown): string | undefined {
  return typeof value === "string" && !holdsReference(value) ? value : undefined;
}

/** A number that is known already. */
export function knownNumber(value: unknown): number | undefined {
  return typeof value === "number" ? value : undefined;
}

/** Refuses a number outside of its bounds; what is no number passes. */
export function checkNumber(
  value: unknown,
  bounds: { readonly least: number; readonly most?: number; readonly source: string },
  field: string,
  report: ObjectReport,
): void {
  const most = bounds.most ?? Number.POSITIVE_INFINITY;
  if (typeof value !== "number" || (value >= bounds.least && value <= most)) return;
  report.refuse(field, {
    what: "this number is out of bounds",
    got: value,
    allowed: Number.isFinite(most) ? `${bounds.least} to ${most}` : `${bounds.least} or more`,
    doThis: value < bounds.least ? "write a greater one" : "write a smaller one",
    source: bounds.source,
  });
}

/** Refuses what is neither a number from 0 nor a share such as `25%`. */
export function checkShare(
  value: unknown,
  bounds: { readonly most?: number; readonly source: string },
  field: string,
  report: ObjectReport,
): void {
  checkNumber(value, { least: 0, source: bounds.source }, field, report);
  const text = knownText(value);
  if (text === undefined || text === "") return;
  if (/^\d+%$/.test(text) && Number.parseInt(text, 10) <= (bounds.most ?? Number.POSITIVE_INFINITY)) return;
  report.refuse(field, {
    what: "this is neither a number nor a share",
    got: value,
    allowed: `a whole number, or a share such as 25%${bounds.most === undefined ? "" : `, at most ${bounds.most}%`}`,
    doThis: "write one of the two, a number without quotes",
    source: bounds.source,
  });
}

/** Refuses a text that is not in a list the schema does not have. */
export function checkOneOf(
  value: unknown,
  allowed: readonly string[],
  field: string,
  report: ObjectReport,
  source: string,
): void {
  const text = knownText(value);
  if (text === undefined || allowed.includes(text)) return;
  report.refuse(field, {
    what: "this value does not exist",
    got: text,
    allowed: allowed.map((entry) => (entry === "" ? "empty text" : entry)).join(", "),
    doThis: "write one of these",
    source,
  });
}

/** Refuses the second of two members whose value is the same. */
export function checkUnique(
  values: readonly { readonly value: string | undefined; readonly field: string }[],
  noun: string,
  source: string,
  report: ObjectReport,
): void {
  const seen = new Set<string>();
  for (const { value, field } of values) {
    if (value === undefined) continue;
    if (seen.has(value)) {
      report.refuse(field, {
        what: `${noun} stands twice`,
        got: value,
        allowed: "each once",
        doThis: "rename one of the two, or take it out",
        source,
      });
    }
    seen.add(value);
  }
}
