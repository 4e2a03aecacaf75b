import { existsSync, readdirSync, readFileSync, statSync } from "node:fs";
import { join } from "node:path";
import { parse } from "yaml";
import { KNOWN_CHARTS, type KnownChart } from "../../../lib/catalogue/charts/known-charts";
import { INSTEAD, type KnownValue, type KnownValues, mergeKnown } from "../../../lib/catalogue/charts/known-values";
import { isJsonRecord, type JsonRecord, listAt, textAt } from "../../../lib/core/json";
import { diffableJson } from "../diffable-json";
import { type KnownTree, knownTree } from "./known-tree";
import { constraintsOf, typesBySchema } from "./schema-constraints";
import { valuesRead } from "./values-read";

const TEMPLATE_FILE = /\.(ya?ml|tpl|txt)$/;

/** Every file of a folder and of those inside of it. */
export function filesUnder(folder: string): readonly string[] {
  if (!existsSync(folder)) return [];
  return readdirSync(folder).flatMap((name) => {
    const path = join(folder, name);
    return statSync(path).isDirectory() ? filesUnder(path) : [path];
  });
}

/** A YAML file that holds a map; empty where there is none. */
export function readYaml(file: string): JsonRecord {
  const data: unknown = existsSync(file) ? parse(readFileSync(file, "utf8")) : {};
  return isJsonRecord(data) ? data : {};
}

/** Default values may hold templates, which read values too. */
function templateTexts(value: unknown): readonly string[] {
  if (typeof value === "string") return value.includes("{{") ? [value] : [];
  if (Array.isArray(value)) return value.flatMap(templateTexts);
  return isJsonRecord(value) ? Object.values(value).flatMap(templateTexts) : [];
}

/**
 * Charts of Istio keep their defaults below a key of this name, and merge a profile and what is given over them: values
 * are given at the top, and what the merge itself reads is nobody's to give (templates/zzz_profile.yaml of istio/istio).
 */
const DEFAULTS_KEY = "_internal_defaults_do_not_set";
const MERGE_KEYS = [DEFAULTS_KEY, "_original", "defaults"];

function treeOf(folder: string): KnownTree {
  const all = readYaml(join(folder, "values.yaml"));
  const inner = all[DEFAULTS_KEY];
  if (!isJsonRecord(inner)) return treeOfDefaults(folder, all);
  const { listed, read } = treeOfDefaults(folder, inner);
  return { listed, read: Object.fromEntries(Object.entries(read).filter(([key]) => !MERGE_KEYS.includes(key))) };
}

function treeOfDefaults(folder: string, defaults: JsonRecord): KnownTree {
  const templates = filesUnder(join(folder, "templates")).filter((file) => TEMPLATE_FILE.test(file));
  const sources = [...templates.map((file) => readFileSync(file, "utf8")), ...templateTexts(defaults)];
  let { listed, read } = knownTree(defaults, valuesRead(sources));
  const known = new Set(KNOWN_CHARTS.map(({ name }) => name));
  for (const dependency of listAt(readYaml(join(folder, "Chart.yaml")), "dependencies")) {
    const key = textAt(dependency, "alias") ?? textAt(dependency, "name") ?? "";
    // What another chart of the catalogue takes stands in its own file; one that is not in it takes anything.
    if (known.has(key)) continue;
    if (textAt(dependency, "repository") !== undefined) {
      listed = { ...listed, [key]: "map" };
      continue;
    }
    const part = treeOf(join(folder, "charts", textAt(dependency, "name") ?? ""));
    listed = under(listed, key, part.listed);
    read = under(read, key, part.read);
  }
  return { listed, read: withoutListed(read, listed) };
}

/** What the whole lists itself of what its parts read. */
function withoutListed(read: KnownValues, listed: KnownValues): KnownValues {
  return Object.fromEntries(
    Object.entries(read).flatMap(([key, value]): [string, KnownValue][] => {
      const other = listed[key];
      if (other === undefined) return [[key, value]];
      if (typeof other === "string" || typeof value === "string") return [];
      const { [INSTEAD]: _, ...inner } = withoutListed(value, other);
      return Object.keys(inner).length === 0 ? [] : [[key, inner]];
    }),
  );
}

function under(tree: KnownValues, key: string, inner: KnownValues): KnownValues {
  return Object.keys(inner).length === 0 ? tree : mergeKnown(tree, { [key]: inner });
}

/**
 * What the catalogue keeps of a chart, as text.
 *
 * @param charts folder with the unpacked charts
 * @throws Error when the chart in the folder is of another version
 */
export function chartValuesFile(charts: string, { name, version, source, subcharts }: KnownChart): string {
  const folder = join(charts, name);
  const found = textAt(readYaml(join(folder, "Chart.yaml")), "version");
  if (found !== version) throw new Error(`${folder} holds version ${found ?? "none"}, not ${version}`);
  const { listed, read } = treeOf(folder);
  const schemaFile = join(folder, "values.schema.json");
  const schema = existsSync(schemaFile) ? constraintsOf(readYaml(schemaFile)) : undefined;
  const content = {
    chart: name,
    version,
    source,
    ...(subcharts === undefined ? {} : { subcharts }),
    listed: schema === undefined ? listed : typesBySchema(listed, schema),
    read,
    ...(schema === undefined ? {} : { schema }),
  };
  return diffableJson(content);
}
