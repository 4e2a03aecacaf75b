import type { Checker } from "../../lib/core/checks";
import type { Problem } from "../../lib/core/errors";
import { type ISecret, secretProblem } from "../core/secret";

function unclearKey(what: string, keys: readonly string[], field: string): Problem {
  return {
    what: `it is not clear which value of the secret is ${what}`,
    got: keys,
    allowed: `a secret with one key, or ${field}`,
    doThis: `set ${field}`,
  };
}

function unknownKey(got: string, keys: readonly string[], field: string): Problem {
  return {
    what: "the secret has no value of this name",
    got,
    allowed: keys.join(", "),
    doThis: `correct ${field}`,
  };
}

/** A value of a secret that is asked for. */
export interface AskedKey {
  /** What was given as the secret. */
  readonly secret: ISecret;
  /** What the value is, for messages: "the address". */
  readonly what: string;
  /** Name of the field that holds the secret, for messages. */
  readonly secretField: string;
  /** Name of the field that names the value, for messages. */
  readonly keyField: string;
  /** Name that was asked for. @default - the secret's only key */
  readonly key?: string;
}

/** The name of a value in a secret: the one that was asked for, or the only one. Problems go to `check`. */
export function checkSecretKey(check: Checker, { secret, what, secretField, keyField, key }: AskedKey): string {
  const problem = secretProblem(secretField, secret);
  if (problem !== undefined) {
    check.add(problem);
    return "";
  }
  const { keys } = secret;
  if (key !== undefined) {
    check.that(keys.includes(key), () => unknownKey(key, keys, keyField));
    return key;
  }
  const [only = ""] = keys;
  check.that(keys.length === 1, () => unclearKey(what, keys, keyField));
  return only;
}
