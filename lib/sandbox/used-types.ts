/** Types of one provider that a stack uses, sorted. */
export interface UsedTypes {
  /** Resource types, `aws_vpc`. */
  readonly resources: readonly string[];
  /** Data source types. */
  readonly dataSources: readonly string[];
  /** Ephemeral resource types. */
  readonly ephemerals: readonly string[];
}

/** One provider of a stack. */
export interface ProviderInUse {
  /** The name the stack gives it in `required_providers`; the first, when it gives several. */
  readonly localName: string;
  /** Its source without the public registry's host: `hashicorp/aws`. A private registry's host is kept. */
  readonly source: string;
  /** What the stack uses of it. */
  readonly used: UsedTypes;
}

const KINDS = { resource: "resources", data: "dataSources", ephemeral: "ephemerals" } as const;
/** Terraform serves `terraform_data` and `terraform_remote_state` itself. */
const BUILT_IN = "terraform";
/** Generators write this key as a comment at any level. */
const COMMENT = "//";
/** Hosts that Terraform and OpenTofu add to a source without one. */
const PUBLIC_HOST = /^registry\.(?:terraform\.io|opentofu\.org)$/;

/**
 * The providers a synthesized stack needs, and the types it uses of each. A type belongs to the provider its
 * `provider` argument names, else to the one whose local name is the part before the first underscore.
 *
 * @param stackJson the parsed `cdk.tf.json` of one stack
 */
export function providersInUse(stackJson: unknown): readonly ProviderInUse[] {
  const stack = asObject(stackJson);
  const sources = requiredSources(stack);
  const found = new Map<string, Found>();
  const provider = (localName: string): Found => {
    const source = sources.get(localName) ?? `hashicorp/${localName}`;
    const existing = found.get(source);
    if (existing !== undefined) return existing;
    const made = {
      localName,
      resources: new Set<string>(),
      dataSources: new Set<string>(),
      ephemerals: new Set<string>(),
    };
    found.set(source, made);
    return made;
  };
  for (const name of [...sources.keys(), ...keysOf(stack["provider"])]) provider(name);
  for (const [section, kind] of Object.entries(KINDS)) {
    for (const { type, config } of blocksOf(stack[section])) {
      const localName = providerOf(type, config);
      if (localName !== BUILT_IN || sources.has(BUILT_IN)) provider(localName)[kind].add(type);
    }
  }
  return [...found].map(([source, { localName, resources, dataSources, ephemerals }]) => ({
    localName,
    source,
    used: { resources: sorted(resources), dataSources: sorted(dataSources), ephemerals: sorted(ephemerals) },
  }));
}

/** A provider source in the form all of the sandbox uses: `aws` becomes `hashicorp/aws`, the public host is dropped. */
export function normalizeProviderSource(source: string): string {
  const parts = source.split("/");
  const [host] = parts;
  if (parts.length === 3 && host !== undefined && PUBLIC_HOST.test(host)) parts.shift();
  return parts.length === 1 ? `hashicorp/${source}` : parts.join("/");
}

interface Found {
  readonly localName: string;
  readonly resources: Set<string>;
  readonly dataSources: Set<string>;
  readonly ephemerals: Set<string>;
}

function requiredSources(stack: Readonly<Record<string, unknown>>): ReadonlyMap<string, string> {
  const sources = new Map<string, string>();
  for (const terraform of asObjects(stack["terraform"])) {
    for (const required of asObjects(terraform["required_providers"])) {
      for (const [localName, requirement] of Object.entries(required)) {
        if (localName === COMMENT) continue;
        const source = asObject(requirement)["source"];
        sources.set(localName, normalizeProviderSource(typeof source === "string" ? source : localName));
      }
    }
  }
  return sources;
}

function* blocksOf(section: unknown): Generator<{ readonly type: string; readonly config: unknown }> {
  for (const types of asObjects(section)) {
    for (const [type, instances] of Object.entries(types)) {
      if (type === COMMENT) continue;
      for (const named of asObjects(instances)) {
        for (const [name, config] of Object.entries(named)) {
          if (name !== COMMENT) yield { type, config };
        }
      }
    }
  }
}

function providerOf(type: string, config: unknown): string {
  const argument = asObjects(config).find((block) => typeof block["provider"] === "string")?.["provider"];
  const reference = typeof argument === "string" ? argument.replace(/^\$\{|\}$/g, "") : type;
  return reference.split(reference === type ? "_" : ".")[0] ?? type;
}

/** Terraform's JSON allows a list of objects wherever it allows one object. */
function asObjects(value: unknown): readonly Readonly<Record<string, unknown>>[] {
  return Array.isArray(value) ? value.map(asObject) : [asObject(value)];
}

function asObject(value: unknown): Readonly<Record<string, unknown>> {
  return isObject(value) ? value : {};
}

function isObject(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

function keysOf(section: unknown): readonly string[] {
  return asObjects(section)
    .flatMap((object) => Object.keys(object))
    .filter((key) => key !== COMMENT);
}

function sorted(names: ReadonlySet<string>): readonly string[] {
  return [...names].sort();
}
