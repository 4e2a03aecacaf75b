import type { Problem } from "../core/errors";

const LOCK_AGAIN = "remove the entry and run: palisade images lock";
const ONE_OF_TWO = "remove one of the two, then ask the registry about the other: palisade images lock --check";

/** Two branches met in the file. */
export function mergeConflict(): Problem {
  return {
    what: "the lock holds conflict markers of Git",
    doThis: "keep the entries of both sides without the markers, then run: palisade images lock --check",
  };
}

/** The file is no JSON, or no object. */
export function brokenLock(got: string): Problem {
  return {
    what: "the lock cannot be read as JSON",
    got,
    doThis: "mend it, or bring back the last committed one; it is written by: palisade images lock",
  };
}

/** The layout is another one. */
export function unknownVersion(got: unknown, version: number): Problem {
  return {
    what: "version: the lock has a layout that this release of Palisade does not read",
    got: got ?? "none",
    allowed: String(version),
    doThis: "use the release of Palisade that wrote it, or remove the file and run: palisade images lock",
  };
}

/** There is nothing to read. */
export function lockWithoutImages(): Problem {
  return { what: "images: the entries are missing", allowed: "an object", doThis: 'add "images": {}' };
}

/** One name stands twice. */
export function duplicateEntry(path: string): Problem {
  return {
    what: `${path} stands there twice, and JSON keeps the last one without a word`,
    allowed: "each name once",
    doThis: ONE_OF_TWO,
  };
}

/** Two names of one image with a digest each. */
export function sameImage(first: string, second: string): Problem {
  return {
    what: `images.${first} and images.${second} are the same image, with another digest each`,
    allowed: "each image once",
    doThis: ONE_OF_TWO,
  };
}

/** A field nobody knows. */
export function unknownField(path: string, allowed: string): Problem {
  return { what: `${path}: there is no such field`, allowed, doThis: "remove it" };
}

/** A name that is no `repository:tag`. */
export function notALockedImage(got: string): Problem {
  return {
    what: `images.${got}: the name is not that of an image with a tag`,
    got,
    allowed: "repository:tag",
    doThis: LOCK_AGAIN,
  };
}

/** An entry that is no object. */
export function entryWithoutObject(name: string, got: unknown): Problem {
  return {
    what: `images.${name}: the entry is not an object`,
    got,
    allowed: "digest and platforms",
    doThis: LOCK_AGAIN,
  };
}

/** A platform written in another way than registries do. */
export function notAPlatform(where: string, got: string): Problem {
  return { what: `${where}: the name is not that of a platform`, got, allowed: "os/architecture", doThis: LOCK_AGAIN };
}

/** Something else where a digest should be. */
export function notADigest(where: string, got: unknown): Problem {
  return {
    what: `${where}: this is not a digest`,
    got: got ?? "nothing",
    allowed: "sha256: and 64 lower-case hex digits",
    doThis: LOCK_AGAIN,
  };
}
