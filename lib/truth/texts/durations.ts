/** Durations of Prometheus and Alertmanager: prometheus/common v0.70.1, model/time.go. Units in falling order, or 0. */
const PROMETHEUS = /^(?=.)(([0-9]+)y)?(([0-9]+)w)?(([0-9]+)d)?(([0-9]+)h)?(([0-9]+)m)?(([0-9]+)s)?(([0-9]+)ms)?$/;

/** Durations of Go: the documentation of `time.ParseDuration`. */
const GO = /^[+-]?(\d+\.?\d*|\.\d+)(ns|us|µs|μs|ms|s|m|h)((\d+\.?\d*|\.\d+)(ns|us|µs|μs|ms|s|m|h))*$/;

/** What Prometheus takes for a duration, as a message says it. */
export const PROMETHEUS_DURATION_TITLE = "a duration such as 30s, 5m or 1h30m: y, w, d, h, m, s, ms, largest first";

/** What Go takes for a duration, as a message says it. */
export const GO_DURATION_TITLE = "a duration such as 500ms, 10s or 1h30m: units h, m, s, ms, us, ns";

/** Whether Prometheus and Alertmanager read the text as a duration. */
export function isPrometheusDuration(text: string): boolean {
  return text === "0" || PROMETHEUS.test(text);
}

/** Whether Go reads the text as a duration. */
export function isGoDuration(text: string): boolean {
  return /^[+-]?0$/.test(text) || GO.test(text);
}
