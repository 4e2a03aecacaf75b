/**
 * The expression that turns one construct property into Terraform. Generated code builds it from few parts, and it
 * is the only place where a binding says the type of a settable argument.
 */
export type ValueMapper =
  | { readonly kind: "scalar"; readonly type: "string" | "number" | "bool" | "dynamic" }
  | { readonly kind: "list"; readonly inner: ValueMapper; readonly block: boolean }
  | { readonly kind: "map"; readonly inner: ValueMapper }
  | { readonly kind: "struct"; readonly name: string };

const SCALARS = { string: "string", number: "number", boolean: "bool", any: "dynamic" } as const;

const NULL_FILL = /^struct!?\.\w+ === undefined \? null : /;
const ARGUMENT = /^\((?:struct|this)!?\.\w+(?:!?\.internalValue)?\)$/;
const SCALAR = /^cdktf\.(string|number|boolean|any)ToHclTerraform/;
const STRUCT = /^(\w+)ToHclTerraform/;
const LIST = "cdktf.listMapperHcl(";
const LIST_END = /^, (true|false)\)/;
const MAP = "cdktf.hashMapperHcl(";

/** A parsed value expression. */
export interface ValueExpression {
  readonly mapper: ValueMapper;
  /**
   * Whether an unset member is written as null. Generators do so in object types (SDK "attributes as blocks"), where
   * every member must be present.
   */
  readonly nullFilled: boolean;
}

/** Parses `cdktf.listMapperHcl(cdktf.stringToHclTerraform, false)(this._names)`. @returns undefined for any other shape */
export function parseValueExpression(text: string): ValueExpression | undefined {
  const nullFilled = NULL_FILL.test(text);
  const parsed = parseMapper(nullFilled ? text.replace(NULL_FILL, "") : text);
  if (parsed === undefined || !ARGUMENT.test(parsed.rest)) return undefined;
  return { mapper: parsed.mapper, nullFilled };
}

interface Parsed {
  readonly mapper: ValueMapper;
  readonly rest: string;
}

function parseMapper(text: string): Parsed | undefined {
  if (text.startsWith(LIST)) {
    const inner = parseMapper(text.slice(LIST.length));
    const end = inner === undefined ? null : LIST_END.exec(inner.rest);
    if (inner === undefined || end === null) return undefined;
    const mapper = { kind: "list", inner: inner.mapper, block: end[1] === "true" } as const;
    return { mapper, rest: inner.rest.slice(end[0].length) };
  }
  if (text.startsWith(MAP)) {
    const inner = parseMapper(text.slice(MAP.length));
    if (inner === undefined || !inner.rest.startsWith(")")) return undefined;
    return { mapper: { kind: "map", inner: inner.mapper }, rest: inner.rest.slice(1) };
  }
  const scalar = SCALAR.exec(text);
  if (scalar !== null) {
    const type = scalarType(scalar[1]);
    return type === undefined ? undefined : { mapper: { kind: "scalar", type }, rest: text.slice(scalar[0].length) };
  }
  const struct = STRUCT.exec(text);
  if (struct?.[1] === undefined) return undefined;
  const name = struct[1].charAt(0).toUpperCase() + struct[1].slice(1);
  return { mapper: { kind: "struct", name }, rest: text.slice(struct[0].length) };
}

/** The Terraform type a generator means by `string`, `number`, `boolean` or `any`. */
export function scalarType(word: string | undefined): "string" | "number" | "bool" | "dynamic" | undefined {
  return Object.entries(SCALARS).find(([name]) => name === word?.toLowerCase())?.[1];
}
