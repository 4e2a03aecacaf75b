import type { Checker } from "./checks";
import { isJsonRecord, type JsonRecord } from "./json";

/** What is in a list; nothing, and a problem, where plain JavaScript handed in something else. @param prop its name */
export function givenList(check: Checker, prop: string, given: unknown): readonly unknown[] {
  if (given === undefined) return [];
  if (Array.isArray(given)) return given;
  check.add({ what: `${prop} is no list`, got: given, allowed: "a list", doThis: "write it in square brackets" });
  return [];
}

/** Objects by their names; nothing, and a problem, where plain JavaScript handed in something else. @param prop its name */
export function givenRecords(check: Checker, prop: string, given: unknown): readonly (readonly [string, JsonRecord])[] {
  if (!isJsonRecord(given)) {
    check.add({ what: `${prop} is no object`, got: given, allowed: "objects by name", doThis: "write it in braces" });
    return [];
  }
  return Object.entries(given).flatMap(([name, value]) => {
    if (isJsonRecord(value)) return [[name, value] as const];
    check.add({ what: `${name} of ${prop} is no object`, got: value, allowed: "an object", doThis: "correct it" });
    return [];
  });
}
