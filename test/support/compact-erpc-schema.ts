import { isJsonRecord, type JsonRecord, listAt, recordAt, textAt } from "../../lib/core/json";
import type { ConfigurationSchema, ConfigurationType } from "../../lib/truth/texts/configuration-schema";

/** File with eRPC's whole configuration, made from its Go types. */
export const ERPC_SCHEMA = "erpc-config-0.1.2.schema.json";

const PERIODS = ["second", "minute", "hour", "day", "week", "month", "year"];
const OLDER_PERIODS = [
  ...["1s", "1m", "60s", "1h", "3600s", "24h", "1d", "86400s", "7d", "168h", "604800s", "30d", "720h", "2592000s"],
  ...["365d", "8760h", "31536000s"],
];

/** Types whose decoder is eRPC's own: what it takes, as its source says (common/data.go, architecture_evm.go, config.go). */
const OWN_TYPES: Readonly<Record<string, ConfigurationType>> = {
  AvailbilityConfidence: ["blockHead", "finalizedBlock", "1", "2"],
  CacheEmptyBehavior: ["ignore", "allow", "only", "0", "1", "2"],
  CachePolicyAppliesTo: ["both", "get", "set"],
  DataFinalityState: ["finalized", "unfinalized", "realtime", "unknown", "0", "1", "2", "3"],
  RateLimitPeriod: [...PERIODS, ...OLDER_PERIODS],
};

/** Shapes that the schema leaves open and the source does not: sizes are parsed when the program starts. */
const OWN_SHAPES: Readonly<Record<string, string>> = {
  "CachePolicy.minItemSize": "erpc-size",
  "CachePolicy.maxItemSize": "erpc-size",
  "MemoryConnector.maxTotalSize": "humanized-size",
  // The older form, one object instead of a list, is still read.
  "Network.failsafe": "[Failsafe] | Failsafe",
  "NetworkDefaults.failsafe": "[Failsafe] | Failsafe",
  "Upstream.failsafe": "[Failsafe] | Failsafe",
};

const named = (definition: string): string =>
  definition === "Config" ? definition : definition.replace(/Config$/, "").replace("Availbility", "Availability");

/** The catalogue's own form of the schema: one line per type, a shape per key. */
export function compactErpcSchema(schema: unknown): ConfigurationSchema {
  const types: Record<string, ConfigurationType> = {};
  for (const [definition, content] of Object.entries(recordAt(schema, "$defs"))) {
    const name = named(definition);
    const own = OWN_TYPES[definition];
    if (own !== undefined) types[name] = own;
    else Object.assign(types, typesOf(name, content));
  }
  return {
    program: "eRPC 0.1.2",
    source: "erpc/erpc 0.1.2, common/config.go",
    root: "Config",
    types,
  };
}

function typesOf(name: string, content: unknown): Record<string, ConfigurationType> {
  const choices = listAt(content, "anyOf");
  const enumeration = listAt(content, "enum").map(String);
  if (enumeration.length > 0) return { [name]: enumeration };
  if (choices.length > 0) {
    // eRPC's adaptive durations: an object, a duration, and for one of them a number of milliseconds.
    const parts = `${name}Parts`;
    const scalar = name === "AdaptiveDuration" ? "go-duration | number" : "go-duration";
    return { [name]: `${scalar} | ${parts}`, [parts]: fieldsOf(parts, choices[0]) };
  }
  if (isJsonRecord(content) && isJsonRecord(content["properties"])) return { [name]: fieldsOf(name, content) };
  return { [name]: shapeText(content) };
}

function fieldsOf(name: string, content: unknown): Record<string, string> {
  return Object.fromEntries(
    Object.entries(recordAt(content, "properties")).map(([key, value]) => [
      key,
      OWN_SHAPES[`${name}.${key}`] ?? shapeText(value),
    ]),
  );
}

const PLAIN: Readonly<Record<string, string>> = { string: "text", integer: "whole", number: "number", boolean: "flag" };

function shapeText(content: unknown): string {
  const reference = textAt(content, "$ref");
  if (reference !== undefined) return named(reference.replace("#/$defs/", ""));
  // A duration: the schema also names whole numbers, which the program refuses for want of a unit.
  if (listAt(content, "anyOf").length > 0) return "go-duration";
  const record: JsonRecord = isJsonRecord(content) ? content : {};
  if (record["type"] === "array") return `[${shapeText(record["items"])}]`;
  if (record["type"] === "object") return `{${shapeText(record["additionalProperties"])}}`;
  return PLAIN[textAt(record, "type") ?? ""] ?? "any";
}
