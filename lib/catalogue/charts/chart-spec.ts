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
}
