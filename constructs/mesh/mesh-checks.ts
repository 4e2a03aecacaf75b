import type { Problem } from "../../lib/core/errors";

/** Problem of a number of replicas; undefined when it is fine. */
export function replicasProblem(program: string, got: number, least: number): Problem | undefined {
  if (Number.isInteger(got) && got >= least) return undefined;
  return {
    what: `${program} runs too seldom to lose a node`,
    got,
    allowed: `a whole number of at least ${least}`,
    doThis: "raise replicas, or leave it out",
  };
}

/** Problem of a port; undefined when it is fine. */
export function portProblem(got: number): Problem | undefined {
  if (Number.isInteger(got) && got >= 1 && got <= 65_535) return undefined;
  return {
    what: "an opaque port is no port",
    got,
    allowed: "a whole number from 1 to 65535",
    doThis: "give the port that the server listens on",
  };
}
