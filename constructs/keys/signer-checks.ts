import { CHAINS } from "../../lib/catalogue";
import type { Checker } from "../../lib/core/checks";
import type { Problem } from "../../lib/core/errors";
import { isJsonRecord, recordAt, textAt } from "../../lib/core/json";
import type { ISecretReader } from "../core/secret";
import { checkTexts } from "./key-checks";
import { SignerTls } from "./signer-tls";

const HOST = /^(?=.{1,253}$)[a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?(\.[a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?)*$/;

function badReplicas(got: unknown): Problem {
  return { what: "a signer has no sensible number of replicas", got, allowed: "1 or more", doThis: "correct replicas" };
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
  const account: unknown = isJsonRecord(holder) ? holder.serviceAccountName : undefined;
  const where = textAt(recordAt(holder, "node"), "path");
  const isNone = typeof account !== "string" || account === "";
  if (!isNone && account !== "default") return undefined;
  return {
    what: isNone
      ? `${who} has no service account, so nobody could tell who asks`
      : `${who} runs as the namespace's default service account, ${otherwise}`,
    got: isNone ? "none" : account,
    allowed: "a service account of its own, as every Workload has",
    doThis: `give ${who} its own service account`,
    ...(where === undefined ? {} : { where }),
  };
}

/** Checks the network whose duties are signed. For input whose type nobody checked. */
export function checkDutiesNetwork(check: Checker, network: unknown): void {
  const isKnown = typeof network === "string" && Object.hasOwn(CHAINS.ethereum.networks, network);
  check.that(isKnown, () => unknownNetwork(network));
}

/** Checks the number of replicas. */
export function checkReplicas(check: Checker, replicas: number): void {
  check.that(Number.isInteger(replicas) && replicas >= 1, () => badReplicas(replicas));
}

/** Checks names by which clients call a signer. */
export function checkHosts(check: Checker, hosts: unknown): void {
  for (const host of checkTexts(check, "hosts", hosts)) check.that(HOST.test(host), () => oddHost(host));
}

/** Checks that a signer knows whom it signs for. For input whose type nobody checked. */
export function checkTls(check: Checker, tls: unknown): void {
  check.that(tls instanceof SignerTls, noTls);
}
