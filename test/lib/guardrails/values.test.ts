import * as fc from "fast-check";
import { expectAt, read } from "../../../lib/guardrails";
import { REFERENCE } from "../../../lib/truth/terraform-text";

describe("a reading", () => {
  it.each<[string, unknown, readonly (string | number)[], unknown]>([
    ["of a value", { a: { b: 7 } }, ["a", "b"], { state: "known", value: 7 }],
    ["of a block in its list", { a: [{ b: 7 }] }, ["a", "b"], { state: "known", value: 7 }],
    ["of one block of several", { a: [{ b: 7 }, { b: 8 }] }, ["a", 1, "b"], { state: "known", value: 8 }],
    ["of several blocks as if they were one", { a: [{ b: 7 }, { b: 8 }] }, ["a", "b"], { state: "absent" }],
    ["of what is missing", { a: {} }, ["a", "b"], { state: "absent" }],
    ["of null", { a: null }, ["a"], { state: "absent" }],
    ["below a number", { a: 7 }, ["a", "b"], { state: "absent" }],
    ["of a reference", { a: `x${REFERENCE}` }, ["a"], { state: "unknown" }],
    ["below a reference", { a: REFERENCE }, ["a", "b"], { state: "unknown" }],
    ["of a block that is made at plan time", { dynamic: { a: {} } }, ["a", "b"], { state: "unknown" }],
    ["of truth in quotes", { a: "true", b: "false" }, ["a"], { state: "known", value: true }],
    ["of falsehood in quotes", { a: "true", b: "false" }, ["b"], { state: "known", value: false }],
    ["of text that says nothing of the kind", { a: "True" }, ["a"], { state: "known", value: "True" }],
    ["of an object's own names alone", {}, ["constructor"], { state: "absent" }],
  ])("%s", (_, root, path, expected) => {
    expect(read(root, path)).toEqual(expected);
  });

  it("never throws", () => {
    fc.assert(
      fc.property(fc.anything(), fc.array(fc.oneof(fc.string(), fc.nat(3)), { maxLength: 4 }), (root, path) => {
        expect(["absent", "unknown", "known"]).toContain(read(root, path).state);
      }),
    );
  });
});

describe("an expectation", () => {
  const at = (config: object) => expectAt({ ...config }, "a", ["base"]);

  it("passes, fails with what stood there, or cannot be told", () => {
    expect(at({ a: 1 }).toBe(1)).toEqual({ verdict: "pass" });
    expect(at({ a: 2 }).toBe([1, 3])).toEqual({ verdict: "fail", at: ["base", "a"], expected: "1 or 3", got: 2 });
    expect(at({ a: REFERENCE }).toBe(1)).toEqual({
      verdict: "unknown",
      at: ["base", "a"],
      because: "the value is not known before the apply",
    });
  });

  it("says of what is not there whatever the rule says of it", () => {
    const missing = { verdict: "fail", at: ["base", "a"], expected: "1" };
    expect(at({}).toBe(1)).toEqual(missing);
    expect(at({}).toBe(1, "fail")).toEqual(missing);
    expect(at({}).toBe(1, "pass")).toEqual({ verdict: "pass" });
    expect(at({}).toBe(1, "not-applicable")).toBeUndefined();
    expect(at({}).notToBe(1)).toEqual({ verdict: "pass" });
    expect(at({}).toBeAtLeast(7, "days")).toMatchObject({ expected: "at least 7 days" });
    expect(at({}).toBeAtMost(7, "days")).toMatchObject({ expected: "at most 7 days" });
  });

  it("refuses values, and takes all others", () => {
    expect(at({ a: 1 }).notToBe([1, 2])).toMatchObject({ verdict: "fail", expected: "anything but 1 and 2", got: 1 });
    expect(at({ a: 3 }).notToBe([1, 2])).toEqual({ verdict: "pass" });
  });

  it("takes limits with the number itself, also in quotes", () => {
    expect([6, 7, "7", 8, "many"].map((a) => at({ a }).toBeAtLeast(7, "days")?.verdict)).toEqual([
      "fail",
      "pass",
      "pass",
      "pass",
      "fail",
    ]);
    expect([6, 7, "7", 8, "many"].map((a) => at({ a }).toBeAtMost(7, "days")?.verdict)).toEqual([
      "pass",
      "pass",
      "pass",
      "fail",
      "fail",
    ]);
  });

  it("that something stands there is met by a reference, and not by nothing in quotes or brackets", () => {
    expect([REFERENCE, "x", 0, false, [1]].map((a) => at({ a }).toStand("a name").verdict)).toEqual(
      Array.from({ length: 5 }, () => "pass"),
    );
    expect([undefined, null, "", []].map((a) => at({ a }).toStand("a name"))).toEqual(
      Array.from({ length: 4 }, () => ({ verdict: "fail", at: ["base", "a"], expected: "a name" })),
    );
  });
});
