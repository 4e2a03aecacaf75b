import { dynamicValue } from "./cty-codec";
import type { CtyRecord, CtyValue } from "./cty-value";
import type { BlockSchema, NestedBlockSchema } from "./schema";
import { isOpenBlock } from "./serving-schema";

/**
 * A body with nothing in it. On the wire every attribute and block must be there all the same: attributes null, an
 * absent list or set of blocks empty, a single block null.
 */
export function emptyBody(block: BlockSchema): CtyRecord {
  const body: CtyRecord = {};
  for (const name of Object.keys(block.attributes ?? {})) body[name] = null;
  for (const [name, nested] of Object.entries(block.block_types ?? {})) body[name] = emptyBlocks(nested);
  return body;
}

function emptyBlocks(nested: NestedBlockSchema): CtyValue {
  const open = isOpenBlock(nested);
  switch (nested.nesting_mode) {
    case "single":
      return null;
    case "group":
      return emptyBody(nested.block);
    case "map":
      return open ? dynamicValue(["object", {}], {}) : {};
    default:
      return open ? dynamicValue(["tuple", []], []) : [];
  }
}
