import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { chartKnowledge, KNOWN_CHARTS, type KnownChart } from "../../../../lib/catalogue/charts/known-charts";
import { ANY_KEY, INSTEAD, type KnownValues, mergeKnown, typesOf } from "../../../../lib/catalogue/charts/known-values";
import { formatProblem } from "../../../../lib/core/errors";
import { isJsonRecord, type JsonRecord, recordAt } from "../../../../lib/core/json";
import { Examination } from "../../../../lib/truth";
import { examineCharts } from "../../../../lib/truth/charts/examine-charts";
import { constraintsOf } from "../../../support/charts/schema-constraints";
import { readSchema, testWith } from "../../../support/shared-schemas";

const FOLDER = join(__dirname, "../../../../lib/catalogue/charts/values");
/** Charts whose sources have another name than the chart that is published. */
const SOURCE_NAMES: Readonly<Record<string, string>> = { base: "istio-base", cni: "istio-cni" };
const TYPES = ["boolean", "number", "string", "list", "map", "any", "null"];

function examine(chart: string, repository: string, version: string, values: unknown): Examination {
  const examination = new Examination();
  const config = { chart, repository, version, values: [JSON.stringify(values)] };
  const address = "helm_release.chart";
  examineCharts({ mode: "resource", type: "helm_release", address, path: address, config, marks: {} }, examination);
  return examination;
}

function written({ name, version }: KnownChart): JsonRecord {
  return recordAt(JSON.parse(readFileSync(join(FOLDER, `${name}-${version}.json`), "utf8")));
}

/** Charts of Istio merge their defaults, a profile and what is given by themselves: given values stand at the top. */
function defaultsIn(file: string): JsonRecord {
  const defaults = recordAt(readSchema(file));
  const merged = defaults["_internal_defaults_do_not_set"];
  return isJsonRecord(merged) ? merged : defaults;
}

/** Keys that stand in what is known and not in the defaults, where the defaults have a block. */
function stray(known: JsonRecord, defaults: JsonRecord, path: string): readonly string[] {
  return Object.entries(known).flatMap(([key, value]) => {
    if (key === ANY_KEY || key === INSTEAD) return [];
    const inner = defaults[key];
    if (!Object.hasOwn(defaults, key)) return [`${path}${key}`];
    const isBlock = isJsonRecord(value) && isJsonRecord(inner) && Object.keys(inner).length > 0;
    return isBlock ? stray(value, inner, `${path}${key}.`) : [];
  });
}

function* typesIn(values: KnownValues): Generator<string> {
  for (const value of Object.values(values)) {
    if (typeof value === "string") yield* typesOf(value);
    else yield* typesIn(value);
  }
}

describe.each(KNOWN_CHARTS.map((chart) => [chart.name, chart] as const))("what is known of %s", (_, chart) => {
  const { name, repository, version } = chart;
  const defaultsFile = `charts/${SOURCE_NAMES[name] ?? name}-${version}.values.json`;
  const schemaFile = `charts/${name}-${version}.schema.json`;
  const { values, source } = chartKnowledge(chart);

  it("is written in types that there are, and says where it was read", () => {
    expect([...typesIn(values)].filter((type) => !TYPES.includes(type))).toEqual([]);
    expect(source).toMatch(/^\S+ v?\d+\.\d+\.\d+: [\w-]+\/[\w-]+ @ [0-9a-f]{12}$/);
  });

  it("refuses a key that no chart has", () => {
    // A chart whose own schema is closed refuses it once more.
    const [first, ...others] = examine(name, repository, version, { palisade: 1 }).problems;
    expect(first?.what).toContain("has no such value");
    expect(others.length).toBeLessThan(2);
  });

  if (name !== "prometheus-operator-crds") {
    testWith(defaultsFile)("takes the chart's own defaults, and lists nothing that they do not have", () => {
      const defaults = defaultsIn(defaultsFile);
      const examination = examine(name, repository, version, defaults);
      expect(examination.problems.map(formatProblem)).toEqual([]);
      expect(examination.facts.length).toBeGreaterThan(Object.keys(defaults).length > 1 ? 10 : 0);
      // Charts inside of the chart have defaults of their own.
      const inner = /^(crds\.|k8s-metacollector$)/;
      const { listed } = written(chart);
      expect(stray(recordAt(listed), defaults, "").filter((key) => !inner.test(key))).toEqual([]);
    });
  }

  it("says of the file what it says itself", () => {
    const { chart: title, version: of, source: read } = written(chart);
    expect([title, of, `${name} ${version}: ${read}`]).toEqual([name, version, source]);
  });

  if (chartKnowledge(chart).schema !== undefined) {
    testWith(schemaFile)("has every constraint of the chart's own schema", () => {
      expect(chartKnowledge(chart).schema).toEqual(constraintsOf(readSchema(schemaFile)));
    });
  }
});

describe("the data of charts", () => {
  it("is all of charts that the catalogue knows", () => {
    const files = KNOWN_CHARTS.map(({ name, version }) => `${name}-${version}.json`);
    expect(readdirSync(FOLDER).sort()).toEqual(files.sort());
  });

  it("joins what a chart and the charts inside of it take", () => {
    const first = { a: "string", b: { x: "number" }, c: "map", d: "boolean?", e: { "": "null", f: "list" } };
    const second = { a: "number?", b: "map?", c: { y: "list" }, d: "any", e: { g: "string" }, h: "list" };
    expect(mergeKnown(first, second)).toEqual({
      a: "string|number?",
      b: { "": "null", x: "number", "*": "any?" },
      c: { y: "list", "*": "any?" },
      d: "any?",
      e: { "": "null", f: "list", g: "string" },
      h: "list",
    });
  });
});
