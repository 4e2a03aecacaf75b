import { Checker } from "../../lib/core/checks";
import type { Problem } from "../../lib/core/errors";
import { EphemeralValue } from "../core/ephemeral-value";

/** How a secret's values get into the store. */
export interface ProvideOptions {
  /** Counts up whenever the values change: Terraform cannot compare what it does not keep. */
  readonly version: number;
}

function wrongValues(got: readonly string[], keys: readonly string[]): Problem {
  return {
    what: "the values that are provided are not those the secret declares",
    got,
    allowed: keys.join(", "),
    doThis: "provide each declared key once",
  };
}

function plainValue(key: string): Problem {
  return {
    what: `the value of ${key} is plain text, which would stand in the state`,
    allowed: "an EphemeralValue: of an EphemeralVariable, or of an ephemeral resource",
    doThis: "declare an EphemeralVariable and hand the value in when Terraform runs",
  };
}

function badVersion(got: number): Problem {
  return {
    what: "the version of the values is not a counter",
    got,
    allowed: "whole numbers from 1",
    doThis: "start with 1 and count up with every change",
  };
}

/**
 * Checks values that Terraform is to write into a store. None of them is ever shown.
 *
 * @throws PalisadeError when a value is plain text, or when they are not the declared ones
 */
export function checkValues(
  where: string,
  keys: readonly string[],
  values: Readonly<Record<string, unknown>>,
  options: ProvideOptions,
): void {
  const check = new Checker(where);
  const given = Object.keys(values);
  check.that(given.length === keys.length && given.every((key) => keys.includes(key)), () => wrongValues(given, keys));
  for (const [key, value] of Object.entries(values)) {
    check.that(value instanceof EphemeralValue, () => plainValue(key));
  }
  check.that(Number.isInteger(options.version) && options.version >= 1, () => badVersion(options.version));
  check.done();
}
