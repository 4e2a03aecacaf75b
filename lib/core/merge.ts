/** A tree of plain data. */
interface Tree {
  readonly [key: string]: unknown;
}

function isTree(value: unknown): value is Tree {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

/**
 * Lays one tree over another: objects are merged key by key, everything else of `over` replaces what was there, lists
 * included, as Helm does with values.
 */
export function mergeOver(base: Tree, over: Tree): Record<string, unknown> {
  const merged: Record<string, unknown> = { ...base };
  for (const [key, value] of Object.entries(over)) {
    const current = merged[key];
    merged[key] = isTree(current) && isTree(value) ? mergeOver(current, value) : value;
  }
  return merged;
}
