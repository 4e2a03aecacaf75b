import { existsSync, readdirSync, readFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { PalisadeError, type Problem } from "../../core/errors";

/**
 * The TypeScript text a binding was generated as. Prebuilt bindings ship compiled JavaScript whose source map holds
 * that text (jsii compiles with inline sources); bindings a team generates into `.gen` are the text itself. It says more than the
 * compiled pair of `.js` and `.d.ts`: the comment `// name - computed: …, optional: …, required: …` of every member
 * survives only there.
 *
 * @param folder folder of one type, `lib/vpc` or `.gen/providers/aws/vpc`
 * @returns the text of the folder's `index` followed by all of its `index-structs/structsN`, which hold the deep
 * structs of very large types
 * @throws PalisadeError when a file carries no TypeScript text
 */
export function readFolderSource(folder: string): string {
  const structs = join(folder, "index-structs");
  const parts = [readModuleSource(folder, "index")];
  if (existsSync(structs)) {
    for (const name of moduleNames(structs)) parts.push(readModuleSource(structs, name));
  }
  return parts.join("\n");
}

/** Whether a folder holds one type of a binding. */
export function isTypeFolder(folder: string): boolean {
  return existsSync(join(folder, "index.js")) || existsSync(join(folder, "index.ts"));
}

function moduleNames(folder: string): readonly string[] {
  const names = new Set<string>();
  for (const file of readdirSync(folder)) {
    const match = /^(structs\d+)\.(?:js|ts)$/.exec(file);
    if (match?.[1] !== undefined) names.add(match[1]);
  }
  return [...names];
}

function readModuleSource(folder: string, name: string): string {
  const typescript = join(folder, `${name}.ts`);
  if (existsSync(typescript)) return readFileSync(typescript, "utf8");
  const compiled = join(folder, `${name}.js`);
  if (!existsSync(compiled)) throw new PalisadeError([noSource(typescript)]);
  const source = sourceFromMap(compiled);
  if (source === undefined) throw new PalisadeError([noSource(compiled)]);
  return source;
}

const INLINE_MAP = "//# sourceMappingURL=data:application/json;base64,";
const MAP_FILE = /\/\/# sourceMappingURL=(?!data:)(\S+)\s*$/;
const CONTENT_KEY = '"sourcesContent":';

function sourceFromMap(compiled: string): string | undefined {
  const file = readFileSync(compiled);
  const inline = file.lastIndexOf(INLINE_MAP);
  if (inline >= 0) {
    return firstSource(Buffer.from(file.toString("latin1", inline + INLINE_MAP.length), "base64"));
  }
  const name = MAP_FILE.exec(file.toString("utf8"))?.[1];
  if (name === undefined) return undefined;
  const map = join(dirname(compiled), name);
  return existsSync(map) ? firstSource(readFileSync(map)) : undefined;
}

/** Parses only from the source text on: the mappings before it are as long and are not needed. */
function firstSource(map: Buffer): string | undefined {
  const start = map.indexOf(CONTENT_KEY);
  if (start < 0) return undefined;
  const parsed: unknown = JSON.parse(`{${map.toString("utf8", start)}`);
  if (typeof parsed !== "object" || parsed === null || !("sourcesContent" in parsed)) return undefined;
  const contents = parsed.sourcesContent;
  if (!Array.isArray(contents)) return undefined;
  const first: unknown = contents[0];
  return typeof first === "string" ? first : undefined;
}

function noSource(file: string): Problem {
  return {
    what: "A provider binding carries no TypeScript source, so its schema cannot be read",
    where: file,
    allowed: "a prebuilt binding with source maps, or bindings generated with `cdktf get` in TypeScript",
    doThis: "install the published binding unchanged, or let `cdktf get` write TypeScript into .gen",
  };
}
