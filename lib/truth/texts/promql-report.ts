import type { Examination } from "../examination";
import { holdsReference } from "../terraform-text";
import { readPromql } from "./promql";
import { promqlTypeTitle } from "./promql-types";

/** The version whose grammar is at hand. */
export const PROMETHEUS = "Prometheus 3.15";

const SOURCE =
  "@prometheus-io/lezer-promql 0.315.0, the grammar of Prometheus v3.15.0; promql/parser of the same version";
const SHOWN = 60;

/** One expression somewhere in a stack. */
export interface PlacedExpression {
  /** Where it stands, for messages. */
  readonly where: string;
  /** Name of the alert, the recording or the panel. */
  readonly name: string;
  /** The expression; anything but text is another examiner's concern. */
  readonly expression: unknown;
  /** True for one of a dashboard, which may draw what a rule cannot use. */
  readonly drawn: boolean;
}

/** Reads an expression and reports what is wrong with it. */
export function reportExpression(examination: Examination, { where, name, expression, drawn }: PlacedExpression): void {
  const fact = { kind: "alert expression", of: PROMETHEUS, name } as const;
  if (typeof expression !== "string") return;
  if (holdsReference(expression)) {
    examination.unchecked(fact);
    return;
  }
  examination.checked(fact);
  const { gives, faults } = readPromql(expression);
  for (const { what, position, allowed, experimental = false } of faults) {
    const problem = {
      where,
      what: `${PROMETHEUS} cannot read the expression of ${name}: ${what}, at character ${position + 1}`,
      got: excerpt(expression, position),
      ...(allowed === undefined ? {} : { allowed }),
      doThis: experimental ? "switch the feature on, or do without it" : "mend the expression",
      source: SOURCE,
    };
    if (experimental) examination.warn(problem);
    else examination.refuse(problem);
  }
  if (drawn || faults.length > 0 || gives === undefined || gives === "vector" || gives === "scalar") return;
  examination.refuse({
    where,
    what: `the expression of ${name} gives ${promqlTypeTitle(gives)}, which no rule can use`,
    got: excerpt(expression, 0),
    allowed: "an instant vector or a number",
    doThis: "put a function such as rate() around it",
    source: "prometheus/prometheus v3.15.0, rules/manager.go: rule result is not a vector or scalar",
  });
}

/** The text around a place, so that the message stays short. */
function excerpt(text: string, position: number): string {
  if (text.length <= SHOWN) return text;
  const start = Math.max(0, Math.min(position - SHOWN / 2, text.length - SHOWN));
  return `${start > 0 ? "…" : ""}${text.slice(start, start + SHOWN)}${start + SHOWN < text.length ? "…" : ""}`;
}
