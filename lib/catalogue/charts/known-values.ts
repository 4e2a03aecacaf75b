import type { JsonRecord } from "../../core/json";

/**
 * What a chart takes for one value.
 *
 * - A text names the types, joined by `|`: `boolean`, `number`, `string`, `scalar` for one of these three, `list`,
 *   `map` or `any`. A `map` is free: what stands in it belongs to Kubernetes or to a program behind the chart. A `?` at
 *   the end says that it may be null.
 * - A block names its keys, and has no others, unless it has the key `*`, which stands for all others. Its key of no
 *   name (`""`) says what may stand in place of the block.
 */
export type KnownValue = string | KnownValues;

/** The values of a chart, by key. */
export interface KnownValues {
  readonly [key: string]: KnownValue;
}

/** Key that stands for all that are not named. */
export const ANY_KEY = "*";

/** Key for the types that may stand in place of a block. */
export const INSTEAD = "";

/** What is known of a chart at one version. */
export interface ChartKnowledge {
  /** Name and version: `kube-prometheus-stack 88.5.3`. */
  readonly chart: string;
  /** Where that was read. */
  readonly source: string;
  /** Its values. */
  readonly values: KnownValues;
  /** The chart's own schema, as far as it constrains what stands in `values`. @default - it has none */
  readonly schema?: JsonRecord;
}

const SCALARS = ["boolean", "number", "string"];

/** Types of a text of `KnownValue`. */
export function typesOf(value: string): readonly string[] {
  const types = value
    .replace("?", "")
    .split("|")
    .flatMap((type) => (type === "scalar" ? SCALARS : [type]));
  return value.endsWith("?") ? [...types, "null"] : types;
}

/** Lays what one file says of a chart over what another says: what either takes is taken. */
export function mergeKnown(first: KnownValues, second: KnownValues): KnownValues {
  const merged: Record<string, KnownValue> = { ...first };
  for (const [key, value] of Object.entries(second)) {
    const other = merged[key];
    merged[key] = other === undefined ? value : mergeOne(other, value);
  }
  return merged;
}

/** Adds what is not known yet. */
export function addUnknown(first: KnownValues, second: KnownValues): KnownValues {
  const merged: Record<string, KnownValue> = { ...first };
  for (const [key, value] of Object.entries(second)) {
    const other = merged[key];
    if (other === undefined) merged[key] = value;
    else if (typeof other !== "string" && typeof value !== "string") merged[key] = addUnknown(other, value);
  }
  return merged;
}

function mergeOne(first: KnownValue, second: KnownValue): KnownValue {
  if (typeof first === "string" && typeof second === "string") return joinTypes(first, second);
  if (typeof first === "string" && typeof second !== "string") return mergeBlock(second, first);
  if (typeof first !== "string" && typeof second === "string") return mergeBlock(first, second);
  return typeof first === "string" || typeof second === "string" ? first : mergeKnown(first, second);
}

/** A block, and the types that stand in the same place elsewhere. A free map there opens the block. */
function mergeBlock(block: KnownValues, types: string): KnownValue {
  const known = typesOf(types);
  if (known.includes("any")) return types;
  const instead = known.filter((type) => type !== "map").join("|");
  const given = block[INSTEAD];
  return {
    ...(instead === "" ? {} : { [INSTEAD]: typeof given === "string" ? joinTypes(given, instead) : instead }),
    ...block,
    ...(known.includes("map") ? { [ANY_KEY]: "any?" } : {}),
  };
}

function joinTypes(first: string, second: string): string {
  const types = [...new Set([...typesOf(first), ...typesOf(second)])];
  const named = types.filter((type) => type !== "null");
  if (named.includes("any")) return "any?";
  return `${named.join("|")}${named.length < types.length ? "?" : ""}`;
}
