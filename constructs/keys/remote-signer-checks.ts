import type { IConstruct } from "constructs";
import type { Checker } from "../../lib/core/checks";
import type { Problem } from "../../lib/core/errors";
import type { RemoteSignerProps } from "./remote-signer-props";
import { checkDutiesNetwork, checkHosts, checkReplicas, checkTls } from "./signer-checks";
import { isSlashingDatabase } from "./slashing-database";
import { networkProblem } from "./slashing-networks";
import { VaultKeystores } from "./vault-keystores";

/** A ConfigMap holds 1 MiB, and each key takes a file of about 450 bytes; annotations of a pod hold 256 KiB. */
const MOST_KEYS = 1500;

function noDatabase(replicas: number): Problem {
  return {
    what:
      replicas > 1
        ? `${replicas} replicas of a signer share no database of what they signed: each would sign what another has signed`
        : "a signer has nowhere to write down what it signed, so that a restart makes it forget",
    allowed: "a SlashingProtectionDatabase, or SlashingDatabase.fromAttributes",
    doThis: "set database; one database for all replicas, and never one for each",
  };
}

function notKeys(): Problem {
  return {
    what: "a signer for validators was given no keys that it can load",
    allowed: "KeySource.vaultKeystores",
    doThis: "set keys; AWS KMS has no BLS12-381, and keys as text would stand in the state",
  };
}

function tooManyKeys(got: number): Problem {
  return {
    what: "a signer has more keys than its configuration can hold",
    got,
    allowed: `${MOST_KEYS} or fewer`,
    doThis: "make several signers, each with keys, a key source and a database of its own",
  };
}

function noShell(got: string): Problem {
  return {
    what: "this image of the signer holds no shell, with which the login to the database is brought into its memory",
    got,
    allowed: "the image without -distroless",
    doThis: "use the other image of the release",
    source: "Consensys/web3signer, CHANGELOG 26.4.1",
  };
}

/** Checks everything that a signer for validators was given. Problems go to `check`. */
export function checkRemoteSigner(check: Checker, by: IConstruct, props: RemoteSignerProps, replicas: number): void {
  checkReplicas(check, replicas);
  checkDutiesNetwork(check, props.network);
  if (check.that(isSlashingDatabase(props.database), () => noDatabase(replicas))) {
    const problem = networkProblem(by, props.database, props.network);
    if (problem !== undefined) check.add(problem);
  }
  const { image } = props;
  if (image !== undefined) check.that(!String(image).includes("distroless"), () => noShell(String(image)));
  checkTls(check, props.tls);
  checkHosts(check, props.hosts);
  const { keys } = props;
  if (check.that(keys instanceof VaultKeystores, notKeys)) {
    check.that(keys.keys.length <= MOST_KEYS, () => tooManyKeys(keys.keys.length));
  }
}
