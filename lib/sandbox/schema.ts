/**
 * The shape that `terraform providers schema -json` prints, as far as the sandbox needs it. Schemas derived from a
 * binding's text and schemas taken from a real provider are both held in it, so that they can be compared.
 */

/** A Terraform type as its JSON: `"string"`, `["list", "string"]`, `["object", { a: "string" }]`. */
export type TypeJson =
  | "string"
  | "number"
  | "bool"
  | "dynamic"
  | readonly ["list" | "set" | "map", TypeJson]
  | readonly ["object", { readonly [name: string]: TypeJson }]
  | readonly ["object", { readonly [name: string]: TypeJson }, readonly string[]]
  | readonly ["tuple", readonly TypeJson[]];

/** How an attribute or a block repeats. */
export type NestingMode = "single" | "list" | "set" | "map" | "group";

/** Attributes with members of their own, which only protocol 6 providers (helm) have. */
export interface NestedAttributeType {
  readonly attributes: { readonly [name: string]: AttributeSchema };
  readonly nesting_mode: Exclude<NestingMode, "group">;
}

/** One attribute. Exactly one of `type` and `nested_type` is set. */
export interface AttributeSchema {
  readonly type?: TypeJson;
  readonly nested_type?: NestedAttributeType;
  readonly required?: boolean;
  readonly optional?: boolean;
  readonly computed?: boolean;
  readonly sensitive?: boolean;
  readonly write_only?: boolean;
}

/** One nested block type. */
export interface NestedBlockSchema {
  readonly nesting_mode: NestingMode;
  readonly block: BlockSchema;
  readonly min_items?: number;
  readonly max_items?: number;
}

/** A body: the root of a type, or of one of its nested blocks. */
export interface BlockSchema {
  readonly attributes?: { readonly [name: string]: AttributeSchema };
  readonly block_types?: { readonly [name: string]: NestedBlockSchema };
}

/** One resource, data source, ephemeral resource or provider configuration. */
export interface TypeSchema {
  readonly version: number;
  readonly block: BlockSchema;
}

/** Everything one provider serves. */
export interface ProviderSchema {
  readonly provider: TypeSchema;
  readonly resource_schemas: { readonly [type: string]: TypeSchema };
  readonly data_source_schemas: { readonly [type: string]: TypeSchema };
  readonly ephemeral_resource_schemas: { readonly [type: string]: TypeSchema };
}
