import type { ParsedMember, ParsedStruct, ParsedStructUse, ParsedType } from "./binding/parsed-type";
import type { AttributeSchema, BlockSchema, NestedBlockSchema, TypeJson, TypeSchema } from "./schema";
import { isWriteOnly, itemCount, sensitiveAttributes } from "./schema-overrides";

/** What the text of a binding does not say. */
export interface SchemaOptions {
  /**
   * Whether the provider may have attributes with members of their own. Protocol 5 providers cannot; their objects
   * are object types, which refuse an omitted member.
   */
  readonly nestedAttributes: boolean;
}

/** Turns a parsed type into the shape of `terraform providers schema -json`. The schema version is unknown: 0. */
export function buildTypeSchema(parsed: ParsedType, options: SchemaOptions): TypeSchema {
  const sensitive = new Set(sensitiveAttributes(parsed.kind, parsed.typeName));
  const builder = new Builder(options, sensitive, parsed);
  return { version: 0, block: builder.block(parsed.root, "") };
}

class Builder {
  public constructor(
    private readonly options: SchemaOptions,
    private readonly sensitive: ReadonlySet<string>,
    private readonly parsed: ParsedType,
  ) {}

  public block(struct: ParsedStruct, path: string): BlockSchema {
    const attributes: Record<string, AttributeSchema> = {};
    const blockTypes: Record<string, NestedBlockSchema> = {};
    for (const [name, member] of struct.members) {
      const { shape } = member;
      if (shape.kind === "struct" && shape.block) {
        blockTypes[name] = this.nestedBlock(shape, member.required, `${path}${name}`);
      } else {
        attributes[name] = this.attribute(name, member, path, false);
      }
    }
    return {
      ...(Object.keys(attributes).length === 0 ? {} : { attributes }),
      ...(Object.keys(blockTypes).length === 0 ? {} : { block_types: blockTypes }),
    };
  }

  private nestedBlock(use: ParsedStructUse, required: boolean, path: string): NestedBlockSchema {
    const counted = use.nesting === "list" || use.nesting === "set";
    return {
      nesting_mode: use.nesting,
      block: this.block(use.struct, `${path}.`),
      ...(counted && required ? { min_items: 1 } : {}),
      ...(counted && use.atMostOne ? { max_items: 1 } : {}),
      ...itemCount(this.parsed.kind, this.parsed.typeName, path),
    };
  }

  private attribute(name: string, member: ParsedMember, path: string, insideWriteOnly: boolean): AttributeSchema {
    const { required, optional, computed, shape } = member;
    const settable = required || optional;
    const writeOnly =
      insideWriteOnly || (settable && isWriteOnly(this.parsed.kind, this.parsed.typeName, `${path}${name}`));
    const flags = {
      ...(required ? { required } : {}),
      ...(optional ? { optional } : {}),
      ...(computed ? { computed } : {}),
      ...(this.sensitive.has(`${path}${name}`) ? { sensitive: true } : {}),
      ...(writeOnly ? { write_only: true } : {}),
    };
    if (shape.kind === "typed") return { type: shape.type, ...flags };
    if (!this.options.nestedAttributes || shape.struct.nullFilled) return { type: wrap(shape), ...flags };
    const attributes: Record<string, AttributeSchema> = {};
    for (const [inner, innerMember] of shape.struct.members) {
      attributes[inner] = this.attribute(inner, innerMember, `${path}${name}.`, writeOnly);
    }
    return { nested_type: { attributes, nesting_mode: shape.nesting }, ...flags };
  }
}

/** The object type of a struct, in its list, set or map. */
function wrap(use: ParsedStructUse): TypeJson {
  const members: Record<string, TypeJson> = {};
  for (const [name, { shape }] of use.struct.members) members[name] = shape.kind === "typed" ? shape.type : wrap(shape);
  const object = ["object", members] as const;
  return use.nesting === "single" ? object : [use.nesting, object];
}
