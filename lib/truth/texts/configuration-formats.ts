import { ALERT_MATCHER_TITLE, areAlertMatchers } from "./alert-matchers";
import { GO_DURATION_TITLE, isGoDuration, isPrometheusDuration, PROMETHEUS_DURATION_TITLE } from "./durations";
import { regexFault } from "./regular-expression";

/** What a value that is no object and no list has to look like. */
export interface Format {
  /** Whether the program takes the value. */
  readonly accepts: (value: unknown) => boolean;
  /** What it takes, as a message says it. */
  readonly title: string;
}

/** YAML's other words for true and false, which Go's reader takes where it wants one. */
const TRUTH_WORDS = /^(y|yes|on|n|no|off)$/i;

const isText = (value: unknown): value is string => typeof value === "string";
const isScalar = (value: unknown): boolean => isText(value) || typeof value === "number" || typeof value === "boolean";

/** Every format that the data of a configuration may name. */
export const FORMATS: Readonly<Record<string, Format>> = {
  any: { accepts: () => true, title: "anything" },
  text: { accepts: isScalar, title: "text" },
  whole: { accepts: Number.isInteger, title: "a whole number" },
  number: { accepts: (value) => typeof value === "number", title: "a number" },
  flag: {
    accepts: (value) => typeof value === "boolean" || (isText(value) && TRUTH_WORDS.test(value)),
    title: "true or false",
  },
  // A bare number has no unit, and Go's own reader wants one; only nought goes without.
  "go-duration": {
    accepts: (value) => value === 0 || (isText(value) && isGoDuration(value)),
    title: GO_DURATION_TITLE,
  },
  "prometheus-duration": {
    accepts: (value) => value === 0 || (isText(value) && isPrometheusDuration(value)),
    title: PROMETHEUS_DURATION_TITLE,
  },
  "prometheus-interval": {
    accepts: (value) => isText(value) && isPrometheusDuration(value) && !/^(0[a-z]*)+$/.test(value),
    title: `${PROMETHEUS_DURATION_TITLE}; not nought`,
  },
  // erpc 0.1.2, util/string.go: ParseByteSize knows no larger unit.
  "erpc-size": {
    accepts: (value) => Number.isInteger(value) || (isText(value) && /^\s*\d+\s*([km]?b)?\s*$/i.test(value)),
    title: "a size such as 512KB or 1MB; B, KB and MB are all it knows",
  },
  // github.com/dustin/go-humanize, bytes.go.
  "humanized-size": {
    accepts: (value) =>
      Number.isInteger(value) || (isText(value) && /^[\d.,]+\s*([kmgtpe]i?b?|b)?$/i.test(value.trim())),
    title: "a size such as 512MB or 1GiB",
  },
  "host-port": {
    accepts: (value) => isText(value) && (value === "" || /^(\[[^\]]+\]|[^:]*):[^:]+$/.test(value)),
    title: "an address such as mail.example.org:587",
  },
  url: {
    accepts: (value) => isText(value) && /^https?:\/\/[^/]+/.test(value),
    title: "an address that starts with http:// or https://",
  },
  "url-template": {
    accepts: (value) => isText(value) && (value.includes("{{") || /^https?:\/\/[^/]+/.test(value)),
    title: "an address that starts with http:// or https://, or a template",
  },
  matchers: { accepts: (value) => isText(value) && areAlertMatchers(value), title: ALERT_MATCHER_TITLE },
  "regular-expression": {
    accepts: (value) => isText(value) && regexFault(value) === undefined,
    title: "a regular expression in Go's syntax",
  },
};
