import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import {
  type KubernetesSchema,
  SCHEMA_SETS,
  type SchemaSet,
  schemaSet,
  schemaSetOf,
} from "../../../../lib/catalogue/kubernetes/schema-set";
import { isJsonRecord } from "../../../../lib/core/json";
import { re2Pattern } from "../../../../lib/truth/kubernetes/re2";
import { readSchema, testWith } from "../../../support/shared-schemas";
import { CUSTOM_SETS, customSet } from "../../../support/write-kubernetes-schemas";

const FOLDER = join(__dirname, "../../../../lib/catalogue/kubernetes");

/** Every schema inside of a set. */
function* schemasOf(set: SchemaSet): Generator<KubernetesSchema> {
  const waiting = Object.values(set.definitions);
  for (let schema = waiting.pop(); schema !== undefined; schema = waiting.pop()) {
    yield schema;
    waiting.push(...Object.values(schema.properties ?? {}));
    if (schema.items !== undefined) waiting.push(schema.items);
    if (schema.additionalProperties !== undefined) waiting.push(schema.additionalProperties);
  }
}

describe.each(SCHEMA_SETS)("schemas of %s", (name) => {
  const set = schemaSet(name);

  test("every kind and every reference leads to a definition", () => {
    const names = [...schemasOf(set)].flatMap(({ $ref }) => $ref ?? []);
    const wanted = [...Object.values(set.kinds).map(({ schema }) => schema), ...names];
    expect(wanted.filter((wantedName) => set.definitions[wantedName] === undefined)).toEqual([]);
    expect(wanted.length).toBeGreaterThan(0);
  });

  test("every pattern can be read here", () => {
    const patterns = [...schemasOf(set)].flatMap(({ pattern }) => pattern ?? []);
    expect(patterns.filter((pattern) => re2Pattern(pattern) === undefined)).toEqual([]);
  });

  test("what is required is a field", () => {
    const missing = [...schemasOf(set)].flatMap(({ properties, required = [] }) =>
      required.filter((field) => properties?.[field] === undefined),
    );
    expect(missing).toEqual([]);
  });
});

/** As JSON has it: without what is undefined. */
function plain(value: unknown): unknown {
  return JSON.parse(JSON.stringify(value));
}

const CUSTOM = Object.keys(CUSTOM_SETS).filter((name): name is keyof typeof CUSTOM_SETS => name in CUSTOM_SETS);

for (const name of CUSTOM) {
  const { chart, definitions } = CUSTOM_SETS[name];

  test(`the custom resources of ${name} are those of the pinned chart`, () => {
    expect(schemaSet(name).version).toBe(`${chart.name} ${chart.version}`);
  });

  const file = (definition: string) =>
    ["", ".gz"].map((ending) => `crds/${definition}.json${ending}`).find((path) => exists(path)) ?? "";

  testWith(file(definitions[0]) || `crds/${definitions[0]}.json`)(
    `${name} has not drifted from the definitions`,
    () => {
      const written = customSet(name, (definition) => readSchema(file(definition)));
      expect(schemaSet(name)).toEqual(plain(written));
    },
  );
}

function exists(path: string): boolean {
  try {
    return isJsonRecord(readSchema(path));
  } catch {
    return false;
  }
}

test("a group leads to the program that brings it", () => {
  expect(schemaSetOf("v1")).toBe(schemaSet("core"));
  expect(schemaSetOf("batch/v1")).toBe(schemaSet("core"));
  expect(schemaSetOf("networking.k8s.io/v1")).toBe(schemaSet("core"));
  expect(schemaSetOf("external-secrets.io/v1beta1")).toBe(schemaSet("external-secrets"));
  expect(schemaSetOf("cert-manager.io/v1")).toBe(schemaSet("cert-manager"));
  expect(schemaSetOf("karpenter.k8s.aws/v1")).toBe(schemaSet("karpenter"));
  expect(schemaSetOf("example.org/v1")).toBeUndefined();
  expect(schemaSetOf("constructor/v1")).toBe(schemaSet("core"));
});

test("all schemas together stay small enough to review and to ship", () => {
  const files = readdirSync(FOLDER).filter((file) => file.endsWith(".json"));
  expect(files.map((file) => file.replace(".json", "")).sort()).toEqual([...SCHEMA_SETS].sort());
  const bytes = files.reduce((sum, file) => sum + readFileSync(join(FOLDER, file)).length, 0);
  expect(bytes).toBeLessThan(600_000);
});
