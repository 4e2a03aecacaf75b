import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { gunzipSync } from "node:zlib";
import type { ProviderSchema } from "../../../../lib/sandbox/schema";

const FOLDER = join(__dirname, "../../../../../shared/schemas");

/** The providers whose real schemas can be compared with, in the version of the installed binding. */
export const REAL_SCHEMA_FILES = {
  aws: "aws-6.25.0.json.gz",
  kubernetes: "kubernetes-2.38.0.json.gz",
  helm: "helm-3.1.1.json.gz",
  vault: "vault-5.6.0.json.gz",
  github: "github-6.9.0.json.gz",
} as const;

export type RealProvider = keyof typeof REAL_SCHEMA_FILES;

export const REAL_PROVIDERS: readonly RealProvider[] = ["aws", "kubernetes", "helm", "vault", "github"];

/** `describe`, or a visible notice and a skip where the recorded schemas are not at hand. */
export function describeWithRealSchemas(name: string, tests: () => void): void {
  if (existsSync(FOLDER)) {
    describe(name, tests);
    return;
  }
  // biome-ignore lint/suspicious/noConsole: a skipped comparison must be seen
  console.warn(`skipped: ${name} (the recorded provider schemas are not at hand)`);
  describe.skip(name, tests);
}

/** A real schema; the file of AWS has no provider configuration. */
export type RealSchema = Omit<ProviderSchema, "provider"> & Partial<Pick<ProviderSchema, "provider">>;

const loaded = new Map<RealProvider, RealSchema>();

/** The real schema of a provider. */
export function realSchema(provider: RealProvider): RealSchema {
  const known = loaded.get(provider);
  if (known !== undefined) return known;
  const text = gunzipSync(readFileSync(join(FOLDER, REAL_SCHEMA_FILES[provider]))).toString("utf8");
  const parsed: { readonly provider_schemas: Readonly<Record<string, Partial<ProviderSchema>>> } = JSON.parse(text);
  const [only = {}] = Object.values(parsed.provider_schemas);
  const schema: RealSchema = {
    ...(only.provider === undefined ? {} : { provider: only.provider }),
    resource_schemas: only.resource_schemas ?? {},
    data_source_schemas: only.data_source_schemas ?? {},
    ephemeral_resource_schemas: only.ephemeral_resource_schemas ?? {},
  };
  loaded.set(provider, schema);
  return schema;
}
