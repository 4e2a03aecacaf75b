import { basename, join } from "node:path";
import { parseBinding } from "../../../../lib/sandbox/binding/binding-parser";
import { readFolderSource } from "../../../../lib/sandbox/binding/source-text";
import { typeFolders } from "../../../../lib/sandbox/binding-locator";
import type { TypeSchema } from "../../../../lib/sandbox/schema";
import { buildTypeSchema } from "../../../../lib/sandbox/schema-builder";
import { hasNestedAttributes } from "../../../../lib/sandbox/schema-overrides";
import { normalizeProviderSource } from "../../../../lib/sandbox/used-types";

const MODULES = join(__dirname, "../../../../node_modules/@cdktf");

/** Every type of an installed binding. */
export interface WholeBinding {
  /** Schemas by kind and type name, `resource aws_vpc`. */
  readonly schemas: ReadonlyMap<string, TypeSchema>;
  readonly folders: number;
  readonly milliseconds: number;
}

const read = new Map<string, WholeBinding>();

/** Reads and builds every folder of `@cdktf/provider-<name>`; throws at the first entry that cannot be read. */
export function wholeBinding(name: string): WholeBinding {
  const known = read.get(name);
  if (known !== undefined) return known;
  const started = performance.now();
  const schemas = new Map<string, TypeSchema>();
  const folders = typeFolders(join(MODULES, `provider-${name}`, "lib"));
  const source = normalizeProviderSource(name === "github" ? "integrations/github" : name);
  for (const folder of folders) {
    const parsed = parseBinding(readFolderSource(folder), `@cdktf/provider-${name}/lib/${basename(folder)}`);
    schemas.set(
      `${parsed.kind} ${parsed.typeName}`,
      buildTypeSchema(parsed, { nestedAttributes: hasNestedAttributes(source) }),
    );
  }
  const whole = { schemas, folders: folders.length, milliseconds: performance.now() - started };
  read.set(name, whole);
  return whole;
}
