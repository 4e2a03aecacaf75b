import type { TypeJson } from "../schema";
import { type ClassMember, parseClassMembers } from "./class-members";
import { Declarations } from "./declarations";
import { type EntryKind, type HclEntry, parseHclEntries } from "./hcl-entries";
import { type InterfaceProperty, parseInterfaceProperties } from "./interface-properties";
import type { BindingKind, ParsedMember, ParsedShape, ParsedStruct, ParsedType } from "./parsed-type";
import { unclassifiedEntry } from "./unclassified";
import type { ValueMapper } from "./value-mapper";

const ROOT = / extends cdktf\.(TerraformResource|TerraformDataSource|TerraformProvider) /;
const KINDS: Readonly<Record<string, BindingKind>> = {
  TerraformResource: "resource",
  TerraformDataSource: "data",
  TerraformProvider: "provider",
};
/** `alias` belongs to Terraform, yet generated providers carry it among their arguments. */
const PROVIDER_META_ARGUMENT = "alias";

/**
 * Reads the text of one folder of a binding. Nothing is executed and no other file is looked at.
 *
 * @param source the TypeScript text of the folder
 * @param file what to name in errors: package and folder
 * @throws PalisadeError for any entry of an unknown form, naming file and entry
 */
export function parseBinding(source: string, file: string): ParsedType {
  const declarations = new Declarations(source, file);
  const rootClass = declarations.lastClass(ROOT);
  const kind = KINDS[ROOT.exec(rootClass?.text ?? "")?.[1] ?? ""];
  if (rootClass === undefined || kind === undefined)
    throw unclassifiedEntry(file, "no resource, data source or provider class");
  const typeName = quoted(rootClass.text, "terraformResourceType");
  const providerVersion = quoted(rootClass.text, "providerVersion");
  if (typeName === undefined || providerVersion === undefined) {
    throw unclassifiedEntry(file, `${rootClass.name} has no resource type or provider version`);
  }
  const providerSource = quoted(rootClass.text, "terraformProviderSource");
  const structs = new StructReader(declarations, kind);
  return {
    kind,
    typeName,
    providerVersion,
    root: structs.readRoot(rootClass.text),
    ...(providerSource === undefined ? {} : { providerSource }),
  };
}

/** The type a folder holds, without reading its members. @returns undefined for a folder that holds none */
export function bindingTypeName(source: string): { readonly kind: BindingKind; readonly typeName: string } | undefined {
  const kind = KINDS[ROOT.exec(source)?.[1] ?? ""];
  const typeName = quoted(source, "terraformResourceType");
  return kind === undefined || typeName === undefined ? undefined : { kind, typeName };
}

/** The source that a provider class writes to `required_providers`. @returns undefined for any other text */
export function declaredProviderSource(source: string): string | undefined {
  return bindingTypeName(source)?.kind === "provider" ? quoted(source, "terraformProviderSource") : undefined;
}

/** The value of `key: '…'`. Only constructors use single quotes, import helpers double ones. */
function quoted(text: string, key: string): string | undefined {
  return new RegExp(`\\b${key}: '([^']*)'`).exec(text)?.[1];
}

/** Reads the structs of one folder, each once. */
class StructReader {
  private readonly read = new Map<string, ParsedStruct>();
  private readonly open = new Set<string>();

  public constructor(
    private readonly declarations: Declarations,
    private readonly kind: BindingKind,
  ) {}

  public readRoot(text: string): ParsedStruct {
    const file = this.declarations.file;
    const members = new Map(parseClassMembers(text, file));
    const entries = new Map(parseHclEntries(text, file));
    if (this.kind === "provider") {
      members.delete(PROVIDER_META_ARGUMENT);
      entries.delete(PROVIDER_META_ARGUMENT);
    }
    const config = /public constructor\(scope: Construct, id: string, config: (\w+)/.exec(text)?.[1];
    if (config === undefined) throw unclassifiedEntry(file, "a constructor without a config interface");
    return this.assemble("the type itself", members, entries, () =>
      parseInterfaceProperties(this.declarations.get("interface", config)),
    );
  }

  private readStruct(name: string): ParsedStruct {
    const known = this.read.get(name);
    if (known !== undefined) return known;
    if (this.open.has(name)) throw unclassifiedEntry(this.declarations.file, `${name} contains itself`);
    this.open.add(name);
    const { declarations } = this;
    const functionName = `${name.charAt(0).toLowerCase()}${name.slice(1)}ToHclTerraform`;
    const entries = parseHclEntries(declarations.get("function", functionName), declarations.file);
    const properties = lazy(() => parseInterfaceProperties(declarations.get("interface", name)));
    const reference = declarations.find("class", `${name}OutputReference`);
    const members =
      reference === undefined ? membersOfInterface(properties()) : parseClassMembers(reference, declarations.file);
    const struct = this.assemble(name, members, entries, properties);
    this.open.delete(name);
    this.read.set(name, struct);
    return struct;
  }

  private assemble(
    name: string,
    members: ReadonlyMap<string, ClassMember>,
    entries: ReadonlyMap<string, HclEntry>,
    properties: () => ReadonlyMap<string, InterfaceProperty>,
  ): ParsedStruct {
    const parsed = new Map<string, ParsedMember>();
    let nullFilled = false;
    for (const [member, { required, optional, computed, source }] of members) {
      const entry = entries.get(member);
      if (entry?.nullFilled) nullFilled = true;
      const shape =
        entry === undefined
          ? this.computedShape(source)
          : this.settableShape(entry, () => isBlock(properties(), member));
      // A settable member without an entry has no known type; one with neither flag has no known class.
      if (shape === undefined || (entry === undefined) !== (!required && !optional)) {
        throw unclassifiedEntry(this.declarations.file, `${name}.${member}`);
      }
      parsed.set(member, { required, optional, computed, shape });
    }
    for (const entry of entries.keys()) {
      if (!parsed.has(entry)) throw unclassifiedEntry(this.declarations.file, `${name}.${entry}`);
    }
    return { members: parsed, nullFilled };
  }

  private computedShape(source: ClassMember["source"]): ParsedShape | undefined {
    if (source.kind === "typed") return source;
    if (source.kind === "stored") return undefined;
    const { className, wrapsSet } = source;
    const use = { kind: "struct", block: false, atMostOne: false } as const;
    if (className.endsWith("OutputReference")) {
      const struct = this.readStruct(className.slice(0, -"OutputReference".length));
      return { ...use, nesting: "single", struct };
    }
    const text = this.declarations.get("class", className);
    const element = /return new (\w+)OutputReference\(/.exec(text)?.[1];
    const base = / extends cdktf\.Complex(List|Map) /.exec(text)?.[1];
    if (element === undefined || base === undefined) return undefined;
    const nesting = base === "Map" ? "map" : wrapsSet ? "set" : "list";
    return { ...use, nesting, struct: this.readStruct(element) };
  }

  private settableShape(entry: HclEntry, block: () => boolean): ParsedShape | undefined {
    const { mapper, kind } = entry;
    if (mapper.kind === "struct") {
      const struct = this.readStruct(mapper.name);
      // A bare call repeats at most once. Lists and sets of that form are always blocks.
      if (kind === "list" || kind === "set")
        return { kind: "struct", nesting: kind, block: true, atMostOne: true, struct };
      if (kind !== "struct") return undefined;
      return { kind: "struct", nesting: "single", block: block(), atMostOne: true, struct };
    }
    if (mapper.kind === "list" && mapper.inner.kind === "struct") {
      if (kind !== "list" && kind !== "set") return undefined;
      const struct = this.readStruct(mapper.inner.name);
      return { kind: "struct", nesting: kind, block: mapper.block, atMostOne: false, struct };
    }
    if (mapper.kind === "map" && mapper.inner.kind === "struct") {
      if (kind !== "map") return undefined;
      return {
        kind: "struct",
        nesting: "map",
        block: false,
        atMostOne: false,
        struct: this.readStruct(mapper.inner.name),
      };
    }
    const type = plainType(mapper, kind);
    return type === undefined ? undefined : { kind: "typed", type };
  }
}

/** The type of a scalar or of a collection without structs. Only the outermost list says whether it is a set. */
function plainType(mapper: ValueMapper, kind: EntryKind): TypeJson | undefined {
  if (mapper.kind === "scalar") return mapper.type;
  if (mapper.kind === "struct") return undefined;
  const inner = plainType(mapper.inner, "list");
  if (inner === undefined) return undefined;
  if (mapper.kind === "list") return [kind === "set" ? "set" : "list", inner];
  // `anyMap` is how the generator writes one dynamic value, as in kubernetes_manifest.
  return inner === "dynamic" ? "dynamic" : ["map", inner];
}

/** Structs under a provider class have no class of their own; they hold settable members only. */
function membersOfInterface(properties: ReadonlyMap<string, InterfaceProperty>): ReadonlyMap<string, ClassMember> {
  const members = new Map<string, ClassMember>();
  for (const [name, { required }] of properties) {
    members.set(name, { required, optional: !required, computed: false, source: { kind: "stored" } });
  }
  return members;
}

function isBlock(properties: ReadonlyMap<string, InterfaceProperty>, name: string): boolean {
  return properties.get(name)?.block ?? false;
}

function lazy<T>(make: () => T): () => T {
  let made: { readonly value: T } | undefined;
  return () => {
    made ??= { value: make() };
    return made.value;
  };
}
