import { constants, deflateRawSync, inflateRawSync } from "node:zlib";
import fc from "fast-check";
import { mayBeDeflated } from "../../../lib/canaries/deflate-start";

const content = fc.oneof(
  fc.uint8Array({ maxLength: 2000 }),
  fc.string({ maxLength: 2000 }).map((text) => Buffer.from(text)),
  fc
    .tuple(fc.string({ minLength: 1, maxLength: 20 }), fc.nat(300))
    .map(([text, times]) => Buffer.from(text.repeat(times))),
);
const options = fc.record({
  level: fc.integer({ min: 0, max: 9 }),
  strategy: fc.constantFrom(
    constants.Z_DEFAULT_STRATEGY,
    constants.Z_FILTERED,
    constants.Z_HUFFMAN_ONLY,
    constants.Z_RLE,
    constants.Z_FIXED,
  ),
});

test("no start of a stream is passed over, whatever made it", () => {
  fc.assert(
    fc.property(content, options, (bytes, how) => {
      expect(mayBeDeflated(deflateRawSync(bytes, how).subarray(0, 64))).toBe(true);
    }),
    { numRuns: 2000 },
  );
});

test("what is no stream is told in nearly every case", () => {
  let passed = 0;
  const runs = 2000;
  fc.assert(
    fc.property(fc.uint8Array({ minLength: 64, maxLength: 64 }), (bytes) => {
      let isStream = true;
      try {
        inflateRawSync(bytes, { finishFlush: constants.Z_SYNC_FLUSH });
      } catch {
        isStream = false;
      }
      const told = mayBeDeflated(Buffer.from(bytes));
      if (isStream) expect(told).toBe(true);
      else if (told) passed += 1;
    }),
    { numRuns: runs },
  );
  expect(passed).toBeLessThan(runs / 20);
});
