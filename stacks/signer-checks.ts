import type { Checker } from "../lib/core/checks";
import { closestNames } from "../lib/core/closest-names";
import type { Problem } from "../lib/core/errors";
import { type EnvironmentSpec, isAwsEnvironment } from "./environment";

/** For signers on a cluster that is not one of EKS. */
export function signersOutsideAws(got: string): Problem {
  return {
    what: "signers need keys, a database and roles of AWS",
    got: `platform.kind: ${got}`,
    allowed: "signers on a platform of kind aws",
    doThis: "leave signers out",
  };
}

/** For wallets without an authority for what their guards show. */
export function noAuthority(where: string): Problem {
  return {
    what: "nobody signs the certificates of the guards in front of the wallets",
    allowed: "guardCertificates of the environment's secrets stack, and its trust stack",
    doThis: "hand both to the signers stack",
    where,
  };
}

/** For a wallet whose node there is not. */
export function unknownNode(wallet: string, got: string, known: readonly string[]): Problem {
  return {
    what: `the wallet ${wallet} hands its transactions to a node that there is not`,
    got,
    allowed: closestNames(got, known).join(", "),
    doThis: "name the key of one of the environment's nodes",
  };
}

function noSignerNodes(): Problem {
  return {
    what: "signers would share their nodes with every other program",
    allowed: "a group in platform.nodeGroups with the purpose signers",
    doThis: "add one, with two nodes at least",
  };
}

function severalNetworks(got: string): Problem {
  return {
    what: "validators of several networks would share one slashing-protection database, which keeps one network and refuses every duty of another",
    got,
    allowed: "validators of one network in an environment",
    doThis: "move those of the other network to an environment of their own",
    source: "Consensys/web3signer 3522fc8, GenesisValidatorRootValidator.java",
  };
}

/** Checks the signers of an environment, where it has any. */
export function checkSigners(check: Checker, environment: EnvironmentSpec): void {
  const { nodes, signers } = environment;
  if (signers === undefined) return;
  if (isAwsEnvironment(environment)) {
    const purposes = Object.values(environment.platform.nodeGroups).map(({ purpose }) => purpose);
    check.that(purposes.includes("signers"), noSignerNodes);
  } else {
    check.add(signersOutsideAws(environment.platform.kind));
  }
  const duties = Object.entries(signers.validators);
  check.that(new Set(duties.map(([, { network }]) => network)).size <= 1, () =>
    severalNetworks(duties.map(([key, { network }]) => `${key}: ${network}`).join(", ")),
  );
  const known = Object.keys(nodes);
  for (const [key, { node }] of Object.entries(signers.wallets)) {
    check.that(known.includes(node), () => unknownNode(key, node, known));
  }
}
