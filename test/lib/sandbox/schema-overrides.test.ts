import { FORCE_NEW, KUBERNETES_FORCE_NEW } from "../../../lib/sandbox/overrides/force-new";
import { ITEM_COUNTS } from "../../../lib/sandbox/overrides/item-counts";
import { SENSITIVE_DATA_ATTRIBUTES, SENSITIVE_RESOURCE_ATTRIBUTES } from "../../../lib/sandbox/overrides/sensitive";
import { loadProviderSchema } from "../../../lib/sandbox/provider-schemas";
import type { BlockSchema, TypeSchema } from "../../../lib/sandbox/schema";
import { forceNewAttributes, isWriteOnly } from "../../../lib/sandbox/schema-overrides";
import { describeWithRealSchemas, REAL_PROVIDERS, realSchema } from "./support/real-schemas";
import { settableAt } from "./support/schema-paths";

function schemaOf(type: string): TypeSchema | undefined {
  const localName = type.split("_")[0] ?? type;
  const source = localName === "github" ? "integrations/github" : `hashicorp/${localName}`;
  const used = { resources: [type], dataSources: [], ephemerals: [] };
  return loadProviderSchema({ localName, source, used }, [__dirname]).resource_schemas[type];
}

describe("arguments that replace a resource", () => {
  it.each(Object.keys(FORCE_NEW))("of %s are arguments of it", (type) => {
    const unknown = (FORCE_NEW[type] ?? []).filter((path) => !settableAt(schemaOf(type)?.block, path));
    expect(unknown).toEqual([]);
  });

  it.each(Object.keys(KUBERNETES_FORCE_NEW))("of %s are arguments of it, with or without a version ending", (type) => {
    const candidates = [type, `${type}_v1`].filter((name) => {
      try {
        return schemaOf(name) !== undefined;
      } catch {
        return false;
      }
    });
    expect(candidates).not.toEqual([]);
    const paths = KUBERNETES_FORCE_NEW[type] ?? [];
    expect(paths.filter((path) => !candidates.some((name) => settableAt(schemaOf(name)?.block, path)))).toEqual([]);
  });

  it("hold the name and namespace of every Kubernetes object but a manifest", () => {
    expect(forceNewAttributes("kubernetes_stateful_set_v1")).toEqual(
      expect.arrayContaining(["metadata.name", "metadata.namespace", "spec.volume_claim_template"]),
    );
    expect(forceNewAttributes("kubernetes_manifest")).toEqual([]);
  });

  it("hold the namespace of every Vault object, and not the path of a mount, which moves", () => {
    expect(forceNewAttributes("vault_mount")).toEqual(expect.arrayContaining(["namespace", "type"]));
    expect(forceNewAttributes("vault_mount")).not.toContain("path");
    expect(forceNewAttributes("vault_quota_rate_limit")).toEqual(["namespace"]);
  });

  it("are none for a type nobody looked up", () => {
    expect(forceNewAttributes("aws_cloudfront_function")).toEqual([]);
  });
});

describe("write-only attributes", () => {
  it("are those of resources that end so, and the one exception", () => {
    expect(isWriteOnly("resource", "aws_db_instance", "password_wo")).toBe(true);
    expect(isWriteOnly("resource", "aws_db_instance", "password_wo_version")).toBe(false);
    expect(isWriteOnly("data", "helm_template", "set_wo")).toBe(false);
    expect(isWriteOnly("resource", "vault_spiffe_auth_backend_config", "defer_bundle_fetch")).toBe(true);
  });
});

describeWithRealSchemas("override tables against the providers' own schemas", () => {
  const all = (section: "resource_schemas" | "data_source_schemas"): ReadonlyMap<string, TypeSchema> =>
    new Map(REAL_PROVIDERS.flatMap((provider) => Object.entries(realSchema(provider)[section])));

  it.each([
    ["resources", "resource_schemas", SENSITIVE_RESOURCE_ATTRIBUTES],
    ["data sources", "data_source_schemas", SENSITIVE_DATA_ATTRIBUTES],
  ] as const)(
    "sensitive attributes of %s are really sensitive, and every listed type that is not a database has all of its",
    (_, section, table) => {
      const real = all(section);
      for (const [type, listed] of Object.entries(table)) {
        const sensitive = sensitivePaths(real.get(type)?.block, "");
        expect({ type, wrong: listed.filter((path) => !sensitive.includes(path)) }).toEqual({ type, wrong: [] });
        if (!type.startsWith("vault_database_")) expect({ type, all: [...listed] }).toEqual({ type, all: sensitive });
      }
    },
  );

  it("item counts are the provider's", () => {
    const real = all("resource_schemas");
    for (const [type, counts] of Object.entries(ITEM_COUNTS)) {
      for (const [path, count] of Object.entries(counts)) {
        const names = path.split(".");
        const last = names.pop() ?? "";
        const parent = names.reduce<BlockSchema | undefined>(
          (block, name) => block?.block_types?.[name]?.block,
          real.get(type)?.block,
        );
        expect({ type, path, block: parent?.block_types?.[last] }).toMatchObject({ type, path, block: count });
      }
    }
  });
});

function sensitivePaths(block: BlockSchema | undefined, prefix: string): readonly string[] {
  const found: string[] = [];
  for (const [name, attribute] of Object.entries(block?.attributes ?? {})) {
    if (attribute.sensitive === true) found.push(`${prefix}${name}`);
    const nested = attribute.nested_type?.attributes;
    if (nested !== undefined) found.push(...sensitivePaths({ attributes: nested }, `${prefix}${name}.`));
  }
  for (const [name, nested] of Object.entries(block?.block_types ?? {})) {
    found.push(...sensitivePaths(nested.block, `${prefix}${name}.`));
  }
  return found.sort();
}
