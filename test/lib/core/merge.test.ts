import fc from "fast-check";
import { mergeOver } from "../../../lib/core/merge";

const anyTree = fc.dictionary(
  fc.string({ minLength: 1, maxLength: 4 }),
  fc.oneof(fc.integer(), fc.array(fc.integer()), fc.dictionary(fc.string({ maxLength: 3 }), fc.integer())),
);

describe("one tree over another", () => {
  it("merges objects key by key, however deep", () => {
    expect(mergeOver({ a: { b: { c: 1, d: 2 } }, e: 3 }, { a: { b: { d: 4, f: 5 } } })).toEqual({
      a: { b: { c: 1, d: 4, f: 5 } },
      e: 3,
    });
  });

  it("replaces lists as a whole, as Helm does", () => {
    expect(mergeOver({ list: [1, 2, 3] }, { list: [4] })).toEqual({ list: [4] });
  });

  it.each([
    ["an object by a value", { a: { b: 1 } }, { a: 2 }],
    ["a value by an object", { a: 2 }, { a: { b: 1 } }],
    ["an object by null, which removes it in Helm", { a: { b: 1 } }, { a: null }],
    ["an object by a list", { a: { b: 1 } }, { a: [1] }],
  ])("replaces %s", (_case, base, over) => {
    expect(mergeOver(base, over)).toEqual(over);
  });

  it("leaves both trees as they were", () => {
    fc.assert(
      fc.property(anyTree, anyTree, (base, over) => {
        const before = structuredClone([base, over]);
        mergeOver(base, over);
        expect([base, over]).toEqual(before);
      }),
    );
  });

  it("changes nothing when the upper one is empty or the same, and has every key of both", () => {
    fc.assert(
      fc.property(anyTree, anyTree, (base, over) => {
        expect(mergeOver(base, {})).toEqual(base);
        expect(mergeOver(base, base)).toEqual(base);
        expect(new Set(Object.keys(mergeOver(base, over)))).toEqual(
          new Set([...Object.keys(base), ...Object.keys(over)]),
        );
      }),
    );
  });

  it("does not reach into the prototype of objects", () => {
    const over: Record<string, unknown> = JSON.parse('{"__proto__": {"polluted": true}}');
    mergeOver({}, over);
    mergeOver({ a: 1 }, { a: over });
    expect(Object.hasOwn(Object.prototype, "polluted")).toBe(false);
  });
});
