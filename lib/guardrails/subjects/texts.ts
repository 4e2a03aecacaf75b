import { isJsonRecord } from "../../core/json";
import type { FieldPath } from "../verdict";
import type { ResourceView } from "./resource-view";
import type { TextView } from "./text-view";

/** Every text of a resource, comments left out. */
export function textsOf(resource: ResourceView): readonly TextView[] {
  const texts: TextView[] = [];
  collect(resource, resource.config, [], texts);
  return texts;
}

function collect(resource: ResourceView, value: unknown, at: FieldPath, texts: TextView[]): void {
  if (typeof value === "string") texts.push({ resource, text: value, at });
  else if (Array.isArray(value)) {
    for (const [index, item] of value.entries()) collect(resource, item, [...at, index], texts);
  } else if (isJsonRecord(value)) {
    for (const [name, member] of Object.entries(value)) {
      if (name !== "//") collect(resource, member, [...at, name], texts);
    }
  }
}
