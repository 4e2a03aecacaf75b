import { Lazy, Token } from "cdktf";
import fc from "fast-check";
import { canonicalText, digest, holdsToken, type PlainData, shortDigest } from "../../../lib/core/digest";
import { PalisadeError } from "../../../lib/core/errors";

const { tree: anyData } = fc.letrec<{ tree: PlainData }>((tie) => ({
  tree: fc.oneof(
    { maxDepth: 4 },
    fc.string({ unit: "grapheme" }),
    fc.integer(),
    fc.double({ noNaN: true, min: -1e200, max: 1e200 }),
    fc.boolean(),
    fc.constant(null),
    fc.array(tie("tree"), { maxLength: 4 }),
    fc.dictionary(fc.string(), tie("tree"), { maxKeys: 4 }),
  ),
}));

/** The same data with the keys of every object the other way round. */
function turned(data: PlainData): PlainData {
  if (Array.isArray(data)) return data.map(turned);
  if (typeof data !== "object" || data === null) return data;
  return Object.fromEntries(
    Object.entries(data)
      .reverse()
      .map(([key, value]) => [key, turned(value)]),
  );
}

function placesOf(data: unknown): readonly (string | undefined)[] {
  try {
    canonicalText(data);
  } catch (error) {
    if (error instanceof PalisadeError) return error.problems.map(({ where }) => where);
    throw error;
  }
  return [];
}

describe("the canonical text of plain data", () => {
  it("does not depend on the order of keys, at any depth", () => {
    fc.assert(fc.property(anyData, (data) => expect(canonicalText(turned(data))).toBe(canonicalText(data))));
  });

  it("reads back as the same data", () => {
    fc.assert(
      fc.property(anyData, (data) =>
        expect(JSON.parse(canonicalText(data))).toEqual(JSON.parse(JSON.stringify(data ?? null))),
      ),
    );
  });

  it("depends on the order of lists", () => {
    expect(canonicalText([1, 2])).not.toBe(canonicalText([2, 1]));
  });

  it("leaves out what is absent, so that an option not given and one given as undefined are one", () => {
    expect(canonicalText({ a: 1, b: undefined })).toBe('{"a":1}');
    expect(canonicalText([1, undefined, 2])).toBe("[1,null,2]");
    expect(canonicalText(undefined)).toBe("null");
  });

  it("sorts keys by code unit, which no locale changes", () => {
    expect(canonicalText({ ä: 1, a: 2, Z: 3, "10": 4, "9": 5 })).toBe('{"10":4,"9":5,"Z":3,"a":2,"ä":1}');
  });
});

describe("the digest of plain data", () => {
  const data = { version: 3, capabilities: ["read", "write"], limits: { tokens: 1e6, share: 0.5 }, note: 'ü "\n' };

  it("is the same in every process and on every machine", () => {
    expect(digest(data)).toBe("d61cacbd4f24c6632212f7425483403fe66dd5bec5d51b59defc3449026b8626");
    expect(shortDigest(data)).toBe("d61cacbd4f");
  });

  it("is another one for other data", () => {
    fc.assert(
      fc.property(anyData, anyData, (left, right) => {
        fc.pre(canonicalText(left) !== canonicalText(right));
        expect(digest(left)).not.toBe(digest(right));
      }),
    );
  });

  it("tells apart what is easily confused", () => {
    const lookAlikes = [1, "1", [1], { "0": 1 }, true, "true", null, "null", "", [], {}, [[]], ["a", "b"], ["a,b"]];
    expect(new Set(lookAlikes.map((data) => digest(data))).size).toBe(lookAlikes.length);
  });
});

describe("a reference that only Terraform can resolve", () => {
  const text = Token.asString({ "a.b": "c" });
  const lazy = Lazy.stringValue({ produce: () => "later" });
  const number = Token.asNumber({ resolve: () => 7, creationStack: [], toString: () => "" });
  const list = Token.asList({ resolve: () => ["x"], creationStack: [], toString: () => "" });
  const map = Token.asStringMap({ resolve: () => ({ a: "b" }), creationStack: [], toString: () => "" });
  const resolvable = Lazy.anyValue({ produce: () => ({}) });

  it.each([
    ["as text", text, "data"],
    ["as text made later", lazy, "data"],
    ["inside of text", `arn:aws:s3:::${text}/*`, "data"],
    ["as a number", number, "data"],
    ["as a list", list, "data[0]"],
    ["as a list made later", Lazy.listValue({ produce: () => ["x"] }), "data[0]"],
    ["as a number made later", Lazy.numberValue({ produce: () => 7 }), "data"],
    ["as an object of the framework", resolvable, "data"],
    ["in a member", { a: { b: [0, text] } }, "data.a.b[1]"],
    ["as a number in a member", { ports: [80, number] }, "data.ports[1]"],
    ["as a list in a member", { args: ["run", ...list] }, "data.args[1]"],
    ["as an object in a member", { a: resolvable }, "data.a"],
  ])("is refused %s", (_case, data, where) => {
    expect(placesOf(data)).toContain(where);
    expect(() => digest(data)).toThrow(PalisadeError);
  });

  it("is refused as a key", () => {
    expect(() => digest({ a: { [text]: 1 } })).toThrow("a value that is only known to Terraform stands in data");
    expect(() => digest(map)).toThrow("a value that is only known to Terraform stands in data");
  });

  it("is refused everywhere at once, each with its place", () => {
    expect(placesOf({ a: text, b: [number], c: { d: list } })).toEqual(["data.a", "data.b[0]", "data.c.d[0]"]);
  });

  it("is told from text that only looks like Terraform", () => {
    for (const plain of ["%{if true}", "TfToken", "$" + "{HOME}", "$" + "{aws_vpc.main.id}", "#{x}", "&{x}"]) {
      expect(holdsToken(plain)).toBe(false);
      expect(placesOf({ plain })).toEqual([]);
    }
    expect([text, lazy, ...list].every(holdsToken)).toBe(true);
  });

  it("is told from the largest real numbers", () => {
    expect(placesOf([Number.MAX_SAFE_INTEGER, Number.MIN_SAFE_INTEGER, Number.MAX_VALUE, -1e200])).toEqual([]);
  });
});

describe("a value without a JSON form", () => {
  it.each([
    ["a number that is none", Number.NaN],
    ["infinity", Number.POSITIVE_INFINITY],
    ["a big integer", 1n],
    ["a function", () => 1],
    ["a symbol", Symbol("x")],
    ["a date", new Date(0)],
    ["a map", new Map([["a", 1]])],
    ["a set", new Set([1])],
  ])("is refused: %s", (_case, value) => {
    expect(() => digest({ value }, "prompt")).toThrow("prompt.value: a value that has no JSON form");
  });

  it("is refused when it holds itself", () => {
    const ring: Record<string, unknown> = {};
    ring["self"] = ring;
    expect(() => digest(ring)).toThrow("data.self: a value that has no JSON form");
  });
});
