import { type CtyValue, isCtyRecord, sameValue } from "./cty-value";
import type { BlockSchema } from "./schema";
import type { WireMessage } from "./wire";

/** A path into a value: attribute and block names, and places in lists. */
export type ValuePath = readonly (string | number)[];

/**
 * The paths whose change forces a new object, for those attributes of the list that really change.
 *
 * @param attributes dotted names, `availability_zone` or `metadata.name`; a block stands for everything in it
 */
export function replacementPaths(
  block: BlockSchema,
  attributes: readonly string[],
  prior: CtyValue,
  planned: CtyValue,
): readonly ValuePath[] {
  if (!isCtyRecord(prior) || !isCtyRecord(planned)) return [];
  return attributes.flatMap((attribute) => changedPaths(block, attribute.split("."), prior, planned, []));
}

function changedPaths(
  block: BlockSchema | undefined,
  names: readonly string[],
  prior: CtyValue,
  planned: CtyValue,
  at: ValuePath,
): readonly ValuePath[] {
  const [name, ...rest] = names;
  if (sameValue(prior, planned)) return [];
  if (name === undefined || block === undefined) return [at];
  if (Array.isArray(prior) && Array.isArray(planned)) {
    if (prior.length !== planned.length) return [at];
    return prior.flatMap((item, index) => changedPaths(block, names, item, planned[index] ?? null, [...at, index]));
  }
  if (!isCtyRecord(prior) || !isCtyRecord(planned)) return [at];
  const nested = block.block_types?.[name];
  const before = prior[name] ?? null;
  const after = planned[name] ?? null;
  const path = [...at, name];
  // Elements of a set have no place that a path could name, so the whole set is named when the member changes in it.
  if (nested?.nesting_mode === "set" && rest.length > 0) {
    return sameValue(members(before, rest), members(after, rest)) ? [] : [path];
  }
  return changedPaths(nested?.block, rest, before, after, path);
}

/** What stands at a path in each element of a set, in a fixed order. */
function members(value: CtyValue, names: readonly string[]): CtyValue {
  const [name, ...rest] = names;
  if (Array.isArray(value)) {
    const found = value.map((item) => members(item, names));
    return found.sort((left, right) => String(left).localeCompare(String(right)));
  }
  if (name === undefined) return value;
  return isCtyRecord(value) ? members(value[name] ?? null, rest) : null;
}

/** A path as the protocol writes it. */
export function attributePath(steps: ValuePath): WireMessage {
  return {
    steps: steps.map((step) => (typeof step === "number" ? { element_key_int: step } : { attribute_name: step })),
  };
}
