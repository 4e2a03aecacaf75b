import { Checker } from "../../lib/core/checks";
import { PalisadeError, type Problem } from "../../lib/core/errors";
import { keyProblems, pathProblem, unknownOptionProblem } from "./secret-checks";
import type { SecretOptions } from "./secret-store";

const KNOWN_OPTIONS = ["keys", "refreshSeconds", "rotateEveryDays"];
const DEFAULT_REFRESH_SECONDS = 3600;
const SHORTEST_REFRESH_SECONDS = 60;
const LONGEST_ROTATION_DAYS = 365;

/** The options of a secret with its defaults. */
export interface CompleteSecretOptions {
  /** Names of the values it holds. */
  readonly keys: readonly string[];
  /** Seconds until a changed value reaches its readers. */
  readonly refreshSeconds: number;
  /** Days until its values have to be changed; undefined when nobody is reminded. */
  readonly rotateEveryDays: number | undefined;
}

/** Fills in what was left out. */
export function withDefaults(options: SecretOptions): CompleteSecretOptions {
  const { keys, refreshSeconds = DEFAULT_REFRESH_SECONDS, rotateEveryDays } = options;
  return { keys: [...keys], refreshSeconds, rotateEveryDays };
}

function refreshProblem(seconds: number): Problem {
  return {
    what: "the secret would be read too often",
    got: seconds,
    allowed: `whole seconds, at least ${SHORTEST_REFRESH_SECONDS}`,
    doThis: "leave it at one hour, and restart the reader when a rotation has to be quick",
  };
}

function rotationProblem(days: number): Problem {
  return {
    what: "the secret would never be rotated, or at once",
    got: days,
    allowed: `whole days, from 1 to ${LONGEST_ROTATION_DAYS}`,
    doThis: "give the days after which its values are changed, such as 90",
  };
}

/**
 * Checked under the store's path: the secret's own holds what was given as its path, which may be a credential.
 *
 * @throws PalisadeError listing every problem of the path and the options
 */
export function checkSecret(where: string, path: string, options: SecretOptions): void {
  const check = new Checker(where);
  for (const problem of [
    pathProblem("path of the secret", path),
    unknownOptionProblem(options, KNOWN_OPTIONS),
    ...keyProblems(Array.isArray(options.keys) ? options.keys : []),
  ]) {
    if (problem !== undefined) check.add(problem);
  }
  const { refreshSeconds = DEFAULT_REFRESH_SECONDS, rotateEveryDays } = options;
  check.that(Number.isInteger(refreshSeconds) && refreshSeconds >= SHORTEST_REFRESH_SECONDS, () =>
    refreshProblem(refreshSeconds),
  );
  if (rotateEveryDays !== undefined) {
    const fits = Number.isInteger(rotateEveryDays) && rotateEveryDays >= 1 && rotateEveryDays <= LONGEST_ROTATION_DAYS;
    check.that(fits, () => rotationProblem(rotateEveryDays));
  }
  check.done();
}

/** A secret that was declared. */
interface DeclaredSecret extends CompleteSecretOptions {
  readonly path: string;
  readonly node: { readonly path: string };
}

/** @throws PalisadeError when the options are not those the secret was declared with */
export function requireSameOptions(secret: DeclaredSecret, options: SecretOptions): void {
  const other = withDefaults(options);
  const same =
    [...other.keys].sort().join("\n") === [...secret.keys].sort().join("\n") &&
    other.refreshSeconds === secret.refreshSeconds &&
    other.rotateEveryDays === secret.rotateEveryDays;
  if (same) return;
  throw new PalisadeError([
    {
      what: `the secret ${secret.path} is declared twice with different options`,
      got: options.keys,
      allowed: secret.keys.join(", "),
      doThis: "declare it once with every key, and hand the secret around",
      where: secret.node.path,
    },
  ]);
}
