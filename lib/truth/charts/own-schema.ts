import { createRequire } from "node:module";
import type { ErrorObject, ValidateFunction } from "ajv";
import type { ChartKnowledge } from "../../catalogue/charts/known-values";
import type { Problem } from "../../core/errors";
import { isJsonRecord, type JsonRecord } from "../../core/json";
import { holdsReference } from "../terraform-text";
import { pathText } from "./value-path";

/** By schema, and then by the keys that it was compiled for. */
const compiled = new WeakMap<object, Map<string, ValidateFunction>>();

/**
 * Holds values against the chart's own schema, as Helm does before it renders anything.
 *
 * @param isSettled says of a path that something was found there already, or that it is the user's own
 * @param owning how somebody says that a path is their own
 */
export function ownSchemaProblems(
  values: JsonRecord,
  { chart, source, schema }: ChartKnowledge,
  where: string,
  isSettled: (name: string) => boolean,
  owning: (name: string) => string,
): readonly Problem[] {
  if (schema === undefined) return [];
  const validate = validatorOf(schema, Object.keys(values));
  if (validate(values)) return [];
  return (validate.errors ?? []).flatMap((error) => {
    const keys = error.instancePath.split("/").slice(1).map(unescapePointer);
    const got = valueAt(values, keys);
    const name = pathText(keys);
    if (isSettled(name) || (typeof got === "string" && holdsReference(got))) return [];
    return [
      {
        what: `the schema of the chart ${chart} refuses this value`,
        got,
        allowed: allowedBy(error),
        doThis: `give a value that the schema takes, or ${owning(name)} if the chart takes this one`,
        source: `values.schema.json of ${source}`,
        where: `${where} values ${name}`,
      },
    ];
  });
}

/** Loaded when the first chart with a schema is checked: most stacks have none. */
function validatorOf(schema: JsonRecord, keys: readonly string[]): ValidateFunction {
  const known = compiled.get(schema) ?? new Map<string, ValidateFunction>();
  compiled.set(schema, known);
  const wanted = JSON.stringify(keys);
  const validate = known.get(wanted) ?? compile(onlyFor(schema, keys));
  known.set(wanted, validate);
  return validate;
}

function compile(schema: JsonRecord): ValidateFunction {
  const { Ajv2020 }: typeof import("ajv/dist/2020") = createRequire(__filename)("ajv/dist/2020");
  // The schema is the catalogue's own data, and what is compiled of it runs a few times: to check the one and to polish
  // the other takes most of the time.
  const options = {
    strict: false,
    allErrors: true,
    validateFormats: false,
    meta: false,
    validateSchema: false,
    code: { optimize: false },
  };
  return new Ajv2020(options).compile(schema);
}

/** A schema without what it says of keys that are not set: to compile that too takes most of the time. */
function onlyFor(schema: JsonRecord, keys: readonly string[]): JsonRecord {
  const { $ref, $defs, properties } = schema;
  const [, name = ""] = typeof $ref === "string" ? (/^#\/\$defs\/([^/]+)$/.exec($ref) ?? []) : [];
  const definition = isJsonRecord($defs) ? $defs[name] : undefined;
  if (isJsonRecord($defs) && isJsonRecord(definition)) {
    return { ...schema, $defs: { ...$defs, [name]: onlyFor(definition, keys) } };
  }
  if (!isJsonRecord(properties)) return schema;
  const wanted = Object.entries(properties).map(([key, of]) => [key, keys.includes(key) ? of : true]);
  return { ...schema, properties: Object.fromEntries(wanted) };
}

function allowedBy({ keyword, params, message = "" }: ErrorObject): string {
  const values: unknown = params["allowedValues"];
  return keyword === "enum" && Array.isArray(values) ? values.map(String).join(", ") : `it ${message}`;
}

function unescapePointer(part: string): string {
  return part.replaceAll("~1", "/").replaceAll("~0", "~");
}

function valueAt(values: unknown, keys: readonly string[]): unknown {
  return keys.reduce((current: unknown, key) => {
    if (Array.isArray(current)) return current[Number(key)];
    return isJsonRecord(current) ? current[key] : undefined;
  }, values);
}
