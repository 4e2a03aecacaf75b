import { isJsonRecord, type JsonRecord } from "../../lib/core/json";
import type { AttributeSchema, BlockSchema, NestedAttributeType, TypeJson } from "../../lib/sandbox/schema";

/** Turns text into source code: references to what is declared become expressions. */
export type TextToCode = (text: string) => string;

/** Arguments every resource takes, in the bindings' own spelling. */
const META_ARGUMENTS = new Set(["depends_on", "lifecycle", "provider", "count", "for_each"]);

/** Names that the bindings cannot have, since every Java object has a method of that name, and what they have instead. */
const RENAMED: ReadonlyMap<string, string> = new Map([["equals", "equalTo"]]);

/** `cidr_block` to `cidrBlock`, as the generator of the bindings spells names. */
export function camelCase(name: string): string {
  const renamed = RENAMED.get(name);
  if (renamed !== undefined) return renamed;
  return name.replace(/_+([a-z0-9])/g, (_, letter: string) => letter.toUpperCase());
}

/** The configuration of one block as the source of an object literal, with the names the typed bindings use. */
export function configurationCode(block: JsonRecord, schema: BlockSchema, text: TextToCode): string {
  const members = Object.entries(block)
    .filter(([name]) => name !== "//")
    .map(([name, value]) => `${camelCase(name)}: ${memberCode(name, value, schema, text)}`);
  return `{ ${members.join(", ")} }`;
}

function memberCode(name: string, value: unknown, schema: BlockSchema, text: TextToCode): string {
  const nested = schema.block_types?.[name];
  if (nested !== undefined) return each(value, (item) => configurationCode(item, nested.block, text), text);
  const attribute = schema.attributes?.[name];
  if (attribute !== undefined) return attributeCode(value, attribute, text);
  if (META_ARGUMENTS.has(name)) return metaCode(name, value, text);
  return plainCode(value, text);
}

function attributeCode(value: unknown, attribute: AttributeSchema, text: TextToCode): string {
  if (attribute.nested_type !== undefined) return nestedCode(value, attribute.nested_type, text);
  return typedCode(value, attribute.type ?? "dynamic", text);
}

function nestedCode(value: unknown, nested: NestedAttributeType, text: TextToCode): string {
  return each(value, (item) => configurationCode(item, { attributes: nested.attributes }, text), text);
}

function typedCode(value: unknown, type: TypeJson, text: TextToCode): string {
  if (typeof type === "string") return plainCode(value, text);
  if (type[0] === "object" && isJsonRecord(value)) {
    const attributes = Object.fromEntries(Object.entries(type[1]).map(([name, member]) => [name, { type: member }]));
    return configurationCode(value, { attributes }, text);
  }
  if (type[0] === "map" && isJsonRecord(value)) {
    const members = Object.entries(value).map(
      ([key, item]) => `${JSON.stringify(key)}: ${typedCode(item, type[1], text)}`,
    );
    return `{ ${members.join(", ")} }`;
  }
  if ((type[0] === "list" || type[0] === "set") && Array.isArray(value)) {
    return `[${value.map((item) => typedCode(item, type[1], text)).join(", ")}]`;
  }
  return plainCode(value, text);
}

function metaCode(name: string, value: unknown, text: TextToCode): string {
  if (name === "depends_on" && Array.isArray(value)) {
    return `[${value.map((address) => `{ fqn: ${JSON.stringify(address)} }`).join(", ")}]`;
  }
  if (name === "lifecycle" && isJsonRecord(value)) return configurationCode(value, {}, text);
  return plainCode(value, text);
}

/** A block that repeats is written as a list, one that does not as an object; both keep their shape. */
function each(value: unknown, code: (item: JsonRecord) => string, text: TextToCode): string {
  if (Array.isArray(value))
    return `[${value.map((item) => (isJsonRecord(item) ? code(item) : plainCode(item, text))).join(", ")}]`;
  return isJsonRecord(value) ? code(value) : plainCode(value, text);
}

/** Data whose names are the user's own, such as the values of a chart. */
export function plainCode(value: unknown, text: TextToCode): string {
  if (typeof value === "string") return text(value);
  if (Array.isArray(value)) return `[${value.map((item) => plainCode(item, text)).join(", ")}]`;
  if (!isJsonRecord(value)) return JSON.stringify(value);
  return `{ ${Object.entries(value)
    .map(([key, item]) => `${JSON.stringify(key)}: ${plainCode(item, text)}`)
    .join(", ")} }`;
}
