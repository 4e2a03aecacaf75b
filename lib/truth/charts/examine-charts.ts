import type { KnownChart } from "../../catalogue/charts/known-charts";
import type { ChartKnowledge } from "../../catalogue/charts/known-values";
import type { Problem } from "../../core/errors";
import { isJsonRecord, type JsonRecord } from "../../core/json";
import type { Examination, Note } from "../examination";
import type { Fact } from "../fact";
import { isManifestBundle } from "../kubernetes/objects";
import { OWN_KEYS, type SynthesizedResource } from "../synthesized-resource";
import { Vouched, vouchingText } from "../vouched";
import { ownSchemaProblems } from "./own-schema";
import { ownKeysOf, type ReleaseChart, releaseChart } from "./release-chart";
import { type ReleaseValues, releaseValues } from "./release-values";
import { checkValues, knownAt, leafNames, type ValueCheckOptions, type ValueFindings } from "./value-checks";
import { pathKeys } from "./value-path";

/** Every value that a release sets exists in its chart at that version, and is of a type that the chart takes. */
export function examineCharts(resource: SynthesizedResource, examination: Examination): void {
  if (resource.mode !== "resource" || resource.type !== "helm_release" || isManifestBundle(resource.config)) return;
  const chart = releaseChart(resource);
  if (chart === undefined) return;
  const release = releaseValues(resource.config, resource.path);
  for (const problem of release.problems) examination.refuse(problem);
  const { title, knowledge, otherVersion } = chart;
  const fact = (name: string): Fact => ({ kind: "chart value", of: `chart ${title}`, name });
  if (knowledge !== undefined) {
    examineKnown(resource, release, { ...chart, knowledge }, examination);
    return;
  }
  // Nothing is checked, so that nobody needs to answer for anything yet.
  for (const name of Vouched.of(resource).names) Vouched.of(resource).lets(name);
  for (const name of leafNames(release.values)) examination.unchecked(fact(name));
  if (otherVersion !== undefined) examination.note(unknownVersion(resource.path, title, otherVersion));
}

function examineKnown(
  resource: SynthesizedResource,
  release: ReleaseValues,
  chart: ReleaseChart & { readonly knowledge: ChartKnowledge },
  examination: Examination,
): void {
  const { knowledge } = chart;
  const of = `chart ${knowledge.chart}`;
  const [ownKeys, vouched] = [ownKeysOf(resource), Vouched.of(resource)];
  const all = [...ownKeys, ...vouched.names];
  const owning = (name: string) => owningText(resource, chart, name);
  const check = { knowledge, where: resource.path, owning };
  const found = valueFindings(release, { ...check, ownKeys: all });
  for (const name of found.names) examination.checked({ kind: "chart value", of, name });
  for (const name of found.ownNames) examination.unchecked({ kind: "chart value", of, name });
  for (const problem of found.problems) examination.refuse(problem);
  for (const warning of found.warnings) examination.warn(warning);
  if (all.length === 0) return;
  const { problems, warnings } = valueFindings(release, { ...check, ownKeys: [] });
  const wrong = [...problems, ...warnings].map(pathOf);
  const isKnown = (key: string) => knownAt(knowledge.values, pathKeys(key)) !== undefined;
  const isNeeded = (key: string) =>
    wrong.some((path) => isAtOrUnder(path, key)) || (found.ownNames.includes(key) && !isKnown(key));
  for (const name of vouched.names) if (release.isPartial || isNeeded(name)) vouched.lets(name);
  for (const key of ownKeys) {
    if (isNeeded(key)) continue;
    if (isKnown(key)) examination.refuse(notOwn(resource.path, key, knowledge));
    else if (!release.isPartial) examination.refuse(unusedOwn(resource.path, key));
  }
}

/** What the catalogue and the chart's own schema say of the values of a release. */
function valueFindings(
  { values, isPartial }: ReleaseValues,
  options: Omit<ValueCheckOptions, "checksTypes">,
): ValueFindings {
  const { knowledge, where, owning } = options;
  const found = checkValues(values, { ...options, checksTypes: !isPartial });
  if (isPartial) return found;
  const settled = [...found.ownNames, ...found.problems.map(pathOf)];
  const isSettled = (name: string) => settled.some((path) => isAtOrUnder(name, path));
  const bySchema = ownSchemaProblems(withoutNulls(values), knowledge, where, isSettled, owning);
  const { names, ownNames, problems, warnings } = found;
  return { names, ownNames, problems: [...problems, ...bySchema], warnings };
}

/** Path of the value that a problem is about. */
function pathOf({ where }: Problem): string {
  return where?.split(" values ")[1] ?? "";
}

/** How somebody says that a value is theirs, in the form that fits where it stands. */
function owningText({ marks }: SynthesizedResource, { knowledge, otherAddress }: ReleaseChart, name: string): string {
  const own = OWN_KEYS in marks ? "list it in ownKeys" : `say ${vouchingText(name, "release")}`;
  if (otherAddress === undefined) return own;
  return `${own} (what comes from ${otherAddress} is judged as ${knowledge?.chart}, since it has its name and version)`;
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
