import { closestNames } from "../../core/closest-names";
import { isJsonRecord, type JsonRecord } from "../../core/json";
import { holdsReference } from "../terraform-text";
import { FORMATS } from "./configuration-formats";
import { type ConfigurationSchema, type Shape, shapeOf } from "./configuration-schema";

/** What is wrong at one place of a configuration. */
export interface ConfigurationFault {
  /** Place in the file: `projects[0].upstreams[1].evm`. */
  readonly at: string;
  /** One sentence without a full stop. */
  readonly what: string;
  /** What stands there. */
  readonly got: unknown;
  /** What would do. */
  readonly allowed: string;
  /** The next step. */
  readonly doThis: string;
}

/** What a check of a configuration brings to light. */
export interface ConfigurationReading {
  /** Every key that is set, without the numbers of lists: `projects[].upstreams[].evm.chainId`. */
  readonly keys: ReadonlySet<string>;
  /** What is wrong, in the order of the file. */
  readonly faults: readonly ConfigurationFault[];
}

/** How a program treats its configuration. */
export interface ConfigurationOptions {
  /** Whether nothing can be said about a text, such as one that holds an environment variable. */
  readonly unknown: (text: string) => boolean;
}

/** Checks the keys and values of a configuration. Whatever holds a reference is not judged. */
export function checkConfiguration(
  schema: ConfigurationSchema,
  content: unknown,
  options: ConfigurationOptions,
): ConfigurationReading {
  const check = new ConfigurationCheck(schema, options);
  check.value(content, shapeOf(schema.root), "", "");
  return check;
}

class ConfigurationCheck implements ConfigurationReading {
  public readonly keys = new Set<string>();
  public readonly faults: ConfigurationFault[] = [];

  public constructor(
    private readonly schema: ConfigurationSchema,
    private readonly options: ConfigurationOptions,
  ) {}

  /**
   * @param at place with numbers, for messages
   * @param key the same without numbers, for facts
   */
  public value(value: unknown, shape: Shape, at: string, key: string): void {
    // YAML's null leaves the default in place; text with a reference is not known.
    if (value === null || value === undefined) return;
    if (typeof value === "string" && (holdsReference(value) || this.options.unknown(value))) return;
    if (shape.kind === "either") this.value(value, this.fitting(value, shape.shapes), at, key);
    else if (shape.kind === "list") this.list(value, shape.member, at, key);
    else if (shape.kind === "map") this.map(value, shape.member, at, key);
    else this.named(value, shape.name, at, key);
  }

  private list(value: unknown, member: Shape, at: string, key: string): void {
    if (!Array.isArray(value)) {
      this.wrong(at, value, "a list");
      return;
    }
    for (const [index, item] of value.entries()) this.value(item, member, `${at}[${index}]`, `${key}[]`);
  }

  private map(value: unknown, member: Shape, at: string, key: string): void {
    if (!isJsonRecord(value)) {
      this.wrong(at, value, "values under names");
      return;
    }
    for (const [name, item] of Object.entries(value)) this.value(item, member, joined(at, name), joined(key, "*"));
  }

  private named(value: unknown, name: string, at: string, key: string): void {
    const format = FORMATS[name];
    const type = this.schema.types[name];
    if (format !== undefined) {
      if (!format.accepts(value)) this.wrong(at, value, format.title);
    } else if (typeof type === "string") {
      this.value(value, shapeOf(type), at, key);
    } else if (isWords(type)) {
      if (!type.some((word) => word.toLowerCase() === String(value).toLowerCase())) this.word(at, value, type);
    } else if (type !== undefined) {
      this.record(value, type, at, key);
    }
  }

  private word(at: string, value: unknown, words: readonly string[]): void {
    const [closest = ""] = closestNames(String(value), words, 1);
    const word = words.find((candidate) => candidate === closest) ?? "";
    this.faults.push({
      at,
      what: `${this.schema.program} has no such word for ${at}`,
      got: value,
      allowed: words.join(", "),
      doThis: `write ${word}, if that is what is meant`,
    });
  }

  private record(value: unknown, fields: Readonly<Record<string, string>>, at: string, key: string): void {
    if (!isJsonRecord(value)) {
      this.wrong(at, value, "keys with values");
      return;
    }
    const known = new Map(Object.entries(fields).map(([name, shape]) => [name.replace(/!$/, ""), shape]));
    for (const [name, member] of Object.entries(value)) {
      const shape = known.get(name);
      if (holdsReference(name)) continue;
      this.keys.add(joined(key, name));
      if (shape === undefined) this.unknownKey(joined(key, name), at, name, [...known.keys()]);
      else this.value(member, shapeOf(shape), joined(at, name), joined(key, name));
    }
    this.required(value, fields, at);
  }

  private required(value: JsonRecord, fields: Readonly<Record<string, string>>, at: string): void {
    for (const name of Object.keys(fields).filter((field) => field.endsWith("!"))) {
      const key = name.slice(0, -1);
      if (value[key] !== undefined && value[key] !== "") continue;
      this.faults.push({
        at,
        what: `${this.schema.program} wants the key ${key} at ${at === "" ? "the top" : at}`,
        got: Object.keys(value),
        allowed: `a value for ${key}`,
        doThis: "add it",
      });
    }
  }

  private unknownKey(key: string, at: string, name: string, known: readonly string[]): void {
    this.faults.push({
      at,
      what: `${this.schema.program} has no configuration key ${key}`,
      got: name,
      allowed: closestNames(name, known).join(", "),
      doThis: "correct the name or remove the key, since a file with an unknown key is refused as a whole",
    });
  }

  private wrong(at: string, value: unknown, title: string): void {
    this.faults.push({
      at,
      what: `${this.schema.program} cannot read the value of ${at === "" ? "the file" : at}`,
      got: value,
      allowed: title,
      doThis: "write the value that way",
    });
  }

  /** The one of several shapes that a value is meant to have: an object a type with keys, a list a list. */
  private fitting(value: unknown, shapes: readonly Shape[]): Shape {
    const wanted = shapes.find((shape) => {
      if (Array.isArray(value)) return shape.kind === "list";
      const type = shape.kind === "named" ? this.schema.types[shape.name] : undefined;
      const record = shape.kind === "map" || (typeof type === "object" && !isWords(type));
      if (isJsonRecord(value)) return record;
      return shape.kind === "named" && FORMATS[shape.name]?.accepts(value) === true;
    });
    return wanted ?? shapes[0] ?? shapeOf("any");
  }
}

function isWords(type: unknown): type is readonly string[] {
  return Array.isArray(type);
}

const joined = (path: string, name: string): string => (path === "" ? name : `${path}.${name}`);
