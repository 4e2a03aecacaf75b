import type { Problem } from "../../lib/core/errors";

/** A name as Kubernetes takes it for a workload, a container or a volume. */
export const LABEL = /^[a-z]([a-z0-9-]*[a-z0-9])?$/;

/** Problem of a name that Kubernetes refuses. */
export function badName(what: string, got: string, maxLength: number): Problem {
  return {
    what: `${what} is not a name Kubernetes takes`,
    got,
    allowed: `lower-case letters, digits and inner hyphens, starting with a letter, at most ${maxLength} characters`,
    doThis: "choose a shorter or plainer name",
  };
}

/** Problem of an amount that is no whole number above zero. */
export function notPositive(what: string, got: number, unit: string): Problem {
  return {
    what: `${what} is not a positive whole number`,
    got,
    allowed: `1 ${unit} or more`,
    doThis: `set ${what} in ${unit}`,
  };
}

/** Problem of a number that is no whole number from zero on. */
export function negative(what: string, got: number, unit: string): Problem {
  return { what: `${what} is not a whole number`, got, allowed: `0 ${unit} or more`, doThis: `set ${what} in ${unit}` };
}

/** Problem of a path that depends on the folder a program starts in. */
export function relativePath(what: string, got: string): Problem {
  return { what: `${what} is not absolute`, got, allowed: "a path that starts with /", doThis: "start it with /" };
}

/** Problem of a name that nothing in the workload has. */
export function unknownReference(what: string, got: string, known: readonly string[]): Problem {
  return {
    what: `${what} refers to something the workload does not have`,
    got,
    allowed: known.length === 0 ? "nothing: the workload declares none" : known.join(", "),
    doThis: "declare it, or correct the name",
  };
}
