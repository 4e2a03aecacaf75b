import { deflateSync, gzipSync } from "node:zlib";
import fc from "fast-check";
import { Canaries } from "../../../lib/canaries/canary";
import { NeedleIndex } from "../../../lib/canaries/needle-index";
import { needlesOf } from "../../../lib/canaries/needles";
import { CanarySearch } from "../../../lib/canaries/search";
import { zipOf } from "./zip-of";

const canaries = new Canaries();
const token = canaries.at("token");
const other = canaries.at("other");

function found(content: Uint8Array | string) {
  const search = new CanarySearch([token, other]);
  search.search("it", content);
  return search.findings;
}

function base64(content: Uint8Array | string): string {
  return Buffer.from(content).toString("base64");
}

/** A gzip stream whose header holds an extra field, a name, a comment and a checksum of itself. */
function namedGzip(content: string): Buffer {
  const plain = gzipSync(content);
  const header = Buffer.from(plain.subarray(0, 10));
  header[3] = 2 | 4 | 8 | 16;
  return Buffer.concat([header, Buffer.from("\u0002\u0000xxname\u0000comment\u0000cc", "latin1"), plain.subarray(10)]);
}

describe("canaries", () => {
  test("are the same for a place and others for other places and runs", () => {
    expect(canaries.at("token")).toBe(token);
    expect(new Set([token, other, new Canaries().at("token")].map(({ value }) => value)).size).toBe(3);
    expect(token.value).toMatch(/^canary[0-9a-f]{40}$/);
  });

  test("are all known", () => {
    expect(canaries.all).toEqual([token, other]);
  });
});

describe("what is found", () => {
  const { value } = token;
  const bytes = Buffer.from(value);

  test.each<[string, Uint8Array | string, string, string]>([
    ["plain", `password = "${value}"`, "plain", "it"],
    ["base64", base64(`user:${value}`), "base64", "it"],
    ["base64 without padding for URLs", Buffer.from(`?>${value}`).toString("base64url"), "base64", "it"],
    ["hex", `0x${bytes.toString("hex")}`, "hex", "it"],
    ["hex in capitals", bytes.toString("hex").toUpperCase(), "hex", "it"],
    ["two bytes for each character", Buffer.from(value, "utf16le"), "UTF-16", "it"],
    ["gzip", gzipSync(value), "plain", "it > gzip"],
    [
      "gzip behind other bytes",
      Buffer.concat([Buffer.from("head"), gzipSync(value), Buffer.from("tail")]),
      "plain",
      "it > gzip",
    ],
    ["gzip with a name and more in its header", namedGzip(value), "plain", "it > gzip"],
    ["zlib", deflateSync(value), "plain", "it > zlib"],
    ["zlib before other bytes", Buffer.concat([deflateSync(value), Buffer.from("tail")]), "plain", "it > zlib"],
    ["zlib at the highest level", deflateSync(value, { level: 9 }), "plain", "it > zlib"],
    ["a gzip stream that was cut off", gzipSync(value + "x".repeat(9999)).subarray(0, -9), "plain", "it > gzip"],
    ["base64 of gzip", `data: ${base64(gzipSync(value))}`, "plain", "it > base64 > gzip"],
    ["base64 of gzip behind letters", `key${base64(gzipSync(value))}`, "plain", "it > base64 > gzip"],
    ["base64 of gzip for URLs", Buffer.from(gzipSync(value)).toString("base64url"), "plain", "it > base64 > gzip"],
    ["base64 in gzip", gzipSync(base64(value)), "base64", "it > gzip"],
    ["base64 of base64", base64(base64(value)), "base64", "it > base64"],
    ["gzip of base64 of gzip", gzipSync(base64(gzipSync(value))), "plain", "it > gzip > base64 > gzip"],
    ["zip", zipOf({ "a/state": `{"password":"${value}"}` }), "plain", "it > zip entry a/state"],
    ["gzip in zip", zipOf({ other: "nothing", state: gzipSync(value) }), "plain", "it > zip entry state > gzip"],
  ])("%s", (_, content, form, place) => {
    expect(found(content)).toContainEqual({ canary: "token", form, place });
  });

  test("which of several it is", () => {
    expect(found(`${token.value} ${base64(other.value)}`).filter(({ place }) => place === "it")).toEqual([
      { canary: "token", form: "plain", place: "it" },
      { canary: "other", form: "base64", place: "it" },
    ]);
  });

  test("base64 at every alignment, whatever stands around", () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 9 }), fc.uint8Array({ maxLength: 9 }), (before, after) => {
        const content = base64(Buffer.concat([before, bytes, after]));
        expect(found(content)).toContainEqual({ canary: "token", form: "base64", place: "it" });
      }),
    );
  });

  const wrap = fc.constantFrom<(content: Buffer) => Buffer>(
    (content) => gzipSync(content),
    (content) => deflateSync(content),
    (content) => Buffer.from(base64(content)),
    (content) => Buffer.from(Buffer.from(content).toString("base64url")),
    (content) => zipOf({ entry: content }),
  );

  test("up to three wrappings, one inside of another, with anything around each", () => {
    const padding = fc.string({ unit: fc.constantFrom(" ", "\n", '"', "{"), maxLength: 5 });
    fc.assert(
      fc.property(fc.array(fc.tuple(wrap, padding), { maxLength: 3 }), (layers) => {
        const content = layers.reduce(
          (inner, [outer, around]) => Buffer.concat([Buffer.from(around), outer(inner), Buffer.from(around)]),
          bytes,
        );
        expect(found(content)).not.toEqual([]);
      }),
      { numRuns: 400 },
    );
  });
});

describe("what is not found", () => {
  test("nothing in anything else", () => {
    fc.assert(
      fc.property(fc.oneof(fc.uint8Array({ maxLength: 4096 }), fc.base64String({ maxLength: 4096 })), (content) => {
        expect(found(content)).toEqual([]);
      }),
    );
  });

  test("a part of a canary, or one with another letter", () => {
    expect(found(`${token.value.slice(0, -1)} ${token.value.slice(1)} ${token.value.toUpperCase()}`)).toEqual([]);
  });
});

describe("the search", () => {
  test("says how much it looked through", () => {
    const search = new CanarySearch([token]);
    search.search("one", "12345");
    search.search("two", gzipSync("x".repeat(1000)));
    const { sources, bytes, unpackedBytes } = search.size;
    expect(sources).toBe(2);
    expect(bytes).toBe(5 + gzipSync("x".repeat(1000)).length);
    expect(unpackedBytes).toBeGreaterThanOrEqual(1000);
  });

  test("finds in one pass what one search for each needle finds", () => {
    const text = fc.string({ unit: fc.constantFrom("a", "b"), minLength: 4, maxLength: 9 });
    fc.assert(
      fc.property(
        fc.array(text, { minLength: 1, maxLength: 6 }),
        fc.string({ unit: fc.constantFrom("a", "b"), maxLength: 60 }),
        (texts, content) => {
          const needles = texts.flatMap((value) => needlesOf(value).filter(({ form }) => form === "plain"));
          const bytes = Buffer.from(content);
          expect(new NeedleIndex(needles).in(bytes)).toEqual(
            new Set(needles.filter((needle) => bytes.includes(needle.bytes))),
          );
        },
      ),
    );
  });
});
