import { isJsonRecord, type JsonRecord } from "../../core/json";

/** Names of members that JavaScript calls when it makes text or a number of an object, whatever stands there. */
const TRAPS = ["toString", "valueOf"];

/** The same names in JSON or YAML inside of a text, as names of members. */
const TRAP_IN_TEXT = /\b(toString|valueOf)(?=(\\*"|')?\s*:)/g;

/**
 * The same JSON, in which no member is called `toString` or `valueOf`: a rule that makes text of an object with such a
 * member would throw, and whoever writes a stack could stop its rules that way. Without such names it is the very
 * object that was given.
 */
export function withoutTrapNames(json: JsonRecord): JsonRecord {
  return hasTrap(json) ? renamed(json) : json;
}

function hasTrap(value: unknown): boolean {
  if (typeof value === "string") return mayHoldTrap(value);
  if (Array.isArray(value)) return value.some(hasTrap);
  if (!isJsonRecord(value)) return false;
  return TRAPS.some((name) => Object.hasOwn(value, name)) || Object.values(value).some(hasTrap);
}

function mayHoldTrap(text: string): boolean {
  return TRAPS.some((name) => text.includes(name));
}

function renamed(json: JsonRecord): JsonRecord {
  return Object.fromEntries(
    Object.entries(json).map(([name, value]) => [TRAPS.includes(name) ? `${name}_` : name, renamedIn(value)]),
  );
}

function renamedIn(value: unknown): unknown {
  if (typeof value === "string") return mayHoldTrap(value) ? value.replace(TRAP_IN_TEXT, "$1_") : value;
  if (Array.isArray(value)) return value.map(renamedIn);
  return isJsonRecord(value) ? renamed(value) : value;
}
