import { Checker } from "../lib/core/checks";
import type { Problem } from "../lib/core/errors";
import type { EnvironmentSpec } from "./environment";
import { checkEnvironments } from "./environment-checks";

function unknownEnvironment(got: string, known: readonly string[]): Problem {
  return {
    what: "there is no such environment",
    got,
    allowed: known.join(", "),
    doThis: "name one of them, or add a file to stacks/environments",
  };
}

/**
 * The environments to build. All are checked, also those that were not asked for: two of them may be in each other's
 * way.
 *
 * @param names comma-separated names; all environments when left out or empty
 * @throws PalisadeError for unknown names and for everything that is wrong with the environments' data
 */
export function selectEnvironments(
  environments: readonly EnvironmentSpec[],
  names: string | undefined,
): readonly EnvironmentSpec[] {
  const wanted = (names ?? "").split(",").filter((name) => name !== "");
  const known = environments.map((environment) => environment.name);
  const check = new Checker("environments");
  for (const name of wanted) check.that(known.includes(name), () => unknownEnvironment(name, known));
  check.collect(() => checkEnvironments(environments));
  check.done();
  return wanted.length === 0 ? environments : environments.filter((environment) => wanted.includes(environment.name));
}
