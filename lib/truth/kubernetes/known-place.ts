import { isJsonRecord, type JsonRecord } from "../../core/json";
import { holdsReference } from "../terraform-text";

const STEP = /\["(.*?)"\]|\[(\d+)\]|([^.[\]]+)/g;

/**
 * Whether it is known before the apply what stands at a place of an object, and that nothing stands there: no step on
 * the way is a reference, and no member whose name is not known yet may be the one that is missing.
 *
 * @param place as messages name it: `spec.template.metadata.labels["app.kubernetes.io/name"]`
 */
export function isKnownAt(object: JsonRecord, place: string): boolean {
  let current: unknown = object;
  for (const [, quoted, index, name] of place.matchAll(STEP)) {
    if (Array.isArray(current)) current = current[Number(index)];
    else if (isJsonRecord(current)) {
      const key = quoted ?? index ?? name ?? "";
      if (!Object.hasOwn(current, key)) return hasKnownNames(current);
      current = current[key];
    }
    if (isReference(current)) return false;
  }
  if (Array.isArray(current)) return !current.some(isReference);
  return !isJsonRecord(current) || hasKnownNames(current);
}

function hasKnownNames(record: JsonRecord): boolean {
  return !Object.keys(record).some(holdsReference);
}

function isReference(value: unknown): boolean {
  return typeof value === "string" && holdsReference(value);
}
