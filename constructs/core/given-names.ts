import type { Problem } from "../../lib/core/errors";
import type { IWatchedPods } from "./watchable";

/**
 * What is wrong with a list of names that JavaScript may have handed over as anything; undefined when nothing is.
 *
 * @param prop the name under which it was given
 * @param example one such name
 * @param where construct path. @default - the checker's own
 */
export function namesProblem(prop: string, given: unknown, example: string, where?: string): Problem | undefined {
  if (Array.isArray(given) && given.every((name) => typeof name === "string" && name !== "")) return undefined;
  return {
    what: `${prop} takes a list of names`,
    got: given,
    allowed: `texts in a list: [${JSON.stringify(typeof given === "string" && given !== "" ? given : example)}]`,
    doThis: "write it as a list",
    ...(where === undefined ? {} : { where }),
  };
}

/** A name that none of the ports of pods has. @param known those there are */
export function noSuchPort({ name, node }: IWatchedPods, got: string, known: readonly string[]): Problem {
  return {
    what: `the pods of ${name} have no such port`,
    got,
    allowed: known.join(", ") || "none",
    doThis: "use one of its port names",
    where: node.path,
  };
}
