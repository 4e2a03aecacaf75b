import { readFileSync } from "node:fs";
import { isJsonRecord, recordAt, textAt } from "../../core/json";

/**
 * The keys that a program's configuration may have, as catalogue data. A shape is written as text: the name of a format
 * (`text`, `whole`, `flag`, …) or of a type of the same file, `[shape]` for a list, `{shape}` for values under names of
 * one's own, `one | other` for either.
 */
export interface ConfigurationSchema {
  /** Program and version, such as `eRPC 0.1.2`. */
  readonly program: string;
  /** Where the keys were read. */
  readonly source: string;
  /** Type of the whole file. */
  readonly root: string;
  /** Every type by its name. */
  readonly types: Readonly<Record<string, ConfigurationType>>;
}

/** Keys with their shapes (`!` behind a key that must be there), the words of an enumeration, or another shape's text. */
export type ConfigurationType = Readonly<Record<string, string>> | readonly string[] | string;

/** One shape, read from its text. */
export type Shape =
  | { readonly kind: "named"; readonly name: string }
  | { readonly kind: "list"; readonly member: Shape }
  | { readonly kind: "map"; readonly member: Shape }
  | { readonly kind: "either"; readonly shapes: readonly Shape[] };

const read = new Map<string, ConfigurationSchema>();

/** The data of a file, read once. @throws Error when the file is no such data, which a test rules out */
export function readConfigurationSchema(file: string): ConfigurationSchema {
  const known = read.get(file);
  if (known !== undefined) return known;
  const content: unknown = JSON.parse(readFileSync(file, "utf8"));
  const [program, source, root] = ["program", "source", "root"].map((key) => textAt(content, key));
  if (program === undefined || source === undefined || root === undefined) throw new Error(`${file} is no schema`);
  const types = Object.fromEntries(
    Object.entries(recordAt(content, "types")).map(([name, type]) => [name, typeOf(type, name)]),
  );
  const schema = { program, source, root, types };
  read.set(file, schema);
  return schema;
}

function typeOf(type: unknown, name: string): ConfigurationType {
  if (typeof type === "string") return type;
  if (Array.isArray(type)) return type.map(String);
  if (!isJsonRecord(type)) throw new Error(`${name} is no type`);
  return Object.fromEntries(Object.entries(type).map(([key, shape]) => [key, String(shape)]));
}

const shapes = new Map<string, Shape>();

/** A shape from its text. */
export function shapeOf(text: string): Shape {
  const known = shapes.get(text);
  if (known !== undefined) return known;
  const parts = text.split(" | ");
  const inner = text.slice(1, -1);
  const shape: Shape =
    parts.length > 1
      ? { kind: "either", shapes: parts.map(shapeOf) }
      : text.startsWith("[")
        ? { kind: "list", member: shapeOf(inner) }
        : text.startsWith("{")
          ? { kind: "map", member: shapeOf(inner) }
          : { kind: "named", name: text };
  shapes.set(text, shape);
  return shape;
}
