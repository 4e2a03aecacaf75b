import { Construct } from "constructs";
import { holdsToken } from "../../lib/core/digest";
import { PalisadeError, type Problem } from "../../lib/core/errors";
import type { ISecretReader } from "../core/secret";

/** Problem of two workloads behind one service account. */
export function sharedAccount(account: string, first: string, second: string): Problem {
  return {
    what: `two workloads share the service account ${account}, so a right of one is a right of both`,
    got: [first, second],
    allowed: "a service account for each workload",
    doThis: "give one of them another name or namespace",
    where: second,
  };
}

function noAccount(reader: string): Problem {
  return {
    what: "the reader has no service account, so nobody could tell who reads",
    allowed: "a service account of its own, as every Workload has",
    doThis: "give the reader its own service account",
    where: reader,
  };
}

function defaultAccount(reader: string): Problem {
  return {
    what: "the reader runs as the namespace's default service account, which every other pod may use too",
    got: "default",
    allowed: "a service account of its own, as every Workload has",
    doThis: "give the reader its own service account",
    where: reader,
  };
}

function wildName(what: string, got: string, reader: string): Problem {
  return {
    what: `the ${what} of the reader is not written out, so that others could read too`,
    got,
    allowed: "one name in full: lower-case letters, digits, dots and inner hyphens",
    doThis: "grant to each reader by itself",
    where: reader,
  };
}

/** Names of service accounts and namespaces (Kubernetes documentation, "Object Names and IDs"). */
const NAME = /^[a-z0-9]([a-z0-9.-]*[a-z0-9])?$/;

function noReader(store: string): Problem {
  return {
    what: "what a secret of this store is granted to is no construct whose pods run in a namespace",
    allowed: "a Workload, or what has a name, a namespace and a service account of its own as it has",
    doThis: "grant the secret to the workload that reads it",
    where: store,
  };
}

/** What the compiler promised does not hold for plain JavaScript. */
function isReader(reader: unknown): boolean {
  if (!Construct.isConstruct(reader) || !("namespace" in reader)) return false;
  const { namespace } = reader;
  return typeof namespace === "object" && namespace !== null && "namespaceName" in namespace;
}

/**
 * Checks the service account that a right would be given to.
 *
 * @param store construct path of the store that gives it
 * @throws PalisadeError listing every problem
 */
export function requireReader(reader: ISecretReader, store: string): void {
  if (!isReader(reader)) throw new PalisadeError([noReader(store)]);
  const problems = accountProblems(reader);
  if (problems.length > 0) throw new PalisadeError(problems);
}

function accountProblems(reader: ISecretReader): Problem[] {
  const where = reader.node.path;
  const account: unknown = reader.serviceAccountName;
  if (typeof account !== "string" || account === "") return [noAccount(where)];
  const problems = account === "default" ? [defaultAccount(where)] : [];
  const names = { "service account": account, namespace: reader.namespace.namespaceName };
  for (const [what, name] of Object.entries(names)) {
    if (!NAME.test(name) || holdsToken(name)) problems.push(wildName(what, name, where));
  }
  return problems;
}
