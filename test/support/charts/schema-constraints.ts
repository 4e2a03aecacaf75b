import type { KnownValue, KnownValues } from "../../../lib/catalogue/charts/known-values";
import { asList, isJsonRecord, type JsonRecord, recordAt } from "../../../lib/core/json";

/**
 * What a reader looks at and a check does not, and what the defaults fill in: a user's values are checked without the
 * chart's defaults under them.
 */
const LEFT_OUT = ["$schema", "$id", "title", "description", "default", "examples", "$comment", "required"];

/** A JSON Schema without what does not constrain anything. */
export function constraintsOf(schema: JsonRecord): JsonRecord {
  return Object.fromEntries(
    Object.entries(schema).flatMap(([key, value]) => {
      if (LEFT_OUT.includes(key)) return [];
      if (key === "properties" || key === "$defs" || key === "definitions") return [[key, eachOf(value)]];
      return [[key, inner(value)]];
    }),
  );
}

function eachOf(properties: unknown): unknown {
  if (!isJsonRecord(properties)) return properties;
  return Object.fromEntries(Object.entries(properties).map(([name, schema]) => [name, inner(schema)]));
}

function inner(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(inner);
  return isJsonRecord(value) ? constraintsOf(value) : value;
}

const TYPES: Readonly<Record<string, string>> = {
  boolean: "boolean",
  integer: "number",
  number: "number",
  string: "string",
  array: "list",
  object: "map",
};

/** Types as the chart's schema has them, which Helm holds values against, where it says any. */
export function typesBySchema(values: KnownValues, schema: JsonRecord): KnownValues {
  const properties = recordAt(schema, "properties");
  return Object.fromEntries(
    Object.entries(values).map(([key, value]): [string, KnownValue] => {
      const property = recordAt(properties, key);
      if (typeof value !== "string") return [key, typesBySchema(value, property)];
      const types = asList(property["type"]).flatMap((type) => TYPES[String(type)] ?? []);
      const mayBeNull = value.endsWith("?") || asList(property["type"]).includes("null") ? "?" : "";
      return [key, types.length === 0 ? value : `${types.join("|")}${mayBeNull}`];
    }),
  );
}
