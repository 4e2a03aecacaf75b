import { CHAINS } from "../../lib/catalogue";
import type { Checker } from "../../lib/core/checks";
import type { Problem } from "../../lib/core/errors";
import type { ISecretReader } from "../core/secret";

function unknownNetwork(got: unknown): Problem {
  return {
    what: "Ethereum has no such network in the catalogue",
    got,
    allowed: Object.keys(CHAINS.ethereum.networks).join(", "),
    doThis: "use one of these names",
  };
}

/** Whoever a right about keys is given to: the right is its service account's. */
type AccountHolder = Pick<ISecretReader, "node" | "serviceAccountName">;

/**
 * Problem of a holder without a service account of its own; undefined where it has one. For input whose type nobody checked.
 *
 * @param who the holder, in the words of the message: `the validator`
 * @param otherwise what would come of the default account, as the end of a sentence
 */
export function accountProblem(holder: AccountHolder, who: string, otherwise: string): Problem | undefined {
  const account: unknown = holder.serviceAccountName;
  const isNone = typeof account !== "string" || account === "";
  if (!isNone && account !== "default") return undefined;
  return {
    what: isNone
      ? `${who} has no service account, so nobody could tell who asks`
      : `${who} runs as the namespace's default service account, ${otherwise}`,
    got: isNone ? "none" : account,
    allowed: "a service account of its own, as every Workload has",
    doThis: `give ${who} its own service account`,
    where: holder.node.path,
  };
}

/** Checks the network whose duties are signed. For input whose type nobody checked. */
export function checkDutiesNetwork(check: Checker, network: unknown): void {
  const isKnown = typeof network === "string" && Object.hasOwn(CHAINS.ethereum.networks, network);
  check.that(isKnown, () => unknownNetwork(network));
}
