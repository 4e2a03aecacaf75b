import { ANY_KEY, INSTEAD, type KnownValue, type KnownValues } from "../../../lib/catalogue/charts/known-values";
import { isJsonRecord, type JsonRecord } from "../../../lib/core/json";
import { PATH_JOINT, type Reading, type Readings } from "./values-read";

/** Kubernetes takes a number or a text for these (IntOrString). */
const INT_OR_STRING = ["minAvailable", "maxUnavailable", "maxSurge", "targetPort", "servicePort"];
/** Defaults of `false` that stand for "none" of another type (comments beside them in the values of the charts). */
const FALSE_FOR_NONE: Readonly<Record<string, string>> = {
  queryLogFile: "boolean|string",
  clusterAdvertiseAddress: "boolean|string",
  sampleLimit: "boolean|number",
  enforcedSampleLimit: "boolean|number",
  enforcedTargetLimit: "boolean|number",
  enforcedLabelLimit: "boolean|number",
  enforcedLabelNameLengthLimit: "boolean|number",
  enforcedLabelValueLengthLimit: "boolean|number",
};
/** Empty defaults that stand for "as the program wishes", where the program wants true or false. */
const EMPTY_FOR_UNSET = ["enableHttp2", "filterRunning", "followRedirects"];

/** The two halves of what is known of a chart's values. */
export interface KnownTree {
  /** What stands in the chart's default values. */
  readonly listed: KnownValues;
  /** What the chart's templates read and the default values do not list. */
  readonly read: KnownValues;
}

/** What a chart takes, from its default values and from what its templates read. */
export function knownTree(defaults: JsonRecord, readings: Readings): KnownTree {
  const tree = new TreeBuilder(readings);
  return { listed: tree.listed(defaults, []), read: tree.read(defaults, []) };
}

class TreeBuilder {
  /** Keys read below each path. */
  private readonly below = new Map<string, Set<string>>();

  public constructor(private readonly readings: Readings) {
    for (const path of readings.keys()) {
      const keys = path.split(PATH_JOINT);
      const parent = keys.slice(0, -1).join(PATH_JOINT);
      this.below.set(parent, (this.below.get(parent) ?? new Set()).add(keys.at(-1) ?? ""));
    }
  }

  public listed(defaults: JsonRecord, path: readonly string[]): KnownValues {
    return Object.fromEntries(
      Object.entries(defaults).map(([key, value]) => [key, this.listedValue(value, [...path, key])]),
    );
  }

  /** Keys below a path that the default values do not have. */
  public read(defaults: unknown, path: readonly string[]): KnownValues {
    const found: Record<string, KnownValue> = {};
    for (const key of this.below.get(path.join(PATH_JOINT)) ?? []) {
      const keys = [...path, key];
      const isListed = isJsonRecord(defaults) && Object.hasOwn(defaults, key);
      if (isListed) {
        const inner = defaults[key];
        const deeper = isEmpty(inner) || this.isFree(keys) ? {} : this.read(inner, keys);
        if (Object.keys(deeper).length > 0) found[key] = deeper;
      } else {
        found[key] = this.readValue(keys);
      }
    }
    return found;
  }

  private listedValue(value: unknown, path: readonly string[]): KnownValue {
    const { keys, reading } = this.at(path);
    if (isJsonRecord(value) && !isEmpty(value)) return this.block(value, path);
    if (keys.size === 0 || (isJsonRecord(value) && this.isFree(path)))
      return typesOfDefault(value, path.at(-1) ?? "", reading);
    const inner = Object.fromEntries([...keys].map((key) => [key, this.readValue([...path, key])]));
    return isJsonRecord(value) ? inner : { [INSTEAD]: typesOfDefault(value, path.at(-1) ?? "", reading), ...inner };
  }

  private block(value: JsonRecord, path: readonly string[]): KnownValue {
    const { keys, reading } = this.at(path);
    if (this.isFree(path) && keys.size === 0) return reading?.tested === true ? "map?" : "map";
    const inner = this.listed(value, path);
    return {
      ...(reading?.tested === true ? { [INSTEAD]: "null" } : {}),
      ...(this.isFree(path) ? { ...mayBeNull(inner), [ANY_KEY]: "any?" } : inner),
    };
  }

  private readValue(path: readonly string[]): KnownValue {
    const { keys, reading } = this.at(path);
    if (reading?.whole === true || (keys.size === 0 && reading?.tested !== false && onlyTested(reading))) return "any?";
    if (keys.size > 0) {
      return {
        [INSTEAD]: "null",
        ...Object.fromEntries([...keys].map((key) => [key, this.readValue([...path, key])])),
      };
    }
    if (reading?.kinds.length !== 0 || reading === undefined) return "any?";
    if (reading.asText) return "string?";
    return reading.quoted ? "string|number?" : "scalar?";
  }

  /** Handed on as a whole, or part of what is. */
  private isFree(path: readonly string[]): boolean {
    return path.some((_, index) => this.at(path.slice(0, index + 1)).reading?.whole === true);
  }

  private at(path: readonly string[]): { keys: ReadonlySet<string>; reading: Reading | undefined } {
    const key = path.join(PATH_JOINT);
    return { keys: this.below.get(key) ?? new Set(), reading: this.readings.get(key) };
  }
}

/** In a map that is handed on as a whole, null takes a default away. */
function mayBeNull(values: KnownValues): KnownValues {
  return Object.fromEntries(
    Object.entries(values).map(([key, value]) => [
      key,
      typeof value === "string" ? `${value.replace("?", "")}?` : value,
    ]),
  );
}

function onlyTested(reading: Reading | undefined): boolean {
  return reading === undefined || !(reading.printed || reading.quoted || reading.asText);
}

function isEmpty(value: unknown): boolean {
  return isJsonRecord(value) && Object.keys(value).length === 0;
}

/** Types that fit where the chart's default is this one. What no template reads may as well be missing. */
function typesOfDefault(value: unknown, name: string, reading: Reading | undefined): string {
  const types = plainTypes(value, name, reading);
  return types === "any" || value === null || reading === undefined || reading.tested ? `${types}?` : types;
}

function plainTypes(value: unknown, name: string, reading: Reading | undefined): string {
  if (value === null) return typesOfNull(reading);
  if (Array.isArray(value)) return (reading?.kinds.length ?? 0) > 0 ? "any" : "list";
  if (isJsonRecord(value))
    return (reading?.kinds.length ?? 0) > 0 ? "any" : reading?.asText === true ? "map|string" : "map";
  if (typeof value === "boolean") return value ? "boolean" : (FALSE_FOR_NONE[name] ?? "boolean");
  if (INT_OR_STRING.includes(name)) return "number|string";
  if (typeof value === "number") return "number";
  if (reading !== undefined && (reading.whole || reading.kinds.length > 0)) return "any";
  if (value === "" && EMPTY_FOR_UNSET.includes(name)) return "boolean|string";
  if (/^\d+$/.test(String(value)) && reading?.printed === true && !reading.asText) return "string|number";
  return reading?.quoted === true && !reading.asText && !reading.printed ? "string|number" : "string";
}

function typesOfNull(reading: Reading | undefined): string {
  if (reading === undefined || reading.whole) return "any";
  if (reading.kinds.length > 0) return reading.kinds.every((kind) => kind === "bool") ? "boolean" : "any";
  if (reading.asText) return "string";
  if (reading.quoted) return "string|number";
  return reading.printed ? "scalar" : "any";
}
