import type { Checker } from "../../lib/core/checks";
import type { Problem } from "../../lib/core/errors";
import { type ISecret, secretProblem } from "../core/secret";

function missingValues(field: string, missing: readonly string[], got: readonly string[]): Problem {
  return {
    what: `${field} lacks ${missing.join(" and ")}: the program looks for files of these names`,
    got,
    allowed: "a secret that holds each of them",
    doThis: "write them into the store under these names, and declare the names as keys of the secret",
  };
}

/**
 * A value that a field names and its secret does not hold.
 *
 * @param secret the secret, in the words of the message
 * @param field the field that names the value
 */
export function missingValue(secret: string, field: string, got: string, keys: readonly string[]): Problem {
  return {
    what: `${secret} has no such value`,
    got,
    allowed: keys.join(", "),
    doThis: `declare the value where the secret is declared, or correct ${field}`,
  };
}

/** Checks that something is a secret with these values. For input whose type nobody checked. */
export function checkSecretValues(check: Checker, field: string, secret: ISecret, names: readonly string[]): boolean {
  const problem = secretProblem(field, secret);
  if (problem !== undefined) {
    check.add(problem);
    return false;
  }
  const missing = names.filter((name) => !secret.keys.includes(name));
  return check.that(missing.length === 0, () => missingValues(field, missing, secret.keys));
}
