import type { AttributeSchema, BlockSchema, TypeJson } from "../../../../lib/sandbox/schema";

/** What to leave out of a comparison. */
export interface ComparisonOptions {
  /** Attribute names the real schema was recorded without. @default - none */
  readonly unrecorded?: ReadonlySet<string>;
}

/** Every difference between a derived and a real body, as sentences that begin with the path. */
export function blockDifferences(
  derived: BlockSchema,
  real: BlockSchema,
  path: string,
  options: ComparisonOptions = {},
): readonly string[] {
  const found: string[] = [...attributesDifferences(derived.attributes ?? {}, real.attributes ?? {}, path, options)];
  const realBlocks = real.block_types ?? {};
  for (const [name, block] of Object.entries(derived.block_types ?? {})) {
    const where = `${path}.${name}`;
    const other = realBlocks[name];
    if (other === undefined) {
      if (options.unrecorded?.has(name) !== true) found.push(`${where}: block that the provider has not`);
      continue;
    }
    if (block.nesting_mode !== other.nesting_mode) {
      found.push(`${where}: nests as ${block.nesting_mode}, really ${other.nesting_mode}`);
    }
    const counts = [block.min_items ?? 0, block.max_items ?? 0];
    const realCounts = [other.min_items ?? 0, other.max_items ?? 0];
    if (counts.join() !== realCounts.join())
      found.push(`${where}: items ${counts.join("-")}, really ${realCounts.join("-")}`);
    found.push(...blockDifferences(block.block, other.block, where, options));
  }
  for (const name of Object.keys(realBlocks)) {
    if (derived.block_types?.[name] === undefined) found.push(`${path}.${name}: block is missing`);
  }
  return found;
}

type Attributes = Readonly<Record<string, AttributeSchema>>;

function attributesDifferences(
  derived: Attributes,
  real: Attributes,
  path: string,
  options: ComparisonOptions,
): readonly string[] {
  const found: string[] = [];
  for (const [name, attribute] of Object.entries(derived)) {
    const where = `${path}.${name}`;
    const other = real[name];
    if (other !== undefined) found.push(...attributeDifferences(attribute, other, where, options));
    else if (options.unrecorded?.has(name) !== true) found.push(`${where}: attribute that the provider has not`);
  }
  for (const name of Object.keys(real)) {
    if (derived[name] === undefined) found.push(`${path}.${name}: attribute is missing`);
  }
  return found;
}

const FLAGS = ["required", "optional", "computed", "write_only"] as const;

function attributeDifferences(
  derived: AttributeSchema,
  real: AttributeSchema,
  path: string,
  options: ComparisonOptions,
): readonly string[] {
  const found: string[] = [];
  for (const flag of FLAGS) {
    if ((derived[flag] ?? false) !== (real[flag] ?? false))
      found.push(`${path}: ${flag} is ${real[flag] ?? false} really`);
  }
  if (derived.nested_type !== undefined && real.nested_type !== undefined) {
    if (derived.nested_type.nesting_mode !== real.nested_type.nesting_mode) found.push(`${path}: nests differently`);
    found.push(...attributesDifferences(derived.nested_type.attributes, real.nested_type.attributes, path, options));
    return found;
  }
  const [type, realType] = [typeText(derived.type, options), typeText(real.type, options)];
  if (type !== realType) found.push(`${path}: ${type}, really ${realType}`);
  return found;
}

/** One text for equal types, whatever the order of an object's members. */
function typeText(type: TypeJson | undefined, options: ComparisonOptions): string {
  if (type === undefined) return "nested";
  if (typeof type === "string") return type;
  if (type[0] === "tuple") return `tuple(${type[1].map((member) => typeText(member, options)).join(", ")})`;
  if (type[0] !== "object") return `${type[0]}(${typeText(type[1], options)})`;
  const members = Object.entries(type[1])
    .filter(([name]) => options.unrecorded?.has(name) !== true)
    .map(([name, member]) => `${name}=${typeText(member, options)}`);
  return `object(${members.sort().join(", ")})`;
}
