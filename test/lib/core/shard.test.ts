import fc from "fast-check";
import { shardOf, shards } from "../../../lib/core/shard";

const anyKey = fc.string({ unit: "grapheme", minLength: 1, maxLength: 40 });
const anyCount = fc.integer({ min: 1, max: 40 });

const FLEETS = {
  "agents with numbers": (index: number) => `agent-${index}`,
  "members with a long common beginning": (index: number) =>
    `organisation/team/product/environment/member/${index.toString(16)}`,
  "single letters and numbers": (index: number) => index.toString(36),
};

/**
 * Chi-square over `count - 1` degrees of freedom is near normal, with mean `count - 1` and variance twice that. Five
 * standard deviations: fails for a skewed hash, not by chance (the hash is fixed).
 */
function isEven(sizes: readonly number[]): boolean {
  const expected = sizes.reduce((sum, size) => sum + size, 0) / sizes.length;
  const statistic = sizes.reduce((sum, size) => sum + (size - expected) ** 2 / expected, 0);
  const freedom = sizes.length - 1;
  return statistic < freedom + 5 * Math.sqrt(2 * freedom);
}

describe("the shard of a member", () => {
  it("is one of the shards, and always the same one", () => {
    fc.assert(
      fc.property(anyKey, anyCount, (key, count) => {
        const shard = shardOf(key, count);
        expect(Number.isInteger(shard) && shard >= 0 && shard < count).toBe(true);
        expect(shardOf(key, count)).toBe(shard);
      }),
    );
  });

  it("is the same in every process", () => {
    expect(["agent-0", "agent-1", "agent-2", "agent-3", "ü"].map((key) => shardOf(key, 7))).toEqual([6, 1, 5, 1, 3]);
  });

  describe.each(Object.entries(FLEETS))("in a fleet of %s", (_name, keyOf) => {
    const keys = Array.from({ length: 10_000 }, (_, index) => keyOf(index));

    it.each([2, 7, 16])("is spread evenly over %i shards", (count) => {
      const sizes = shards(keys, count, (key) => key).map((members) => members.length);
      expect(isEven(sizes)).toBe(true);
    });

    it.each([1, 4, 15])("changes for about one in n members when %i shards become one more", (count) => {
      const moved = keys.filter((key) => shardOf(key, count) !== shardOf(key, count + 1));
      const share = moved.length / keys.length;
      const wanted = 1 / (count + 1);
      const deviation = Math.sqrt((wanted * (1 - wanted)) / keys.length);
      expect(Math.abs(share - wanted)).toBeLessThan(5 * deviation);
    });
  });

  it("moves to the new shard or not at all when one is added", () => {
    fc.assert(
      fc.property(anyKey, anyCount, (key, count) => {
        expect([shardOf(key, count), count]).toContain(shardOf(key, count + 1));
      }),
    );
  });

  it("does not depend on who else is there, or in which order", () => {
    fc.assert(
      fc.property(fc.uniqueArray(anyKey, { maxLength: 30 }), anyCount, fc.integer(), (keys, count, seed) => {
        const shuffled = [...keys].sort((left, right) => shardOf(left + seed, 97) - shardOf(right + seed, 97));
        const sorted = (members: readonly string[]) => [...members].sort();
        const before = shards(keys, count, (key) => key).map(sorted);
        expect(shards(shuffled, count, (key) => key).map(sorted)).toEqual(before);
        keys.forEach((key) => {
          expect(before[shardOf(key, count)]).toContain(key);
        });
      }),
    );
  });

  it("is not there for an empty key", () => {
    expect(() => shardOf("", 3)).toThrow("a member of a fleet has an empty key");
  });

  it.each([0, -1, 1.5, Number.NaN, Number.POSITIVE_INFINITY])("is not there for %p shards", (count) => {
    expect(() => shardOf("agent", count)).toThrow("a fleet cannot be cut into this number of shards");
  });
});

describe("a fleet in shards", () => {
  it("has every member once, in the order given, and every shard, also an empty one", () => {
    const groups = shards(["a", "b", "c"], 20, (key) => key);
    expect(groups).toHaveLength(20);
    expect(groups.flat().sort()).toEqual(["a", "b", "c"]);
    const [one] = shards(["c", "a", "b"], 1, (key) => key);
    expect(one).toEqual(["c", "a", "b"]);
  });

  it.each([0, -1, 2.5, Number.NaN])("refuses %p shards, also of nobody", (count) => {
    expect(() => shards([], count, String)).toThrow("a fleet cannot be cut into this number of shards");
  });
});
