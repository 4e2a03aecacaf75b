import type { FlagForm } from "../../catalogue/clients/flag-list";

/** What fits a form. */
interface ValueForm {
  readonly pattern: RegExp;
  /** What a message calls it. */
  readonly title: string;
}

const DIGITS = "0[xX][0-9a-fA-F_]+|0[bB][01_]+|0[oO]?[0-7_]*|[1-9][0-9_]*";
const DECIMAL = "(?:[0-9][0-9_]*\\.?[0-9_]*|\\.[0-9]+)(?:[eE][+-]?[0-9]+)?";

/** As Go reads them: strconv.ParseInt and ParseUint with base 0, strconv.ParseFloat, time.ParseDuration. */
const FORMS: Readonly<Record<FlagForm, ValueForm>> = {
  int: { pattern: new RegExp(`^[+-]?(?:${DIGITS})$`), title: "a whole number" },
  uint: { pattern: new RegExp(`^(?:${DIGITS})$`), title: "a whole number that is not negative" },
  float: {
    pattern: new RegExp(`^[+-]?(?:${DECIMAL}|0[xX][0-9a-fA-F_.]+[pP][+-]?[0-9]+|inf|infinity|nan)$`, "i"),
    title: "a number",
  },
  duration: {
    pattern: /^[+-]?(?:0|(?:(?:[0-9]+\.?[0-9]*|\.[0-9]+)(?:ns|us|µs|μs|ms|s|m|h))+)$/,
    title: "a duration with its unit, such as 10s or 1h30m",
  },
};

/** What a program wants in place of a value that it cannot read; undefined when it can. */
export function wantedForm(value: string, form: FlagForm): string | undefined {
  const { pattern, title } = FORMS[form];
  return pattern.test(value) ? undefined : title;
}
