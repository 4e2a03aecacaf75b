import { unclassifiedEntry } from "./unclassified";
import { parseValueExpression, type ValueMapper } from "./value-mapper";

/** The kind a generator notes beside a value. */
export type EntryKind = "simple" | "list" | "set" | "map" | "struct";

/** One settable argument, as the generated code writes it to Terraform. */
export interface HclEntry {
  /** How the value is written, which says its type. */
  readonly mapper: ValueMapper;
  /** List or set; the mapper calls both a list. */
  readonly kind: EntryKind;
  /** Whether an unset member is written as null: the mark of an object type. */
  readonly nullFilled: boolean;
}

const OPEN = "const attrs = {\n";
const ENTRY =
  / +(\w+): \{\n +value: (.+),\n +isBlock: (?:true|false),\n +type: "(simple|list|set|map|struct)",\n +storageClassType: "\w+",\n +\},\n/y;
const CLOSE = / *\};/y;

/**
 * The settable arguments of a class or of a struct, by Terraform name.
 *
 * @param text a `fooToHclTerraform` function, or a class with `synthesizeHclAttributes`
 * @throws PalisadeError for an entry of an unknown form
 */
export function parseHclEntries(text: string, file: string): ReadonlyMap<string, HclEntry> {
  const entries = new Map<string, HclEntry>();
  const open = text.lastIndexOf(OPEN);
  // A class of a type without any argument has no such method at all.
  if (open < 0) return entries;
  let position = open + OPEN.length;
  for (;;) {
    ENTRY.lastIndex = position;
    const match = ENTRY.exec(text);
    if (match === null) break;
    const [whole, name, value, kind] = match;
    const expression = value === undefined ? undefined : parseValueExpression(value);
    if (name === undefined || expression === undefined || !isEntryKind(kind)) throw unclassifiedEntry(file, whole);
    entries.set(name, { ...expression, kind });
    position = ENTRY.lastIndex;
  }
  CLOSE.lastIndex = position;
  if (!CLOSE.test(text)) throw unclassifiedEntry(file, text.slice(position, position + 300));
  return entries;
}

function isEntryKind(kind: string | undefined): kind is EntryKind {
  return kind === "simple" || kind === "list" || kind === "set" || kind === "map" || kind === "struct";
}
