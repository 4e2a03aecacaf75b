import { chartKnowledge, KNOWN_CHARTS, type KnownChart, knownValues } from "../../catalogue/charts/known-charts";
import type { ChartKnowledge } from "../../catalogue/charts/known-values";
import { isJsonRecord, listAt, textAt } from "../../core/json";
import { KNOWN_VALUES, OWN_KEYS, type SynthesizedResource, VALUES_SOURCE } from "../synthesized-resource";
import { holdsReference, knownText } from "../terraform-text";

/** Which chart a release installs. */
export interface ReleaseChart {
  /** Chart name: the last part of an address or a path. */
  readonly name: string;
  /** Name and version, as facts have it. */
  readonly title: string;
  /** What is known of its values. @default - nothing */
  readonly knowledge?: ChartKnowledge;
  /** Address it comes from, where that is not the one the knowledge is of: a mirror's, or a fork's. @default - it is that one */
  readonly otherAddress?: string;
  /** The same chart at the version that the catalogue knows. @default - it is known, or no chart of the catalogue */
  readonly otherVersion?: KnownChart;
}

/** The chart of a release; undefined when not even its name is known before the apply. */
export function releaseChart({ config, marks }: SynthesizedResource): ReleaseChart | undefined {
  const address = knownText(textAt(config, "chart") ?? "");
  if (address === "" || holdsReference(address)) return undefined;
  const name = address.split("/").at(-1) ?? address;
  const version = knownText(textAt(config, "version") ?? "");
  const known =
    version === "" ? "of no fixed version" : holdsReference(version) ? "of a version not known yet" : version;
  const title = `${name} ${known}`;
  const described = marks[KNOWN_VALUES];
  if (isJsonRecord(described)) {
    const source = textAt(marks, VALUES_SOURCE) ?? "the chart's own description";
    return { name, title, knowledge: { chart: title, source, values: knownValues(described) } };
  }
  const repository = knownText(textAt(config, "repository") ?? address.slice(0, -name.length - 1));
  const namesakes = KNOWN_CHARTS.filter((chart) => chart.name === name);
  // A mirror has another address and the same chart. At another version, only the chart's own address tells that it is one.
  const same = namesakes.find((chart) => withoutV(chart.version) === withoutV(version));
  if (same !== undefined) {
    const isOther = repository !== "" && !holdsReference(repository) && !isSameAddress(same.repository, repository);
    return { name, title, knowledge: chartKnowledge(same), ...(isOther ? { otherAddress: repository } : {}) };
  }
  const other = namesakes.find((chart) => isSameAddress(chart.repository, repository));
  return { name, title, ...(other === undefined || holdsReference(version) ? {} : { otherVersion: other }) };
}

/** Paths that the user said are their own. */
export function ownKeysOf({ marks }: SynthesizedResource): readonly string[] {
  return listAt(marks, OWN_KEYS).filter((key): key is string => typeof key === "string");
}

function withoutV(version: string): string {
  return version.replace(/^v/, "");
}

function isSameAddress(first: string, second: string): boolean {
  return first.replace(/\/+$/, "") === second.replace(/\/+$/, "");
}
