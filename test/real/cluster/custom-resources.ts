import { existsSync } from "node:fs";
import { join } from "node:path";
import {
  type KubernetesSchema,
  SCHEMA_SETS,
  type SchemaSet,
  schemaSet,
} from "../../../lib/catalogue/kubernetes/schema-set";
import { isJsonRecord, type JsonRecord, recordAt, textAt } from "../../../lib/core/json";
import { readSchema } from "../../support/shared-schemas";

/** Where the whole definitions are, beside a checkout of the project's own; others do without. */
const WHOLE_DEFINITIONS = join(__dirname, "../../../../shared/schemas");

/** A definition to be installed, and whether it holds the kind's rules in CEL. */
export interface CustomResource {
  readonly definition: JsonRecord;
  /** False for a definition made from the catalogue, which knows of such rules only what they say. */
  readonly hasRules: boolean;
}

/** The spelling of a kind in paths, as the code generators make it. */
export function pluralOf(kind: string): string {
  const word = kind.toLowerCase();
  if (/[^aeiou]y$/.test(word)) return `${word.slice(0, -1)}ies`;
  if (/ss$/.test(word)) return `${word}es`;
  return word.endsWith("s") ? word : `${word}s`;
}

/** A schema as a definition takes it: nothing is referred to, and rules are left out whose expression is not known. */
function inlined(schema: KubernetesSchema, set: SchemaSet): JsonRecord {
  const { $ref, "x-kubernetes-validations": _rules, ...own } = schema;
  const whole = { ...($ref === undefined ? {} : set.definitions[$ref]), ...own };
  const { properties, items, additionalProperties, ...rest } = whole;
  const { $ref: _ref, "x-kubernetes-validations": _more, ...plain } = rest;
  return {
    ...plain,
    // The catalogue keeps the keys of a list and takes for granted what they are for.
    ...(plain["x-kubernetes-list-map-keys"] === undefined ? {} : { "x-kubernetes-list-type": "map" }),
    ...(items === undefined ? {} : { items: inlined(items, set) }),
    ...(additionalProperties === undefined ? {} : { additionalProperties: inlined(additionalProperties, set) }),
    ...(properties === undefined
      ? {}
      : {
          properties: Object.fromEntries(
            Object.entries(properties).map(([name, property]) => [name, inlined(property, set)]),
          ),
        }),
  };
}

interface Version {
  readonly name: string;
  readonly schema: unknown;
  readonly stored: boolean;
}

function definition(group: string, kind: string, scope: string, versions: readonly Version[]): JsonRecord {
  const plural = pluralOf(kind);
  return {
    apiVersion: "apiextensions.k8s.io/v1",
    kind: "CustomResourceDefinition",
    metadata: {
      name: `${plural}.${group}`,
      // Groups of Kubernetes itself are guarded by this word of the people who review them.
      ...(group.endsWith(".k8s.io") ? { annotations: { "api-approved.kubernetes.io": "unapproved, test" } } : {}),
    },
    spec: {
      group,
      names: { kind, plural, singular: kind.toLowerCase(), listKind: `${kind}List` },
      scope,
      versions: versions.map(({ name, schema, stored }) => ({
        name,
        served: true,
        storage: stored,
        schema: { openAPIV3Schema: schema },
      })),
    },
  };
}

function fromWhole(group: string, kind: string): CustomResource | undefined {
  const file = [".json", ".json.gz"]
    .map((ending) => `crds/${group}_${pluralOf(kind)}${ending}`)
    .find((path) => existsSync(join(WHOLE_DEFINITIONS, path)));
  if (file === undefined) return undefined;
  const whole: unknown = readSchema(file);
  const stored = textAt(whole, "storage");
  const versions = Object.entries(recordAt(whole, "versions")).map(([name, schema]) => ({
    name,
    schema,
    stored: name === stored,
  }));
  const scope = textAt(whole, "scope") ?? "Namespaced";
  return { definition: definition(group, kind, scope, versions), hasRules: true };
}

function fromCatalogue(group: string, kind: string, set: SchemaSet): CustomResource {
  const known = Object.entries(set.kinds).filter(([key]) => key.startsWith(`${group}/`) && key.endsWith(` ${kind}`));
  const versions = known.map(([key, { schema }], index) => {
    const { properties = {}, ...rest } = inlined(set.definitions[schema] ?? {}, set);
    const header = { apiVersion: { type: "string" }, kind: { type: "string" }, metadata: { type: "object" } };
    const fields = { ...header, ...(isJsonRecord(properties) ? properties : {}) };
    return {
      name: key.slice(group.length + 1, key.indexOf(" ")),
      schema: { ...rest, type: "object", properties: fields },
      stored: index === known.length - 1,
    };
  });
  const namespaced = known.every(([, { namespaced: inNamespace }]) => inNamespace);
  return { definition: definition(group, kind, namespaced ? "Namespaced" : "Cluster", versions), hasRules: false };
}

/**
 * The definition of every custom resource that the catalogue knows. Where the whole definitions of the programs are at
 * hand these are taken, with their rules in CEL; elsewhere the catalogue's own schemas.
 */
export function customResources(wholeOnes = true): readonly CustomResource[] {
  return SCHEMA_SETS.filter((name) => name !== "core").flatMap((name) => {
    const set = schemaSet(name);
    const kinds = new Set(Object.keys(set.kinds).map((key) => key.replace(/\/\S+ /, " ")));
    return [...kinds].map((key) => {
      const [group = "", kind = ""] = key.split(" ");
      return (wholeOnes ? fromWhole(group, kind) : undefined) ?? fromCatalogue(group, kind, set);
    });
  });
}
