import {
  ANY_KEY,
  type ChartKnowledge,
  INSTEAD,
  type KnownValue,
  type KnownValues,
  typesOf,
} from "../../catalogue/charts/known-values";
import { closestNames } from "../../core/closest-names";
import type { Problem } from "../../core/errors";
import { isJsonRecord, type JsonRecord } from "../../core/json";
import { holdsReference } from "../terraform-text";
import { pathText } from "./value-path";

/** What a check of values finds. */
export interface ValueFindings {
  /** Every value that is set, by the deepest key that is the chart's own. */
  readonly names: readonly string[];
  /** Values that are set and left alone, since they are the user's own. */
  readonly ownNames: readonly string[];
  /** What the chart does not take. */
  readonly problems: readonly Problem[];
  /** What Helm takes, and the chart's templates may not. */
  readonly warnings: readonly Problem[];
}

/** Where and how values are checked. */
export interface ValueCheckOptions {
  /** What the chart takes. */
  readonly knowledge: ChartKnowledge;
  /** Construct path. */
  readonly where: string;
  /** Paths that are the user's own. */
  readonly ownKeys: readonly string[];
  /** How somebody says that a path is their own, behind "or": `list it in ownKeys`. */
  readonly owning: (path: string) => string;
  /** Whether the types are certain: they are not when values that are not known yet may stand over these. */
  readonly checksTypes: boolean;
}

/** Holds the values of a release against what its chart takes. */
export function checkValues(values: JsonRecord, options: ValueCheckOptions): ValueFindings {
  const check = new ValueCheck(options);
  check.block(values, options.knowledge.values, []);
  return check;
}

/** What the chart has at a path: a type, a block, `map` for what lies inside of a free map, or nothing. */
export function knownAt(values: KnownValues, keys: readonly string[]): KnownValue | undefined {
  let current: KnownValue | undefined = values;
  for (const key of keys) {
    if (current === undefined) return undefined;
    if (typeof current === "string") return isFree(current) ? "map" : undefined;
    current = memberOf(current, key);
  }
  return current;
}

/** Every leaf of plain data, as paths. */
export function leafNames(values: JsonRecord, path: readonly string[] = []): readonly string[] {
  return Object.entries(values).flatMap(([key, value]) => {
    const keys = [...path, key];
    if (isJsonRecord(value) && Object.keys(value).length > 0) return leafNames(value, keys);
    return holdsReference(key) ? [] : [pathText(keys)];
  });
}

class ValueCheck implements ValueFindings {
  public readonly names: string[] = [];
  public readonly ownNames: string[] = [];
  public readonly problems: Problem[] = [];
  public readonly warnings: Problem[] = [];

  public constructor(private readonly options: ValueCheckOptions) {}

  public block(values: JsonRecord, known: KnownValues, path: readonly string[]): void {
    for (const [key, value] of Object.entries(values)) {
      if (!holdsReference(key)) this.member(value, memberOf(known, key), [...path, key]);
    }
  }

  private member(value: unknown, known: KnownValue | undefined, keys: readonly string[]): void {
    const name = pathText(keys);
    if (this.options.ownKeys.includes(name)) {
      this.ownNames.push(name);
    } else if (known === undefined) {
      // A block of which only some keys are the user's own.
      const isAbove = this.options.ownKeys.some((own) => own.startsWith(`${name}.`));
      if (isAbove && isJsonRecord(value)) this.block(value, {}, keys);
      else this.refuseKey(name, keys, value);
    } else if (typeof known !== "string" && isJsonRecord(value)) {
      if (Object.keys(value).length === 0) this.names.push(name);
      this.block(value, known, keys);
    } else {
      this.names.push(name);
      this.checkType(value, known, name);
    }
  }

  private refuseKey(name: string, keys: readonly string[], got: unknown): void {
    const { knowledge, owning } = this.options;
    this.names.push(name);
    const nearest = closest(keys, knowledge.values);
    this.problems.push({
      what: `the chart ${knowledge.chart} has no such value`,
      got,
      ...(nearest === undefined ? {} : { allowed: nearest }),
      doThis: `correct the key, or ${owning(name)} if it is yours`,
      source: knowledge.source,
      where: this.at(name),
    });
  }

  private checkType(value: unknown, known: KnownValue, name: string): void {
    const types = typeof known === "string" ? typesOf(known) : insteadOf(known);
    if (!this.options.checksTypes || types.includes("any") || (typeof value === "string" && holdsReference(value)))
      return;
    if (types.includes(typeOf(value)) || isNothing(value, types, typeof known === "string")) return;
    const { knowledge, owning } = this.options;
    if (value === null) {
      this.warnings.push(nullForBlock(this.at(name), knowledge));
      return;
    }
    this.problems.push({
      what: `the chart ${knowledge.chart} takes another type for this value`,
      got: value,
      allowed:
        typeof known === "string" ? types.map((type) => WORDS[type] ?? type).join(", ") : blockText(known, types),
      doThis: `give a value of that type, or ${owning(name)} if the chart takes this one`,
      source: knowledge.source,
      where: this.at(name),
    });
  }

  private at(name: string): string {
    return `${this.options.where} values ${name}`;
  }
}

/** Seen with `helm template`: some templates look for the keys of a block without asking whether it is there. */
function nullForBlock(where: string, { chart, source }: ChartKnowledge): Problem {
  return {
    what: `null takes a whole block of the chart ${chart} away, and its templates may look for what was in it`,
    got: null,
    doThis: "set the keys below it, unless helm template renders the chart without it",
    source,
    where,
  };
}

const WORDS: Readonly<Record<string, string>> = {
  boolean: "true or false",
  number: "a number",
  string: "a text",
  list: "a list",
  map: "a map",
  null: "null",
};
const MAX_SHOWN_KEYS = 5;

function blockText(known: KnownValues, types: readonly string[]): string {
  const keys = namesOf(known);
  const more = keys.length > MAX_SHOWN_KEYS ? ", …" : "";
  const block = `a map with the keys ${keys.slice(0, MAX_SHOWN_KEYS).join(", ")}${more}`;
  return [block, ...types.map((type) => WORDS[type] ?? type)].join(", ");
}

function memberOf(known: KnownValues, key: string): KnownValue | undefined {
  return Object.hasOwn(known, key) && key !== INSTEAD ? known[key] : known[ANY_KEY];
}

function isFree(known: string): boolean {
  const types = typesOf(known);
  return types.includes("map") || types.includes("any");
}

function insteadOf(known: KnownValues): readonly string[] {
  const instead = known[INSTEAD];
  return typeof instead === "string" ? instead.split("|").flatMap(typesOf) : [];
}

/** Null takes a chart's default away. Where null may stand, an empty list or map says the same. */
function isNothing(value: unknown, types: readonly string[], isLeaf: boolean): boolean {
  if (value === null) return isLeaf;
  return types.includes("null") && typeof value === "object" && Object.keys(value ?? {}).length === 0;
}

function typeOf(value: unknown): string {
  if (value === null) return "null";
  if (Array.isArray(value)) return "list";
  return typeof value === "object" ? "map" : typeof value;
}

/**
 * The same key elsewhere in its part of the chart, which is a matter of nesting, or else the nearest name beside it.
 * Names are compared in one block alone: a chart has thousands.
 */
function closest(keys: readonly string[], values: KnownValues): string | undefined {
  const last = keys.at(-1) ?? "";
  const nested = [...pathsOf(values, [])].filter((path) => path[0] === keys[0] && path.at(-1) === last);
  if (nested.length > 0) return closestNames(pathText(keys), nested.map(pathText), 1)[0];
  const above = keys.slice(0, -1);
  const block = above.reduce<KnownValue | undefined>(
    (current, key) => (current === undefined || typeof current === "string" ? undefined : memberOf(current, key)),
    values,
  );
  const beside = block === undefined || typeof block === "string" ? [] : namesOf(block);
  const [name] = closestNames(last, beside, 1);
  return name === undefined ? undefined : pathText([...above, name]);
}

function namesOf(values: KnownValues): readonly string[] {
  return Object.keys(values).filter((key) => key !== ANY_KEY && key !== INSTEAD);
}

function* pathsOf(values: KnownValues, above: readonly string[]): Generator<readonly string[]> {
  for (const key of namesOf(values)) {
    const keys = [...above, key];
    const value = values[key];
    yield keys;
    if (typeof value === "object") yield* pathsOf(value, keys);
  }
}
