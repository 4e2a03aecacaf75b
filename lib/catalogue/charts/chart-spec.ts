import type { KnownValues } from "./known-values";

/** Values of a chart: plain data, as Helm reads it. */
export interface ChartValues {
  readonly [key: string]: ChartValue;
}

/** One value of a chart. */
export type ChartValue = string | number | boolean | null | readonly ChartValue[] | ChartValues;

/** One Helm chart at one exact version, with the values that make it safe. */
export interface ChartSpec {
  /** Chart name in its repository. */
  readonly name: string;
  /** Repository address (`https://…` or `oci://…`). */
  readonly repository: string;
  /** Exact chart version. */
  readonly version: string;
  /** Where the version and the defaults were read, and when. */
  readonly source: string;
  /** The values that make it safe; a user's own are merged over them. */
  readonly values: ChartValues;
  /**
   * Every value the chart takes, so that a chart of your own is checked as those of the catalogue are. A text names the
   * types (`"number"`, `"string|number"`, `"map"` for a free map, `"any"`, with `?` when null is fine), a map names the
   * keys below.
   * @default - a chart of the catalogue is checked against what the catalogue knows, any other is not checked
   */
  readonly known?: KnownValues;
}
