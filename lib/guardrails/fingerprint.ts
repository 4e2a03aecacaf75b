import { createHash } from "node:crypto";
import type { Location } from "./finding";

/**
 * Tells a finding from every other, and stays the same when something else of the stack changes: numbers of list
 * elements are left out, and so is what stands there. Two alike in one thing are told apart by their number.
 */
export function fingerprintOf(rule: string, { stack, address, path, field }: Location, nth: number): string {
  const place = field.replace(/\[\d+\]/g, "[]");
  return createHash("sha256")
    .update([rule, stack, address === "" ? path : address, place, String(nth)].join("\n"))
    .digest("hex")
    .slice(0, 32);
}
