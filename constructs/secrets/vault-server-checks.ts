import { SECRET_SERVERS, type SecretServerSpec } from "../../lib/catalogue/charts/secret-servers";
import { Checker } from "../../lib/core/checks";
import type { Problem } from "../../lib/core/errors";
import type { VaultServerProps } from "./vault-server-props";

/** A Helm release has 53 characters, and the names of what belongs to the server end in more. */
const NAME = /^[a-z]([a-z0-9-]{0,38}[a-z0-9])?$/;
const REPLICAS = [3, 5, 7];
/** What is for servers that last, and means nothing for one that forgets. */
const LASTING = [
  "certificate",
  "firstStart",
  "snapshots",
  "replicas",
  "dataStorageGiB",
  "auditStorageGiB",
  "storageClassName",
] as const;

/** Checks everything a server was given. @throws PalisadeError listing every problem */
export function checkVaultServer(path: string, props: VaultServerProps): void {
  const check = new Checker(path);
  const { name = "vault", program = "vault", seal } = props;
  check.that(NAME.test(name), () => badName(name));
  const { image } = props;
  check.that(image === undefined || image.tag !== undefined, () => untagged(String(image)));
  for (const problem of seal.problems()) check.add(problem);
  if (seal.spec.kind === "embedded") {
    const given = LASTING.filter((field) => props[field] !== undefined);
    check.that(given.length === 0, () => embeddedWith(given));
  } else {
    checkLasting(check, props, SECRET_SERVERS[program]);
  }
  check.done();
}

function checkLasting(check: Checker, props: VaultServerProps, server: SecretServerSpec): void {
  const { certificate, firstStart, snapshots, replicas } = props;
  if (certificate === undefined) check.add(noCertificate());
  if (firstStart === undefined) check.add(noFirstStart());
  if (snapshots === undefined) check.add(noSnapshots());
  for (const part of [certificate, firstStart, snapshots]) {
    for (const problem of part?.problems() ?? []) check.add(problem);
  }
  const login = firstStart?.terraform.spec.kind;
  check.that(login === undefined || server.logins.includes(login), () => noSuchLogin(server, String(login)));
  check.that(replicas === undefined || REPLICAS.includes(replicas), () => badReplicas(replicas));
  const { dataStorageGiB, auditStorageGiB } = props;
  for (const [field, size] of Object.entries({ dataStorageGiB, auditStorageGiB })) {
    check.that(size === undefined || (Number.isInteger(size) && size >= 1), () => badSize(field, size));
  }
  check.that((props.storageClassName ?? props.cluster.storageClassName) !== undefined, noStorageClass);
}

function badName(got: string): Problem {
  return {
    what: "the name of the secret server cannot be the name of its pods",
    got,
    allowed: "at most 40 characters: lower-case letters, digits and inner hyphens, a letter first",
    doThis: "choose another name, or leave it out",
  };
}

function untagged(got: string): Problem {
  return {
    what: "the secret server's image has no tag, and its chart joins repository and tag",
    got,
    allowed: "repository:tag, best with @sha256:… behind it",
    doThis: "add the tag that the digest stands for",
  };
}

function embeddedWith(got: readonly string[]): Problem {
  return {
    what: "the embedded seal is for one server that forgets everything, and was given what is for servers that last",
    got,
    allowed: "nothing of it: development mode has no TLS, no volumes and one server",
    doThis: "leave it out on a cluster on a desk, or give a seal that lasts: Seal.awsKms",
  };
}

function noCertificate(): Problem {
  return {
    what: "the secret server has no certificate, and every secret would cross the cluster in clear",
    allowed: "ServerCertificate.fromIssuer for one of cert-manager's, ServerCertificate.fromSecret for one of your own",
    doThis: "set `certificate`",
  };
}

function noFirstStart(): Problem {
  return {
    what: "nobody takes the secret server into service, so whoever comes first would own it",
    allowed: "FirstStart.byPeople, with at least three people and their PGP keys",
    doThis: "set `firstStart`",
  };
}

function noSnapshots(): Problem {
  return {
    what: "nothing saves what the secret server holds",
    allowed: "Snapshots.toLockedBucket, or Snapshots.keptElsewhere when another team takes them",
    doThis: "set `snapshots`",
  };
}

function noSuchLogin(server: SecretServerSpec, got: string): Problem {
  return {
    what: `${server.title} does not bring this login of Terraform's along`,
    got,
    allowed: server.logins.join(", "),
    doThis: "choose another login, or the other program",
    source: server.source,
  };
}

function badReplicas(got: unknown): Problem {
  return {
    what: "the number of secret servers cannot agree when some are away",
    got,
    allowed: `${REPLICAS.join(", ")}: an even one stands no more failures than the odd one below it`,
    doThis: "set 3, or 5 where two may be away at once",
  };
}

function badSize(field: string, got: unknown): Problem {
  return { what: `${field} is not a size of a volume`, got, allowed: "whole GiB, at least 1", doThis: "correct it" };
}

function noStorageClass(): Problem {
  return {
    what: "nobody says which storage class the secret server's volumes have, so nobody knows whether they are encrypted",
    allowed: "a class that encrypts, such as that of EncryptedStorageClass",
    doThis: "set `storageClassName` here or on the cluster",
  };
}
