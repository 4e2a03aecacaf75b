import type { AttributeSchema, BlockSchema, NestedBlockSchema, ProviderSchema, TypeJson, TypeSchema } from "./schema";

/**
 * Turns a provider's schema into the one the sandbox serves.
 *
 * - Every optional attribute is served as optional and computed: which ones really are both is not in a binding, and
 *   an attribute that is only optional could never be filled in for those who refer to it. The planner decides.
 * - A set whose elements hold a dynamic value is served as a list, since Terraform refuses such sets.
 * - The provider's own configuration stays as it is: nothing computes it.
 */
export function servingSchema(schema: ProviderSchema): ProviderSchema {
  return {
    provider: { ...schema.provider, block: convertBlock(schema.provider.block, false) },
    resource_schemas: convertAll(schema.resource_schemas),
    data_source_schemas: convertAll(schema.data_source_schemas),
    ephemeral_resource_schemas: convertAll(schema.ephemeral_resource_schemas),
  };
}

function convertAll(schemas: { readonly [type: string]: TypeSchema }): { readonly [type: string]: TypeSchema } {
  return mapEntries(schemas, (schema) => ({ version: schema.version, block: convertBlock(schema.block, true) }));
}

function convertBlock(block: BlockSchema, fillable: boolean): BlockSchema {
  return {
    attributes: mapEntries(block.attributes ?? {}, (attribute) => convertAttribute(attribute, fillable)),
    block_types: mapEntries(block.block_types ?? {}, (nested) => convertNestedBlock(nested, fillable)),
  };
}

function convertNestedBlock(nested: NestedBlockSchema, fillable: boolean): NestedBlockSchema {
  const block = convertBlock(nested.block, fillable);
  const mode = nested.nesting_mode === "set" && blockHoldsDynamic(block) ? "list" : nested.nesting_mode;
  return { ...nested, nesting_mode: mode, block };
}

/** Terraform refuses a write-only attribute that is also computed. */
function convertAttribute(attribute: AttributeSchema, fillable: boolean): AttributeSchema {
  const computed = fillable && attribute.optional === true && attribute.write_only !== true;
  const converted: AttributeSchema = computed ? { ...attribute, computed: true } : attribute;
  if (converted.type !== undefined) return { ...converted, type: withoutDynamicSets(converted.type) };
  const nested = converted.nested_type;
  if (nested === undefined) return converted;
  const members = mapEntries(nested.attributes, (member) => convertAttribute(member, fillable));
  const holdsDynamic = Object.values(members).some(attributeHoldsDynamic);
  const mode = nested.nesting_mode === "set" && holdsDynamic ? "list" : nested.nesting_mode;
  return { ...converted, nested_type: { attributes: members, nesting_mode: mode } };
}

function withoutDynamicSets(type: TypeJson): TypeJson {
  if (typeof type === "string") return type;
  if (type[0] === "object") {
    const members = mapEntries(type[1], withoutDynamicSets);
    return type[2] === undefined ? ["object", members] : ["object", members, type[2]];
  }
  if (type[0] === "tuple") return ["tuple", type[1].map(withoutDynamicSets)];
  return [type[0] === "set" && typeHoldsDynamic(type[1]) ? "list" : type[0], withoutDynamicSets(type[1])];
}

/** True when a value of this type carries a type of its own somewhere. */
export function typeHoldsDynamic(type: TypeJson): boolean {
  if (typeof type === "string") return type === "dynamic";
  if (type[0] === "object") return Object.values(type[1]).some(typeHoldsDynamic);
  if (type[0] === "tuple") return type[1].some(typeHoldsDynamic);
  return typeHoldsDynamic(type[1]);
}

function attributeHoldsDynamic(attribute: AttributeSchema): boolean {
  if (attribute.type !== undefined) return typeHoldsDynamic(attribute.type);
  return Object.values(attribute.nested_type?.attributes ?? {}).some(attributeHoldsDynamic);
}

/** True when a block holds an attribute of an open type at any depth. */
export function blockHoldsDynamic(block: BlockSchema): boolean {
  if (Object.values(block.attributes ?? {}).some(attributeHoldsDynamic)) return true;
  return Object.values(block.block_types ?? {}).some((nested) => blockHoldsDynamic(nested.block));
}

/**
 * True when Terraform gives the whole block value an open type: repeated blocks whose bodies hold a dynamic value
 * become a tuple or an object of their own type, and travel as a dynamic value.
 */
export function isOpenBlock(nested: NestedBlockSchema): boolean {
  return (nested.nesting_mode === "list" || nested.nesting_mode === "map") && blockHoldsDynamic(nested.block);
}

/** The same record with each value converted. */
export function mapEntries<From, To>(
  record: { readonly [name: string]: From },
  convert: (value: From, name: string) => To,
): { [name: string]: To } {
  return Object.fromEntries(Object.entries(record).map(([name, value]) => [name, convert(value, name)]));
}
