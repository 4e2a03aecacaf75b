import { existsSync, readdirSync, readFileSync } from "node:fs";
import { dirname, join, resolve } from "node:path";
import { PalisadeError, type Problem } from "../core/errors";
import { bindingTypeName, declaredProviderSource } from "./binding/binding-parser";
import type { BindingKind } from "./binding/parsed-type";
import { isTypeFolder } from "./binding/source-text";
import { normalizeProviderSource } from "./used-types";

/** The bindings of one provider, on disk. Nothing of them is ever loaded as code. */
export class Binding {
  private index: ReadonlyMap<string, string> | undefined;

  /**
   * @param name package name, or the folder for bindings a team generated itself
   * @param folder folder that holds one folder for each type
   */
  public constructor(
    public readonly name: string,
    public readonly folder: string,
  ) {}

  /**
   * The folder of a type. The generator's naming rule is tried first and verified; only when it fails are all
   * folders looked through.
   *
   * @returns undefined when the binding has no such type
   */
  public folderOf(kind: BindingKind, typeName: string): string | undefined {
    if (kind === "provider") return join(this.folder, "provider");
    const expected = join(this.folder, folderName(kind, typeName));
    if (isTypeFolder(expected)) {
      const held = heldType(expected);
      if (held?.kind === kind && held.typeName === typeName) return expected;
    }
    return this.allTypes().get(`${kind} ${typeName}`);
  }

  /** Names of every type of one kind that the binding has. */
  public typeNames(kind: BindingKind): readonly string[] {
    const prefix = `${kind} `;
    return [...this.allTypes().keys()].filter((key) => key.startsWith(prefix)).map((key) => key.slice(prefix.length));
  }

  private allTypes(): ReadonlyMap<string, string> {
    this.index ??= this.scan();
    return this.index;
  }

  private scan(): ReadonlyMap<string, string> {
    const index = new Map<string, string>();
    for (const folder of typeFolders(this.folder)) {
      const held = heldType(folder);
      if (held !== undefined) index.set(`${held.kind} ${held.typeName}`, folder);
    }
    return index;
  }
}

/** Every folder of a binding that holds one type. */
export function typeFolders(bindingFolder: string): readonly string[] {
  return subfolders(bindingFolder).filter(isTypeFolder);
}

/**
 * Finds the bindings of a provider: for each folder and its parents, bindings generated there by `cdktf get`, then
 * `@cdktf/provider-*` and `@cdktn/provider-*`, then any other installed package that is built like one. What counts
 * is the source that the binding's provider class names, not the package's name.
 *
 * @param source normalized source, `hashicorp/aws`
 * @param searchFrom folders to start from
 * @throws PalisadeError when there is none
 */
export function findBinding(source: string, searchFrom: readonly string[]): Binding {
  const key = JSON.stringify([source, searchFrom]);
  const known = found.get(key);
  if (known !== undefined) return known;
  for (const root of withParents(searchFrom)) {
    for (const candidate of candidates(root, source)) {
      if (providerSource(candidate.folder) !== source) continue;
      const binding = bindings.get(candidate.folder) ?? candidate;
      bindings.set(candidate.folder, binding);
      found.set(key, binding);
      return binding;
    }
  }
  throw new PalisadeError([noBinding(source, searchFrom)]);
}

const found = new Map<string, Binding>();
const bindings = new Map<string, Binding>();
const sources = new Map<string, string | undefined>();

/** The generator's rule. It held for all 2,679 folders of the five bindings Palisade uses. */
function folderName(kind: BindingKind, typeName: string): string {
  const hyphens = typeName.replaceAll("_", "-");
  return kind === "data" ? `data-${hyphens}` : hyphens.slice(hyphens.indexOf("-") + 1);
}

function heldType(folder: string): ReturnType<typeof bindingTypeName> {
  const typescript = join(folder, "index.ts");
  return bindingTypeName(readFileSync(existsSync(typescript) ? typescript : join(folder, "index.js"), "utf8"));
}

function providerSource(bindingFolder: string): string | undefined {
  if (sources.has(bindingFolder)) return sources.get(bindingFolder);
  const folder = join(bindingFolder, "provider");
  const typescript = join(folder, "index.ts");
  const compiled = join(folder, "index.js");
  const file = existsSync(typescript) ? typescript : existsSync(compiled) ? compiled : undefined;
  const declared = file === undefined ? undefined : declaredProviderSource(readFileSync(file, "utf8"));
  const source = declared === undefined ? undefined : normalizeProviderSource(declared);
  sources.set(bindingFolder, source);
  return source;
}

function* candidates(root: string, source: string): Generator<Binding> {
  const generated = join(root, generatedFolder(root), "providers");
  for (const folder of subfolders(generated)) yield new Binding(folder, folder);
  const modules = join(root, "node_modules");
  const likely = `provider-${source.split("/").at(-1)}`;
  const scopes = subfolders(modules).filter((folder) => /[\\/]@[^\\/]+$/.test(folder));
  const prebuilt = ["@cdktf", "@cdktn"].map((scope) => join(modules, scope));
  for (const scope of prebuilt) yield* packages(modules, [join(scope, likely)]);
  for (const scope of prebuilt) yield* packages(modules, subfolders(scope));
  for (const scope of scopes) if (!prebuilt.includes(scope)) yield* packages(modules, subfolders(scope));
  yield* packages(modules, subfolders(modules));
}

function* packages(modules: string, folders: readonly string[]): Generator<Binding> {
  for (const folder of folders) {
    if (isTypeFolder(join(folder, "lib", "provider"))) {
      yield new Binding(folder.slice(modules.length + 1).replaceAll("\\", "/"), join(folder, "lib"));
    }
  }
}

/** Where `cdktf get` writes: `codeMakerOutput` of cdktf.json, `.gen` unless it says otherwise. */
function generatedFolder(root: string): string {
  const file = join(root, "cdktf.json");
  if (!existsSync(file)) return ".gen";
  const settings: unknown = JSON.parse(readFileSync(file, "utf8"));
  const named = typeof settings === "object" && settings !== null && "codeMakerOutput" in settings;
  return named && typeof settings.codeMakerOutput === "string" ? settings.codeMakerOutput : ".gen";
}

function withParents(folders: readonly string[]): readonly string[] {
  const roots = new Set<string>();
  for (const folder of folders) {
    for (let root = resolve(folder); ; root = dirname(root)) {
      roots.add(root);
      if (dirname(root) === root) break;
    }
  }
  return [...roots];
}

function subfolders(folder: string): readonly string[] {
  if (!existsSync(folder)) return [];
  return readdirSync(folder, { withFileTypes: true })
    .filter((entry) => entry.isDirectory() || entry.isSymbolicLink())
    .map((entry) => join(folder, entry.name));
}

function noBinding(source: string, searchFrom: readonly string[]): Problem {
  return {
    what: `No binding of the provider ${source} is installed, so the sandbox has no schema for it`,
    where: searchFrom.join(", "),
    allowed: "an @cdktf/provider-* or @cdktn/provider-* package, or bindings generated by `cdktf get` in TypeScript",
    doThis: `install the package that holds the bindings of ${source}, or run \`cdktf get\``,
  };
}
