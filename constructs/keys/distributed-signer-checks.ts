import type { Checker } from "../../lib/core/checks";
import type { Problem } from "../../lib/core/errors";
import { asList, isJsonRecord } from "../../lib/core/json";
import { overlaps } from "../../lib/truth/key-share";
import { secretProblem } from "../core/secret";
import { SignerClient, WALLET_NAME } from "./distributed-signer-client";
import {
  type DistributedSignerInstance,
  type DistributedSignerProps,
  WITHOUT_MEMORY_SENTENCE,
} from "./distributed-signer-props";
import { checkIdentifiers, checkNoMaterial, checkTexts, isText } from "./key-checks";
import { missingValue } from "./secret-values";
import { checkDutiesNetwork } from "./signer-checks";

/** Values of the secret with an instance's certificate, as cert-manager names them. */
export const CERTIFICATE_KEYS = { certificate: "tls.crt", key: "tls.key", authority: "ca.crt" } as const;
/** Names of an instance's passphrases where nobody says otherwise. */
export const DEFAULT_PASSPHRASE_KEYS: readonly string[] = ["passphrase"];

const NAME = /^[a-z]([a-z0-9-]{0,50}[a-z0-9])?$/;
const FEWEST = 3;
/** Most letters of a common name (RFC 5280, ub-common-name). */
const LONGEST_COMMON_NAME = 64;
const LARGEST_ID = 2 ** 31 - 1;

function tooFew(got: number): Problem {
  return {
    what: "too few instances hold shares: with one of them away, nothing is signed, or the one that is left holds too much",
    got,
    allowed: `${FEWEST} or more`,
    doThis: "name more instances; where one signer is enough, use a RemoteSigner",
  };
}

function badThreshold(got: unknown, of: number): Problem {
  const isNumber = typeof got === "number" && Number.isInteger(got);
  const isHalf = isNumber && !overlaps({ threshold: got, of });
  const isAll = isNumber && got === of;
  const least = Math.floor(of / 2) + 1;
  return {
    what: isAll
      ? "every instance is needed for a signature, so that each restart of one stops all duties"
      : isHalf && got < of
        ? "two parts of the group could sign two different things, since each keeps a memory of its own"
        : "the threshold is no number of shares",
    got,
    allowed: `${least === of - 1 ? least : `${least} to ${of - 1}`} of ${of} instances`,
    doThis: "set threshold to more than half of the instances, and to fewer than all",
    source: "attestantio/dirk v1.2.1, services/process/standard/generate.go",
  };
}

function notAnInstance(position: number, got: unknown): Problem {
  return {
    what: `instance ${position} is none`,
    got: got === null ? "null" : typeof got,
    allowed: "a name, an id, a certificate and passphrases",
    doThis: "name each instance",
  };
}

function oddName(got: unknown): Problem {
  return {
    what: "the name of an instance is no name in Kubernetes",
    got,
    allowed: "small letters, digits and dashes, beginning with a letter, at most 52",
    doThis: "name it for its group and its number, such as duties-1",
  };
}

function oddId(name: unknown, got: unknown): Problem {
  return {
    what: `instance ${String(name)} has no number that a share can be made for`,
    got,
    allowed: "a whole number from 1, its own for ever",
    doThis: "set id",
  };
}

function repeated(what: string, got: unknown, because: string): Problem {
  return {
    what: `two instances have the same ${what}: ${because}`,
    got,
    allowed: "one of its own for each",
    doThis: `give each its own ${what}`,
  };
}

function noPassphrase(instance: string): Problem {
  return {
    what: `instance ${instance} has no passphrase to lock its shares with`,
    allowed: "one name or more; the first locks new shares",
    doThis: "correct passphraseKeys, or leave it out",
  };
}

function longHost(got: string): Problem {
  return {
    what: "the host name of an instance does not fit into a certificate, by whose common name the others know it",
    got,
    allowed: `${LONGEST_COMMON_NAME} letters or fewer`,
    doThis: "shorten its name or that of the namespace",
    source: "RFC 5280, ub-common-name; attestantio/dirk v1.2.1, services/api/grpc/interceptors/clientinfo.go",
  };
}

function wrongSentence(instance: string): Problem {
  return {
    what: `instance ${instance} would start with shares and without memory of what was signed with them`,
    allowed: JSON.stringify(WITHOUT_MEMORY_SENTENCE),
    doThis: "stop every validator client of the keys, wait, and then set withoutMemory to WITHOUT_MEMORY_SENTENCE",
  };
}

function severalForgot(got: number): Problem {
  return {
    what: "several instances would start without memory of what they signed",
    got,
    allowed: "one at a time: the others have to remember what it forgot",
    doThis: "bring back one, let it sign, and take withoutMemory out before the next",
  };
}

function oddWallet(got: unknown): Problem {
  return {
    what: "the name of a wallet is none that a pattern and a shell read as it stands",
    got,
    allowed: "a letter, then letters, digits, dashes and underscores, at most 63",
    doThis: "rename the wallet",
  };
}

function noWallets(): Problem {
  return {
    what: "the group has no wallet to keep shares in",
    allowed: "one or more names",
    doThis: "set wallets, such as Validators",
  };
}

function noClients(): Problem {
  return {
    what: "nobody may ask the group for signatures, or somebody who is no client",
    allowed: "SignerClient.fromCertificate, one or more of them",
    doThis: "name the certificate of the validator client and its permissions",
  };
}

function unknownWallet(client: string, got: string, wallets: readonly string[]): Problem {
  return {
    what: `client ${client} has a permission for a wallet that the group does not have`,
    got,
    allowed: wallets.join(", ") || "none: the group has no wallets",
    doThis: "correct the wallet, or add it to wallets",
  };
}

function clientTwice(got: string): Problem {
  return {
    what: "one client stands there twice, and Dirk would read one of the two",
    got,
    allowed: "each client once",
    doThis: "put its permissions together",
  };
}

function clientIsPeer(got: string): Problem {
  return {
    what: "a client has the name of an instance, and would be taken for one when keys are made",
    got,
    allowed: "names that no instance has",
    doThis: "make the client a certificate of another name",
    source: "attestantio/dirk v1.2.1, services/api/grpc/handlers/receiver/helpers.go",
  };
}

/** Values that stand there more than once. */
function repeatedIn(values: readonly unknown[]): readonly unknown[] {
  return [...new Set(values.filter((value, index) => value !== undefined && values.indexOf(value) !== index))];
}

function checkSecrets(check: Checker, instance: DistributedSignerInstance): void {
  const { name, certificate, passphrases, passphraseKeys = DEFAULT_PASSPHRASE_KEYS } = instance;
  const named = checkTexts(check, "passphraseKeys", passphraseKeys);
  check.that(named.length > 0, () => noPassphrase(String(name)));
  const wanted = [
    { field: "certificate", secret: certificate, keys: Object.values(CERTIFICATE_KEYS) },
    { field: "passphrases", secret: passphrases, keys: named },
  ];
  for (const { field, secret, keys } of wanted) {
    const problem = secretProblem(`${field} of instance ${name}`, secret);
    if (problem !== undefined) check.add(problem);
    for (const key of problem === undefined ? keys : []) {
      check.that(asList(secret.keys).includes(key), () =>
        missingValue(`the secret in ${field} of instance ${name}`, field, key, secret.keys),
      );
    }
  }
}

function checkInstances(check: Checker, { instances, threshold }: DistributedSignerProps): void {
  const all: readonly unknown[] = asList(instances);
  check.that(all.length >= FEWEST, () => tooFew(all.length));
  const known = asList(instances).filter((each): each is DistributedSignerInstance => isJsonRecord(each));
  for (const [index, each] of all.entries()) check.that(isJsonRecord(each), () => notAnInstance(index + 1, each));
  const isThreshold = Number.isInteger(threshold) && overlaps({ threshold, of: all.length }) && threshold < all.length;
  if (all.length >= FEWEST) check.that(isThreshold, () => badThreshold(threshold, all.length));
  for (const { name, id, withoutMemory } of known) {
    check.that(isText(NAME, name), () => oddName(name));
    check.that(Number.isInteger(id) && id >= 1 && id <= LARGEST_ID, () => oddId(name, id));
    check.that(withoutMemory === undefined || withoutMemory === WITHOUT_MEMORY_SENTENCE, () =>
      wrongSentence(String(name)),
    );
  }
  for (const each of known) checkSecrets(check, each);
  const unlike = [
    ["name", "a certificate and a Service could not tell them apart", known.map(({ name }) => name)],
    ["id", "they would hold the same share", known.map(({ id }) => id)],
  ] as const;
  for (const [what, because, values] of unlike) {
    for (const twice of repeatedIn(values)) check.add(repeated(what, twice, because));
  }
  const secrets = known.flatMap(({ certificate, passphrases }) => [certificate, passphrases]).map((each) => each?.path);
  for (const twice of repeatedIn(secrets)) {
    check.add(repeated("secret", twice, "whoever reads that of one has that of the other, and is both of them"));
  }
  const forgetful = known.filter(({ withoutMemory }) => withoutMemory !== undefined).length;
  check.that(forgetful <= 1, () => severalForgot(forgetful));
}

function checkClients(check: Checker, clients: unknown, wallets: readonly string[]): readonly SignerClient[] {
  const given = asList(clients);
  const known = given.filter((client) => client instanceof SignerClient);
  check.that(known.length > 0 && known.length === given.length, noClients);
  for (const { commonName, permissions } of known) {
    for (const { wallet } of permissions) {
      check.that(wallets.includes(wallet), () => unknownWallet(commonName, wallet, wallets));
    }
  }
  for (const twice of repeatedIn(known.map(({ commonName }) => commonName))) check.add(clientTwice(String(twice)));
  return known;
}

/** Checks everything that a group of signers was given. Problems go to `check`. */
export function checkDistributedSigner(check: Checker, props: DistributedSignerProps): void {
  const { network, instances, wallets, keys, clients, namespace, cluster } = props;
  if (!checkNoMaterial(check, { instances, wallets, keys, clients })) return;
  checkDutiesNetwork(check, network);
  checkInstances(check, props);
  const names = checkTexts(check, "wallets", wallets);
  check.that(names.length > 0, noWallets);
  for (const name of names) check.that(WALLET_NAME.test(name), () => oddWallet(name));
  if (keys !== undefined) checkIdentifiers(check, "bls12-381", keys);
  const known = checkClients(check, clients, names);
  const hosts = asList(instances).map((each) =>
    isJsonRecord(each) ? instanceHost(String(each["name"]), { namespace, cluster }) : "",
  );
  for (const host of hosts) check.that(host.length <= LONGEST_COMMON_NAME, () => longHost(host));
  for (const { commonName } of known) check.that(!hosts.includes(commonName), () => clientIsPeer(commonName));
}

/** Host name of an instance, which its certificate is for: that of its Service. */
export function instanceHost(
  name: string,
  { namespace, cluster }: Pick<DistributedSignerProps, "namespace" | "cluster">,
): string {
  return `${name}.${namespace.namespaceName}.svc.${cluster.dnsDomain}`;
}
