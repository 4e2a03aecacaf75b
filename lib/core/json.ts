/** Parsed JSON with names. */
export interface JsonRecord {
  [name: string]: unknown;
}

/** True for a JSON object. */
export function isJsonRecord(value: unknown): value is JsonRecord {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

/** The object at a path of names; empty where there is none. */
export function recordAt(value: unknown, ...path: readonly string[]): JsonRecord {
  let current: unknown = value;
  for (const name of path) current = isJsonRecord(current) ? current[name] : undefined;
  return isJsonRecord(current) ? current : {};
}

/** The text at a name; undefined where there is none. */
export function textAt(value: unknown, name: string): string | undefined {
  const found = isJsonRecord(value) ? value[name] : undefined;
  return typeof found === "string" ? found : undefined;
}

/** The list at a name; empty where there is none. */
export function listAt(value: unknown, name: string): readonly unknown[] {
  const found = isJsonRecord(value) ? value[name] : undefined;
  return Array.isArray(found) ? found : [];
}

/** Terraform lets a block that stands once be written without its list. */
export function asList(value: unknown): readonly unknown[] {
  if (value === undefined || value === null) return [];
  return Array.isArray(value) ? value : [value];
}

/** A value as text: text as it is, anything else as JSON. Never fails, unlike `String` on an object with odd members. */
export function asText(value: unknown): string {
  return typeof value === "string" ? value : (JSON.stringify(value) ?? "");
}

/** How deep JSON may be nested that readers go down with. What people write is a tenth as deep. */
export const DEEPEST_JSON = 500;

/** Whether JSON is nested deeper than readers go down with it. */
export function isTooDeep(value: unknown): boolean {
  let level: readonly unknown[] = [value];
  for (let depth = 0; depth <= DEEPEST_JSON; depth++) {
    level = level.flatMap((each) => (typeof each === "object" && each !== null ? Object.values(each) : []));
    if (level.length === 0) return false;
  }
  return true;
}
