import { asList } from "../../../core/json";
import { read } from "../../values";
import type { FieldPath } from "../../verdict";

/** The items at a place, none where nothing stands. Undefined where the list as a whole is not known before the apply. */
export function itemsAt(root: unknown, path: FieldPath): readonly unknown[] | undefined {
  const found = read(root, path);
  if (found.state === "unknown") return undefined;
  return found.state === "absent" ? [] : asList(found.value);
}

/** True for an empty text, list or map. */
export function isEmpty(value: unknown): boolean {
  return Object.keys(Object(value)).length === 0;
}
