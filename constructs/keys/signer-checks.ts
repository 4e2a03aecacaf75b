import { CHAINS } from "../../lib/catalogue";
import type { Checker } from "../../lib/core/checks";
import type { Problem } from "../../lib/core/errors";

function unknownNetwork(got: unknown): Problem {
  return {
    what: "Ethereum has no such network in the catalogue",
    got,
    allowed: Object.keys(CHAINS.ethereum.networks).join(", "),
    doThis: "use one of these names",
  };
}

/** Problem of a client that has no service account of its own. */
export function defaultAccount(where: string): Problem {
  return {
    what: "what asks for signatures runs as the namespace's default service account, which every other pod may use too",
    got: "default",
    allowed: "a service account of its own, as every Workload has",
    doThis: "give the validator its own service account",
    where,
  };
}

/** Checks the network whose duties are signed. For input whose type nobody checked. */
export function checkDutiesNetwork(check: Checker, network: unknown): void {
  const isKnown = typeof network === "string" && Object.hasOwn(CHAINS.ethereum.networks, network);
  check.that(isKnown, () => unknownNetwork(network));
}
