import { isPromqlType, type PromqlType } from "./promql-types";

/** What a function takes and gives. */
export interface PromqlFunction {
  /** Types of its arguments, in order. */
  readonly takes: readonly PromqlType[];
  /** Fewest arguments. */
  readonly least: number;
  /** Most arguments; those beyond the last of `takes` are of its type. Infinity where there is no end. */
  readonly most: number;
  /** What it gives. */
  readonly gives: PromqlType;
  /** True for one that Prometheus refuses unless it was started with `--enable-feature=promql-experimental-functions`. */
  readonly experimental: boolean;
}

/** Where the table was read. */
export const PROMQL_FUNCTIONS_SOURCE = "prometheus/prometheus v3.15.0, promql/parser/functions.go";

/**
 * Name, arguments, and what it gives where that is no vector. `?` makes the last argument optional, `?9` lets it stand
 * up to nine times, `...` any number of times. A star marks what is experimental. Without `max_of` and `min_of`, which
 * are experimental and unknown to the grammar.
 */
const TABLE = `
abs: vector
absent: vector
absent_over_time: range
acos: vector
acosh: vector
asin: vector
asinh: vector
atan: vector
atanh: vector
avg_over_time: range
ceil: vector
changes: range
clamp: vector scalar scalar
clamp_max: vector scalar
clamp_min: vector scalar
cos: vector
cosh: vector
count_over_time: range
day_of_month: vector ?
day_of_week: vector ?
day_of_year: vector ?
days_in_month: vector ?
deg: vector
delta: range
deriv: range
double_exponential_smoothing*: range scalar scalar
end*:  -> scalar
exp: vector
first_over_time: range
floor: vector
histogram_avg: vector
histogram_count: vector
histogram_fraction: scalar scalar vector
histogram_quantile: scalar vector
histogram_quantiles*: vector string scalar scalar ?9
histogram_stddev: vector
histogram_stdvar: vector
histogram_sum: vector
hour: vector ?
idelta: range
increase: range
info*: vector vector ?
irate: range
label_join: vector string string string ...
label_replace: vector string string string string
last_over_time: range
ln: vector
log10: vector
log2: vector
mad_over_time*: range
max_over_time: range
min_over_time: range
minute: vector ?
month: vector ?
pi:  -> scalar
predict_linear: range scalar
present_over_time: range
quantile_over_time: scalar range
rad: vector
range*:  -> scalar
rate: range
resets: range
round: vector scalar ?
scalar: vector -> scalar
sgn: vector
sin: vector
sinh: vector
sort: vector
sort_by_label*: vector string ...
sort_by_label_desc*: vector string ...
sort_desc: vector
sqrt: vector
start*:  -> scalar
start_timestamp*: vector
stddev_over_time: range
stdvar_over_time: range
step*:  -> scalar
sum_over_time: range
tan: vector
tanh: vector
time:  -> scalar
timestamp: vector
ts_of_first_over_time*: range
ts_of_last_over_time*: range
ts_of_max_over_time*: range
ts_of_min_over_time*: range
vector: scalar
year: vector ?
`;

function read(line: string): readonly [string, PromqlFunction] {
  const [name = "", signature = ""] = line.split(":");
  const [before = "", gives = "vector"] = signature.split("->").map((part) => part.trim());
  const words = before.split(" ").filter((word) => word !== "");
  const takes = words.filter(isPromqlType);
  const more = words.find((word) => !isPromqlType(word));
  const least = more === undefined ? takes.length : takes.length - 1;
  const most = more === undefined ? takes.length : more === "..." ? Infinity : least + Number(more.slice(1) || 1);
  return [
    name.replace("*", ""),
    { takes, least, most, gives: isPromqlType(gives) ? gives : "vector", experimental: name.endsWith("*") },
  ];
}

/** Every function of PromQL by its name. */
export const PROMQL_FUNCTIONS: ReadonlyMap<string, PromqlFunction> = new Map(
  TABLE.split("\n")
    .filter((line) => line !== "")
    .map(read),
);
