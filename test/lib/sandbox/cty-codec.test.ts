import { ExtData, encode } from "@msgpack/msgpack";
import fc from "fast-check";
import { decodeValue, dynamicValue, encodeValue, readDynamic } from "../../../lib/sandbox/cty-codec";
import { type CtyValue, holdsUnknown, sameValue, UNKNOWN } from "../../../lib/sandbox/cty-value";

const roundTrip = (value: CtyValue): CtyValue => decodeValue(encodeValue(value));

const name = fc.string({ minLength: 1, maxLength: 8 }).filter((text) => text !== "__proto__");
const { value: anyValue } = fc.letrec<{ value: CtyValue; list: CtyValue[]; record: Record<string, CtyValue> }>(
  (tie) => ({
    value: fc.oneof(
      { maxDepth: 4 },
      fc.constant(null),
      fc.constant(UNKNOWN),
      fc.string(),
      fc.boolean(),
      fc.integer(),
      fc.maxSafeInteger(),
      fc.double({ noNaN: true, noDefaultInfinity: true }).filter((number) => !Object.is(number, -0)),
      fc.bigInt({ min: -(2n ** 63n), max: 2n ** 63n - 1n }),
      fc.constant(dynamicValue(["object", { a: "string" }], { a: "x" })),
      tie("list"),
      tie("record"),
    ),
    list: fc.array(tie("value"), { maxLength: 4 }),
    record: fc.dictionary(name, tie("value"), { maxKeys: 4, noNullPrototype: true }),
  }),
);

describe("the codec", () => {
  it("gives back every value it wrote", () => {
    fc.assert(fc.property(anyValue, (value) => sameValue(roundTrip(value), value)));
  });

  it("writes unknown as extension 0 with one zero byte", () => {
    expect([...encodeValue(UNKNOWN)]).toEqual([0xd4, 0, 0]);
  });

  it("reads a refined unknown as unknown", () => {
    expect(decodeValue(encode(new ExtData(12, new Uint8Array([0x81, 1, 0xc2]))))).toBe(UNKNOWN);
  });

  it("finds unknown inside lists, maps and blocks", () => {
    const value = roundTrip({ rule: [{ ports: [1, UNKNOWN] }], tags: { a: "b" } });
    expect(holdsUnknown(value)).toBe(true);
    expect(holdsUnknown(roundTrip({ tags: { a: "b" } }))).toBe(false);
  });

  it("keeps every digit of a whole number beyond 32 bits", () => {
    expect(roundTrip(9007199254740993n)).toBe(9007199254740993n);
    expect(sameValue(roundTrip(4294967296), 4294967296n)).toBe(true);
    expect(encodeValue(4294967296)[0]).toBe(0xcf);
  });

  it("keeps a number that Terraform wrote as text", () => {
    expect(roundTrip("123456789012345678901234567890.5")).toBe("123456789012345678901234567890.5");
  });

  it("carries a dynamic value with its type", () => {
    const value = roundTrip(dynamicValue(["list", "string"], ["a"]));
    expect(readDynamic(value)).toEqual({ type: '["list","string"]', value: ["a"] });
    expect(readDynamic("plain")).toBeUndefined();
  });

  it("tells a short set from a longer one and a missing member from null", () => {
    expect(sameValue(["a"], ["a", "b"])).toBe(false);
    expect(sameValue({ a: null }, { b: null })).toBe(false);
    expect(sameValue(1, "1")).toBe(false);
  });
});
