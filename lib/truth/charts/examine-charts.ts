import type { KnownChart } from "../../catalogue/charts/known-charts";
import type { ChartKnowledge } from "../../catalogue/charts/known-values";
import type { Problem } from "../../core/errors";
import { isJsonRecord, type JsonRecord } from "../../core/json";
import type { Examination, Note } from "../examination";
import type { Fact } from "../fact";
import type { SynthesizedResource } from "../synthesized-resource";
import { ownSchemaProblems } from "./own-schema";
import { ownKeysOf, releaseChart } from "./release-chart";
import { type ReleaseValues, releaseValues } from "./release-values";
import { checkValues, knownAt, leafNames } from "./value-checks";
import { pathKeys } from "./value-path";

/** Palisade's own chart, which hands Kubernetes objects through. They are looked at as what they are. */
const BUNDLE_CHART = /(^|\/)manifest-chart(\/|$)/;

/** Every value that a release sets exists in its chart at that version, and is of a type that the chart takes. */
export function examineCharts(resource: SynthesizedResource, examination: Examination): void {
  if (resource.mode !== "resource" || resource.type !== "helm_release") return;
  if (typeof resource.config["chart"] === "string" && BUNDLE_CHART.test(resource.config["chart"])) return;
  const chart = releaseChart(resource);
  if (chart === undefined) return;
  const release = releaseValues(resource.config, resource.path);
  for (const problem of release.problems) examination.refuse(problem);
  const { title, knowledge, otherVersion } = chart;
  const fact = (name: string): Fact => ({ kind: "chart value", of: `chart ${title}`, name });
  if (knowledge !== undefined) {
    examineKnown(resource, release, knowledge, examination);
    return;
  }
  for (const name of leafNames(release.values)) examination.unchecked(fact(name));
  if (otherVersion !== undefined) examination.note(unknownVersion(resource.path, title, otherVersion));
}

function examineKnown(
  resource: SynthesizedResource,
  release: ReleaseValues,
  knowledge: ChartKnowledge,
  examination: Examination,
): void {
  const { values, isPartial } = release;
  const where = resource.path;
  const of = `chart ${knowledge.chart}`;
  const ownKeys = ownKeysOf(resource);
  const found = checkValues(values, { knowledge, where, ownKeys, checksTypes: !isPartial });
  const settled = [...found.ownNames, ...found.problems.map((problem) => problem.where?.split(" values ")[1] ?? "")];
  const bySchema = isPartial
    ? []
    : ownSchemaProblems(withoutNulls(values), knowledge, where, (name) =>
        settled.some((path) => isAtOrUnder(name, path)),
      );
  for (const name of found.names) examination.checked({ kind: "chart value", of, name });
  for (const name of found.ownNames) examination.unchecked({ kind: "chart value", of, name });
  for (const problem of [...found.problems, ...bySchema]) examination.refuse(problem);
  for (const key of ownKeys) {
    if (knownAt(knowledge.values, pathKeys(key)) !== undefined) examination.refuse(notOwn(where, key, knowledge));
    else if (!found.ownNames.includes(key) && !isPartial) examination.refuse(unusedOwn(where, key));
  }
}

/** Null takes a default away before Helm looks at the schema. */
function withoutNulls(values: JsonRecord): JsonRecord {
  const kept = Object.entries(values).filter(([, value]) => value !== null);
  return Object.fromEntries(kept.map(([key, value]) => [key, isJsonRecord(value) ? withoutNulls(value) : value]));
}

function isAtOrUnder(name: string, path: string): boolean {
  return name === path || name.startsWith(`${path}.`);
}

function notOwn(where: string, key: string, { chart, source }: ChartKnowledge): Problem {
  return {
    what: `ownKeys names a value that the chart ${chart} has itself`,
    got: key,
    doThis: "take it out of ownKeys, so that it is checked",
    source,
    where,
  };
}

function unusedOwn(where: string, key: string): Problem {
  return {
    what: "ownKeys names a value that is not set",
    got: key,
    doThis: "take it out of ownKeys, or correct it; a dot inside of a key stands behind a backslash",
    where,
  };
}

function unknownVersion(where: string, title: string, { name, version }: KnownChart): Note {
  return {
    where,
    what: `the values of the chart ${title} are not checked, since the catalogue does not know this version`,
    lines: [`the catalogue knows ${name} ${version}`],
  };
}
