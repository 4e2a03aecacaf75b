import { bech32 } from "@scure/base";
import type { Checker } from "../../lib/core/checks";
import type { Problem } from "../../lib/core/errors";
import { horcruxShardFiles } from "../../lib/render/horcrux";
import { ImageRef } from "../core/image-ref";
import type { ISecret } from "../core/secret";
import { CosmosNode } from "./cosmos-node";
import type { CosmosSignerProps, HorcruxSignerProps, TmkmsSignerProps } from "./cosmos-signer-props";
import { isText } from "./key-checks";
import { checkSecretValues } from "./secret-values";
import { TmkmsKey } from "./tmkms-key";

/** CometBFT takes 50 characters at most; they become names of files. */
const CHAIN_ID = /^[A-Za-z0-9][A-Za-z0-9._-]{0,49}$/;
const CONSENSUS_ADDRESS = /^[a-z][a-z0-9]{0,20}valcons1[02-9ac-hj-np-z]{38}$/;
const ADDRESS_BYTES = 20;
/** Its documentation: "the minimum supported n". */
const FEWEST_CO_SIGNERS = 3;
/** A shard has the number of a byte. */
const MOST_CO_SIGNERS = 255;
const HORCRUX_SIGNING = "strangelove-ventures/horcrux v3.3.2, docs/signing.md";

function oddChain(got: unknown): Problem {
  return {
    what: "the id of the chain is none",
    got,
    allowed: "up to 50 letters, digits, dots, dashes and underscores, such as cosmoshub-4",
    doThis: "write chain_id of the chain's genesis",
  };
}

function oddValidator(): Problem {
  return {
    // Not shown: it may be the key itself.
    what: "the validator is not named by its consensus address",
    allowed: "20 bytes as bech32, such as cosmosvalcons1…; a public key in base64 looks like a private one",
    doThis:
      "write the address that the chain's program shows for the validator; if this was a key, it is known to others now",
  };
}

function oddStorage(got: unknown): Problem {
  return {
    what: "the volume for what was signed last has no sensible size",
    got,
    allowed: "1 GiB or more",
    doThis: "correct storageGiB, or leave it out",
  };
}

function fewCoSigners(got: number): Problem {
  return {
    what: "Horcrux splits a key for too few co-signers, or too many",
    got,
    allowed: `${FEWEST_CO_SIGNERS} to ${MOST_CO_SIGNERS}, best 3 or 5`,
    doThis: "name the secret of each co-signer in shards; one instance with the whole key is TMKMS",
    source: HORCRUX_SIGNING,
  };
}

function lowThreshold(got: unknown, of: number): Problem {
  const fewest = Math.floor(of / 2) + 1;
  return {
    what: `with this threshold two parts of ${of} co-signers could each sign, and neither would know of the other`,
    got,
    allowed: fewest === of ? `${of}` : `${fewest} to ${of}`,
    doThis: "set threshold to more than half of the shards, as it was when they were made",
    source: HORCRUX_SIGNING,
  };
}

function sameShard(first: number, second: number): Problem {
  return {
    what: `co-signers ${first} and ${second} read the same secret, so that one of them holds the shard of another`,
    allowed: "a secret of its own for each co-signer, at a path that no other reads",
    doThis: "write each shard to a path of its own, and name that",
  };
}

function noNodes(): Problem {
  return {
    what: "nobody asks the signer for signatures",
    allowed: "the nodes that it calls: CosmosNode.fromWorkload or CosmosNode.fromAddress",
    doThis: "name the sentries, each of them",
  };
}

function notANode(field: string): Problem {
  return {
    what: `${field} is no node that a signer can call`,
    allowed: "CosmosNode.fromWorkload or CosmosNode.fromAddress",
    doThis: `correct ${field}`,
  };
}

function repeatedNode(got: string): Problem {
  return { what: "one node is named twice", got, allowed: "each node once", doThis: "remove one of them" };
}

function notAKey(): Problem {
  return {
    what: "TMKMS was not told where its key is",
    allowed: "TmkmsKey.yubiHsm, or TmkmsKey.softSign with a secret of a store",
    doThis: "set key; a key as text would stand in the state",
  };
}

function noImage(): Problem {
  return {
    what: "TMKMS has no image: nobody publishes one",
    allowed: "ImageRef of your own build of tmkms v0.15.0",
    doThis: "build it with the feature softsign or yubihsm, and pin its digest",
    source: "iqlusioninc/tmkms v0.15.0, Dockerfile: the harness of its tests",
  };
}

/** Start of a chain's bech32 texts, from the consensus address of one of its validators. */
export function bech32PrefixOf(consensusAddress: string): string {
  return consensusAddress.slice(0, consensusAddress.lastIndexOf("valcons1"));
}

function isConsensusAddress(value: unknown): boolean {
  if (!isText(CONSENSUS_ADDRESS, value)) return false;
  const decoded = bech32.decodeUnsafe(value);
  return decoded !== undefined && bech32.fromWordsUnsafe(decoded.words)?.length === ADDRESS_BYTES;
}

function checkShared(check: Checker, { chainId, validator, storageGiB }: CosmosSignerProps): void {
  check.that(isText(CHAIN_ID, chainId), () => oddChain(chainId));
  check.that(isConsensusAddress(validator), oddValidator);
  check.that(storageGiB === undefined || (Number.isInteger(storageGiB) && storageGiB >= 1), () =>
    oddStorage(storageGiB),
  );
}

function checkNodes(check: Checker, nodes: unknown): void {
  const all: readonly unknown[] = Array.isArray(nodes) ? nodes : [];
  check.that(all.length > 0, noNodes);
  const seen = new Set<string>();
  for (const [index, node] of all.entries()) {
    if (!(node instanceof CosmosNode)) {
      check.add(notANode(`node ${index + 1}`));
      continue;
    }
    check.that(!seen.has(node.address), () => repeatedNode(node.address));
    seen.add(node.address);
  }
}

function checkShards(check: Checker, chainId: unknown, given: unknown): number {
  const shards: readonly ISecret[] = Array.isArray(given) ? given : [];
  const files = Object.values(horcruxShardFiles(String(chainId)));
  const readers = new Map<string, number>();
  for (const [index, secret] of shards.entries()) {
    const number = index + 1;
    if (!checkSecretValues(check, `shard ${number}`, secret, files)) continue;
    const other = readers.get(secret.path);
    check.that(other === undefined, () => sameShard(other ?? 0, number));
    readers.set(secret.path, number);
  }
  return shards.length;
}

/** Checks everything that Horcrux was given. */
export function checkHorcrux(check: Checker, props: HorcruxSignerProps): void {
  checkShared(check, props);
  checkNodes(check, props.nodes);
  const count = checkShards(check, props.chainId, props.shards);
  const { threshold } = props;
  if (check.that(count >= FEWEST_CO_SIGNERS && count <= MOST_CO_SIGNERS, () => fewCoSigners(count))) {
    const isRight = Number.isInteger(threshold) && threshold * 2 > count && threshold <= count;
    check.that(isRight, () => lowThreshold(threshold, count));
  }
}

/** Checks everything that TMKMS was given. */
export function checkTmkms(check: Checker, props: TmkmsSignerProps): void {
  checkShared(check, props);
  check.that(props.node instanceof CosmosNode, () => notANode("node"));
  check.that(props.key instanceof TmkmsKey, notAKey);
  check.that(props.image instanceof ImageRef, noImage);
}
