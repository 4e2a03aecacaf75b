import { createHash } from "node:crypto";
import { Checker } from "./checks";
import { PalisadeError, type Problem } from "./errors";

function noShards(got: number): Problem {
  return {
    what: "a fleet cannot be cut into this number of shards",
    got,
    allowed: "a whole number of at least 1",
    doThis: "set the shard count to 1 or more",
  };
}

function emptyKey(): Problem {
  return {
    what: "a member of a fleet has an empty key",
    got: "",
    allowed: "a stable text of its own, such as the member's name",
    doThis: "give every member a key that never changes",
  };
}

function isShardCount(count: number): boolean {
  return Number.isInteger(count) && count >= 1;
}

function weight(key: string, shard: number): bigint {
  return createHash("sha256").update(`${shard}\u0000${key}`).digest().readBigUInt64BE(0);
}

/**
 * The shard a member belongs to, by rendezvous hashing of its stable key: the shard with the highest weight wins.
 * Adding a shard moves only the members that the new shard wins, about one in `shardCount + 1`; nothing else moves.
 *
 * @param key stable text of the member; never its position in a list
 * @param shardCount number of shards, at least 1
 * @returns a number from 0 to `shardCount - 1`
 * @throws PalisadeError when the key is empty or the count is not a whole number of at least 1
 */
export function shardOf(key: string, shardCount: number): number {
  const check = new Checker("shard");
  check.that(isShardCount(shardCount), () => noShards(shardCount));
  check.that(key.length > 0, emptyKey);
  check.done();
  let best = 0;
  let bestWeight = weight(key, 0);
  for (let shard = 1; shard < shardCount; shard += 1) {
    const candidate = weight(key, shard);
    if (candidate > bestWeight) {
      best = shard;
      bestWeight = candidate;
    }
  }
  return best;
}

/** Groups members by shard, in the order given. Every shard is present, also an empty one. @throws PalisadeError like `shardOf` */
export function shards<T>(
  members: readonly T[],
  shardCount: number,
  keyOf: (member: T) => string,
): readonly (readonly T[])[] {
  if (!isShardCount(shardCount)) throw new PalisadeError([noShards(shardCount)]);
  const groups: T[][] = Array.from({ length: shardCount }, () => []);
  for (const member of members) groups[shardOf(keyOf(member), shardCount)]?.push(member);
  return groups;
}
