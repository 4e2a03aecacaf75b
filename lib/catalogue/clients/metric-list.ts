import { readFileSync } from "node:fs";
import { join } from "node:path";

/** The metrics that one program shows at one version. */
export interface MetricList {
  /** The program as messages name it. */
  readonly program: string;
  /** Release whose metrics these are. */
  readonly version: string;
  /** Where the names were read, and when. */
  readonly source: string;
  /** True where no other name can be there. */
  readonly complete: boolean;
  /** How all its names begin, where no other program has such names. @default - they have nothing in common */
  readonly prefix?: string;
  /** The names as Prometheus shows them; a histogram without `_bucket`, `_sum` and `_count`. */
  readonly names: readonly string[];
}

/** Names of the lists; each is a file in `metrics/`. */
export const METRIC_LISTS = [
  "reth",
  "geth",
  "lighthouse-bn",
  "erpc",
  "web3signer",
  "horcrux",
  "dirk",
  "vault",
  "cert-manager",
] as const;

/** Name of one list. */
export type MetricListName = (typeof METRIC_LISTS)[number];

/** Endings that Prometheus puts behind the name of a histogram or a summary. */
const PARTS = /_(bucket|sum|count)$/;

const lists = new Map<MetricListName, MetricList>();
let owners: ReadonlyMap<string, MetricList> | undefined;

/** One list, read from its file when it is first asked for. */
export function metricList(name: MetricListName): MetricList {
  const known = lists.get(name);
  if (known !== undefined) return known;
  const list: MetricList = JSON.parse(readFileSync(join(__dirname, "metrics", `${name}.json`), "utf8"));
  lists.set(name, list);
  return list;
}

/** Whether a program shows a metric, as far as its list knows. */
export function hasMetric(list: MetricList, metric: string): boolean {
  return list.names.includes(metric) || list.names.includes(metric.replace(PARTS, ""));
}

/** The list that has a metric, or that alone has names which begin like it; undefined for everybody else's metrics. */
export function ownerOfMetric(metric: string): MetricList | undefined {
  owners ??= new Map(
    METRIC_LISTS.map(metricList).flatMap((list) => list.names.map((name): [string, MetricList] => [name, list])),
  );
  const owner = owners.get(metric) ?? owners.get(metric.replace(PARTS, ""));
  return owner ?? METRIC_LISTS.map(metricList).find(({ prefix }) => prefix !== undefined && metric.startsWith(prefix));
}
