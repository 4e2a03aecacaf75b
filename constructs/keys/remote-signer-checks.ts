import type { IConstruct } from "constructs";
import type { Checker } from "../../lib/core/checks";
import type { Problem } from "../../lib/core/errors";
import { checkTexts } from "./key-checks";
import type { RemoteSignerProps } from "./remote-signer-props";
import { checkDutiesNetwork } from "./signer-checks";
import { SignerTls } from "./signer-tls";
import { isSlashingDatabase } from "./slashing-database";
import { networkProblem } from "./slashing-networks";
import { VaultKeystores } from "./vault-keystores";

const HOST = /^(?=.{1,253}$)[a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?(\.[a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?)*$/;
/** A ConfigMap holds 1 MiB, and each key takes a file of about 450 bytes; annotations of a pod hold 256 KiB. */
const MOST_KEYS = 1500;

function badReplicas(got: unknown): Problem {
  return { what: "a signer has no sensible number of replicas", got, allowed: "1 or more", doThis: "correct replicas" };
}

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

function noTls(): Problem {
  return {
    what: "a signer would sign for whoever reaches its port",
    allowed: "SignerTls.fromSecrets: a certificate, and the certificates of its clients",
    doThis: "set tls",
  };
}

function oddHost(got: unknown): Problem {
  const isPattern = typeof got === "string" && got.includes("*");
  return {
    what: isPattern ? "a signer would answer to every name" : "a name by which clients call a signer is no host name",
    got,
    allowed: "whole host names, such as signer.keys.svc; those of its Service are there anyway",
    doThis: "name each host, or leave hosts out",
    ...(isPattern ? { source: "Web3Signer, command line options (--http-host-allowlist)" } : {}),
  };
}

/** Checks names by which clients call a signer. */
export function checkHosts(check: Checker, hosts: unknown): void {
  for (const host of checkTexts(check, "hosts", hosts)) check.that(HOST.test(host), () => oddHost(host));
}

/** Checks that a signer knows whom it signs for. For input whose type nobody checked. */
export function checkTls(check: Checker, tls: unknown): void {
  check.that(tls instanceof SignerTls, noTls);
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

/** Checks the number of replicas. */
export function checkReplicas(check: Checker, replicas: number): void {
  check.that(Number.isInteger(replicas) && replicas >= 1, () => badReplicas(replicas));
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
