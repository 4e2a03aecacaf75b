import { basename } from "node:path";
import { closestNames } from "../core/closest-names";
import { PalisadeError, type Problem } from "../core/errors";
import { parseBinding } from "./binding/binding-parser";
import type { BindingKind } from "./binding/parsed-type";
import { readFolderSource } from "./binding/source-text";
import { type Binding, findBinding } from "./binding-locator";
import { ephemeralSchema, ephemeralTypes, unboundProvider } from "./ephemeral-schemas";
import type { ProviderSchema, TypeSchema } from "./schema";
import { buildTypeSchema } from "./schema-builder";
import { hasNestedAttributes } from "./schema-overrides";
import { normalizeProviderSource, type ProviderInUse } from "./used-types";

export { normalizeProviderSource, type ProviderInUse, providersInUse, type UsedTypes } from "./used-types";

/**
 * The schema of one provider as far as a stack uses it, rebuilt from the text of the installed bindings: the
 * provider's configuration and the used types. Each type is read once in a process.
 *
 * Not in a binding, and therefore not in the result unless `schema-overrides.ts` knows it: schema versions (served
 * as 0), sensitivity, item counts above one. Ephemeral resources come from `ephemeral-schemas.ts`.
 *
 * @param provider source and used types, as `providersInUse` gives them
 * @param searchFrom folders from which bindings are looked for; see `findBinding`
 * @throws PalisadeError when no binding is installed, naming the closest names for every type that it does not have,
 * or when a binding's text is of an unknown form
 */
export function loadProviderSchema(provider: ProviderInUse, searchFrom: readonly string[]): ProviderSchema {
  const source = normalizeProviderSource(provider.source);
  const { dataSources: asked, resources: made } = provider.used;
  const bare = unboundProvider(source);
  // Of its resources and data sources nothing is known: for those a binding has to be there.
  if (bare !== undefined && asked.length + made.length === 0)
    return withoutBinding(source, bare, provider.used.ephemerals);
  const binding = findBinding(source, searchFrom);
  const problems: Problem[] = [];
  const read = (kind: "resource" | "data", types: readonly string[]): Record<string, TypeSchema> => {
    const schemas: Record<string, TypeSchema> = {};
    for (const type of types) {
      const schema = typeSchema(binding, source, kind, type);
      if (schema === undefined) problems.push(unknownType(binding, kind, type));
      else schemas[type] = schema;
    }
    return schemas;
  };
  const resources = read("resource", provider.used.resources);
  const dataSources = read("data", provider.used.dataSources);
  const ephemerals: Record<string, TypeSchema> = {};
  for (const type of provider.used.ephemerals) {
    const schema = ephemeralSchema(source, type);
    if (schema === undefined) problems.push(unknownEphemeral(source, type));
    else ephemerals[type] = schema;
  }
  const config = typeSchema(binding, source, "provider", source);
  if (problems.length > 0 || config === undefined) throw new PalisadeError(problems);
  return {
    provider: config,
    resource_schemas: resources,
    data_source_schemas: dataSources,
    ephemeral_resource_schemas: ephemerals,
  };
}

function withoutBinding(source: string, provider: TypeSchema, types: readonly string[]): ProviderSchema {
  const ephemerals: Record<string, TypeSchema> = {};
  for (const type of types) {
    const schema = ephemeralSchema(source, type);
    if (schema === undefined) throw new PalisadeError([unknownEphemeral(source, type)]);
    ephemerals[type] = schema;
  }
  return { provider, resource_schemas: {}, data_source_schemas: {}, ephemeral_resource_schemas: ephemerals };
}

const cache = new Map<string, TypeSchema>();

function typeSchema(binding: Binding, source: string, kind: BindingKind, type: string): TypeSchema | undefined {
  const key = `${binding.folder} ${kind} ${type}`;
  const known = cache.get(key);
  if (known !== undefined) return known;
  const folder = binding.folderOf(kind, type);
  if (folder === undefined) return undefined;
  const parsed = parseBinding(readFolderSource(folder), `${binding.name}/lib/${basename(folder)}`);
  const schema = buildTypeSchema(parsed, { nestedAttributes: hasNestedAttributes(source) });
  cache.set(key, schema);
  return schema;
}

function unknownType(binding: Binding, kind: "resource" | "data", type: string): Problem {
  const word = kind === "resource" ? "resource type" : "data source";
  return {
    what: `The installed binding has no ${word} ${type}`,
    where: binding.name,
    allowed: `for instance ${closestNames(type, binding.typeNames(kind)).join(", ")}`,
    doThis: `correct the name, or install a version of ${binding.name} that has ${type}`,
  };
}

function unknownEphemeral(source: string, type: string): Problem {
  const known = ephemeralTypes(source);
  return {
    what: `The sandbox has no schema of the ephemeral resource ${type}`,
    where: source,
    allowed: known.length === 0 ? "no ephemeral resource of this provider is known" : known.join(", "),
    doThis: "add its schema to ephemeral-schemas.ts: bindings hold none for ephemeral resources",
  };
}
