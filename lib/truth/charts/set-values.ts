import { asList, isJsonRecord, type JsonRecord } from "../../core/json";
import { holdsReference, knownData, REFERENCE } from "../terraform-text";
import { readHelmYaml } from "./helm-yaml";
import { pathKeys } from "./value-path";

/** The blocks that set single values, in the order in which the Helm provider reads them. */
const BLOCKS = ["set", "set_list", "set_sensitive", "set_wo"];
const WHOLE_NUMBER = /^-?(?:0|[1-9]\d*)$/;
const LIST_PLACE = /(?:\[\d+\])+$/;

/**
 * Lays the values of `set`, `set_list`, `set_sensitive` and `set_wo` over others, as the Helm provider does (its
 * functions getValue and getListValue, and Helm's strvals): text becomes a truth value, a whole number or null where it
 * reads like one.
 */
export function laySetValues(config: JsonRecord, values: JsonRecord): JsonRecord {
  return BLOCKS.flatMap((block) => asList(config[block]).map((entry) => ({ block, entry: knownData(entry) }))).reduce(
    (laid: JsonRecord, { block, entry }) => {
      if (!isJsonRecord(entry) || typeof entry["name"] !== "string" || entry["name"] === "") return laid;
      const { name, value, type } = entry;
      const isLiteral = type === "literal";
      return layAt(
        laid,
        isLiteral ? [name] : pathKeys(name),
        block === "set_list" ? asList(value) : typedValue(value, type),
      );
    },
    values,
  );
}

/** A value of one `set` block, with the type that Helm gives it. */
function typedValue(given: unknown, type: unknown): unknown {
  if (given === undefined || given === null) return REFERENCE;
  const text = String(given);
  if (holdsReference(text)) return REFERENCE;
  if (type === "string") return text;
  if (type === "literal") return readHelmYaml(text) ?? REFERENCE;
  if (text.startsWith("{")) return [];
  // A comma begins the next pair of a key and a value.
  if (/(?<!\\),/.test(text)) return REFERENCE;
  const word = text.toLowerCase();
  if (word === "true" || word === "false") return word === "true";
  if (word === "null") return null;
  return WHOLE_NUMBER.test(text) ? Number(text) : text;
}

function layAt(values: JsonRecord, [first = "", ...rest]: readonly string[], value: unknown): JsonRecord {
  if (LIST_PLACE.test(first)) {
    // One place of a list: what stands in it is not the chart's to say.
    const key = first.replace(LIST_PLACE, "");
    return { ...values, [key]: Array.isArray(values[key]) ? values[key] : [] };
  }
  if (rest.length === 0) return { ...values, [first]: value };
  const inner = values[first];
  return { ...values, [first]: layAt(isJsonRecord(inner) ? inner : {}, rest, value) };
}
