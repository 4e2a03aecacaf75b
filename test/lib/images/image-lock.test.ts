import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import fc from "fast-check";
import { duplicateKeys } from "../../../lib/images/duplicate-keys";
import { ImageLock } from "../../../lib/images/image-lock";

const digestOf = (digit: string) => `sha256:${digit.repeat(64)}`;
const ENTRY = { digest: digestOf("a"), platforms: { "linux/amd64": digestOf("b") } };

/** The message for a text; empty when it is fine. */
function messageFor(text: string): string {
  try {
    ImageLock.parse(text, "images.lock.json");
    return "";
  } catch (error) {
    return error instanceof Error ? error.message : String(error);
  }
}

const lockOf = (images: unknown) => JSON.stringify({ version: 1, images });

describe("an image lock", () => {
  test("gives the entry of an image by the name the code has for it", () => {
    const lock = ImageLock.parse(lockOf({ "sigp/lighthouse:v8.3.3": ENTRY }), "images.lock.json");
    expect(lock.entry("sigp/lighthouse:v8.3.3")).toEqual(ENTRY);
    expect(lock.entry("docker.io/sigp/lighthouse:v8.3.3")).toEqual(ENTRY);
    expect(lock.entry("ghcr.io/sigp/lighthouse:v8.3.3")).toBeUndefined();
    expect(lock.entry("sigp/lighthouse:v8.3.4")).toBeUndefined();
  });

  test("has no image with two digests under two names", () => {
    const other = { ...ENTRY, digest: digestOf("b") };
    expect(messageFor(lockOf({ "redis:7.2.0": ENTRY, "docker.io/library/redis:7.2.0": ENTRY }))).toBe("");
    expect(messageFor(lockOf({ "redis:7.2.0": ENTRY, "docker.io/library/redis:7.2.0": other }))).toBe(
      [
        "images.lock.json: images.redis:7.2.0 and images.docker.io/library/redis:7.2.0 are the same image, with another digest each",
        "  allowed: each image once",
        "  do this: remove one of the two, then ask the registry about the other: palisade images lock --check",
      ].join("\n"),
    );
  });

  test("is without entries where there is no file", () => {
    expect(ImageLock.read(join(tmpdir(), "no-such-folder", "images.lock.json")).names).toEqual([]);
  });

  test("is written sorted, a digest a line, in one step", () => {
    const folder = mkdtempSync(join(tmpdir(), "palisade-lock-"));
    try {
      const file = join(folder, "images.lock.json");
      const platforms = { "linux/arm64": digestOf("c"), "linux/amd64": digestOf("b") };
      const entries = new Map([
        ["b.example.org/b:1.0.0", { digest: digestOf("d"), platforms }],
        ["a:1.0.0", ENTRY],
      ]);
      writeFileSync(file, "what was there before");
      new ImageLock(file, entries).write();
      expect(readdirSync(folder)).toEqual(["images.lock.json"]);
      expect(readFileSync(file, "utf8")).toBe(`{
  "version": 1,
  "images": {
    "a:1.0.0": {
      "digest": "${digestOf("a")}",
      "platforms": {
        "linux/amd64": "${digestOf("b")}"
      }
    },
    "b.example.org/b:1.0.0": {
      "digest": "${digestOf("d")}",
      "platforms": {
        "linux/amd64": "${digestOf("b")}",
        "linux/arm64": "${digestOf("c")}"
      }
    }
  }
}
`);
      expect(ImageLock.read(file).toText()).toBe(readFileSync(file, "utf8"));
    } finally {
      rmSync(folder, { recursive: true });
    }
  });

  test("says everything that is wrong at once, with file and key", () => {
    const text = `{ "version": 1, "extra": 0, "images": {
      "a:1.0.0": ${JSON.stringify(ENTRY)}, "a:1.0.0": ${JSON.stringify(ENTRY)},
      "b:1.0.0": { "digest": "sha256:ABC", "platforms": { "amd64": "${digestOf("a")}", "linux/arm64": 7 } },
      "no tag": ${JSON.stringify(ENTRY)},
      "c:1.0.0": "${digestOf("a")}",
      "d:1.0.0": { "platforms": {}, "lockedAt": "today" } } }`;
    expect(messageFor(text)).toBe(
      [
        "images.lock.json: images.a:1.0.0 stands there twice, and JSON keeps the last one without a word",
        "  allowed: each name once",
        "  do this: remove one of the two, then ask the registry about the other: palisade images lock --check",
        "",
        "images.lock.json: extra: there is no such field",
        "  allowed: version, images",
        "  do this: remove it",
        "",
        "images.lock.json: images.b:1.0.0.platforms.amd64: the name is not that of a platform",
        '  got: "amd64"',
        "  allowed: os/architecture",
        "  do this: remove the entry and run: palisade images lock",
        "",
        "images.lock.json: images.b:1.0.0.platforms.linux/arm64: this is not a digest",
        "  got: 7",
        "  allowed: sha256: and 64 lower-case hex digits",
        "  do this: remove the entry and run: palisade images lock",
        "",
        "images.lock.json: images.b:1.0.0.digest: this is not a digest",
        '  got: "sha256:ABC"',
        "  allowed: sha256: and 64 lower-case hex digits",
        "  do this: remove the entry and run: palisade images lock",
        "",
        "images.lock.json: images.no tag: the name is not that of an image with a tag",
        '  got: "no tag"',
        "  allowed: repository:tag",
        "  do this: remove the entry and run: palisade images lock",
        "",
        "images.lock.json: images.c:1.0.0: the entry is not an object",
        `  got: "${digestOf("a")}"`,
        "  allowed: digest and platforms",
        "  do this: remove the entry and run: palisade images lock",
        "",
        "images.lock.json: images.d:1.0.0.lockedAt: there is no such field",
        "  allowed: digest, platforms",
        "  do this: remove it",
        "",
        "images.lock.json: images.d:1.0.0.digest: this is not a digest",
        '  got: "nothing"',
        "  allowed: sha256: and 64 lower-case hex digits",
        "  do this: remove the entry and run: palisade images lock",
      ].join("\n"),
    );
  });

  test("says so when it is no JSON, another layout, or holds a merge conflict", () => {
    expect(messageFor('{ "version": 1, ')).toMatch(
      /^images\.lock\.json: the lock cannot be read as JSON\n {2}got: ".*JSON.*"\n {2}do this: mend it/,
    );
    expect(messageFor("[]")).toMatch(/cannot be read as JSON\n {2}got: "it holds no object"/);
    expect(messageFor('{ "version": 2 }')).toMatch(
      /version: the lock has a layout .*\n {2}got: 2\n {2}allowed: 1\n(.|\n)*images: the entries are missing/,
    );
    expect(messageFor(`{\n<<<<<<< HEAD\n "version": 1\n=======\n "version": 1\n>>>>>>> other\n}`)).toMatch(
      /^images\.lock\.json: the lock holds conflict markers of Git\n {2}do this: keep the entries of both sides/,
    );
  });
});

describe("names that stand twice", () => {
  test("are found at any depth, with their path", () => {
    expect(duplicateKeys('{"a": {"b": 1, "c": [{"d": 1, "d": 2}], "b": 2}, "e": "a:{", "a": 3}')).toEqual([
      "a.c.d",
      "a.b",
      "a",
    ]);
  });

  test("are never seen in what JSON.stringify writes", () => {
    fc.assert(fc.property(fc.jsonValue(), (value) => duplicateKeys(JSON.stringify(value)).length === 0));
  });
});
