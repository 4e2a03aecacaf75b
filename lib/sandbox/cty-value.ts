/**
 * Terraform's values as plain JavaScript, the way they stand on the wire: lists, sets and tuples are arrays, maps and
 * objects are records, bytes appear only as the type of a dynamic value, and what is not known yet is `UNKNOWN`.
 */

/** A value that Terraform or the provider will only know later. */
export const UNKNOWN: unique symbol = Symbol("known after apply");

/** A record of values: an object or a map. */
export interface CtyRecord {
  [name: string]: CtyValue;
}

/** Any value of any Terraform type. A number that fits neither double nor 64 bits stays the decimal text it was. */
export type CtyValue = null | string | number | bigint | boolean | typeof UNKNOWN | Uint8Array | CtyValue[] | CtyRecord;

/** True for an object or a map, false for everything else. */
export function isCtyRecord(value: unknown): value is CtyRecord {
  return typeof value === "object" && value !== null && !Array.isArray(value) && !(value instanceof Uint8Array);
}

/** True when the raw result of a decoder holds only what a Terraform value can hold. */
export function isCtyValue(value: unknown): value is CtyValue {
  if (value === null || value === UNKNOWN || value instanceof Uint8Array) return true;
  if (Array.isArray(value)) return value.every(isCtyValue);
  if (isCtyRecord(value)) return Object.values(value).every(isCtyValue);
  return ["string", "number", "bigint", "boolean"].includes(typeof value);
}

/** Deep equality. Two unknown values are equal here: nobody can tell them apart. */
export function sameValue(left: CtyValue, right: CtyValue): boolean {
  if (left === right) return true;
  if (left instanceof Uint8Array || right instanceof Uint8Array) {
    return left instanceof Uint8Array && right instanceof Uint8Array && Buffer.from(left).equals(right);
  }
  if (Array.isArray(left) || Array.isArray(right)) {
    if (!Array.isArray(left) || !Array.isArray(right) || left.length !== right.length) return false;
    return left.every((item, index) => sameValue(item, right[index] ?? null));
  }
  if (!isCtyRecord(left) || !isCtyRecord(right)) return sameNumber(left, right);
  const names = Object.keys(left);
  if (names.length !== Object.keys(right).length) return false;
  return names.every((name) => name in right && sameValue(left[name] ?? null, right[name] ?? null));
}

/** The wire may carry the same whole number once short and once as 64 bits. */
function sameNumber(left: CtyValue, right: CtyValue): boolean {
  if (typeof left === "bigint" && typeof right === "number") return left === toBigInt(right);
  if (typeof left === "number" && typeof right === "bigint") return toBigInt(left) === right;
  return false;
}

function toBigInt(value: number): bigint | undefined {
  return Number.isInteger(value) ? BigInt(value) : undefined;
}

/** True when any part of the value is not known yet. */
export function holdsUnknown(value: CtyValue): boolean {
  if (value === UNKNOWN) return true;
  if (Array.isArray(value)) return value.some(holdsUnknown);
  return isCtyRecord(value) && Object.values(value).some(holdsUnknown);
}
