import fc from "fast-check";
import { keyShareIn, keyShareText, overlaps } from "../../../lib/truth/key-share";

describe("a share of a key", () => {
  const share = { group: "prod-keys/duties", share: 1, threshold: 2, of: 3 };

  test("is read back from the annotation as it was written", () => {
    expect(keyShareText(share)).toBe("group=prod-keys/duties;share=1;threshold=2;of=3");
    expect(keyShareIn(keyShareText(share))).toEqual(share);
    expect(keyShareIn(keyShareText({ ...share, group: "a b;c" }))).toEqual({ ...share, group: "a-b-c" });
  });

  test.each(["", "group=;share=1;threshold=2;of=3", "group=a;share=one;threshold=2;of=3", "share=1;threshold=2;of=3"])(
    "is not read from %j",
    (text) => {
      expect(keyShareIn(text)).toBeUndefined();
    },
  );

  test("two signatures have a holder in common exactly where that many cannot sign twice without one", () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 40 }), fc.integer({ min: 1, max: 40 }), (threshold, of) => {
        // The first `threshold` holders and the last ones: the two that have the least in common.
        const inCommon = threshold - (of - threshold);
        expect(overlaps({ threshold, of })).toBe(threshold <= of && inCommon >= 1);
      }),
    );
  });
});
