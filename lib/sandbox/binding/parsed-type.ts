import type { TypeJson } from "../schema";

/** What a generated class stands for. */
export type BindingKind = "resource" | "data" | "provider";

/** A member with members of its own. */
export interface ParsedStructUse {
  readonly kind: "struct";
  /** How it repeats. */
  readonly nesting: "single" | "list" | "set" | "map";
  /** A nested block, or an attribute whose value is an object. */
  readonly block: boolean;
  /** Whether at most one is allowed, for lists and sets. */
  readonly atMostOne: boolean;
  /** Its members. */
  readonly struct: ParsedStruct;
}

/** The type of a member. */
export type ParsedShape = { readonly kind: "typed"; readonly type: TypeJson } | ParsedStructUse;

/** One attribute or block of a type or struct. */
export interface ParsedMember {
  readonly required: boolean;
  readonly optional: boolean;
  readonly computed: boolean;
  readonly shape: ParsedShape;
}

/** The members of a type or of a nested struct, by Terraform name. */
export interface ParsedStruct {
  readonly members: ReadonlyMap<string, ParsedMember>;
  /** Whether it is an SDK object type, which refuses an omitted member. */
  readonly nullFilled: boolean;
}

/** One folder of a binding, read. */
export interface ParsedType {
  readonly kind: BindingKind;
  /** `aws_vpc`; for a provider configuration the provider's own name, `aws`. */
  readonly typeName: string;
  /** Version of the provider that the binding was generated from. */
  readonly providerVersion: string;
  /** Source as the binding writes it to `required_providers`, for provider configurations. @default - not a provider */
  readonly providerSource?: string;
  /** Its members. */
  readonly root: ParsedStruct;
}
