import { existsSync, readFileSync, renameSync, rmSync, writeFileSync } from "node:fs";
import { Checker } from "../core/checks";
import { isJsonRecord, type JsonRecord, recordAt } from "../core/json";
import { duplicateKeys } from "./duplicate-keys";
import {
  brokenLock,
  duplicateEntry,
  entryWithoutObject,
  lockWithoutImages,
  mergeConflict,
  notADigest,
  notALockedImage,
  notAPlatform,
  sameImage,
  unknownField,
  unknownVersion,
} from "./image-lock-problems";
import { canonicalImage, DIGEST, splitTag } from "./image-name";

/** Name of the file, beside `cdktf.json`. */
export const IMAGE_LOCK_FILE = "images.lock.json";

/** Version of the file's layout. */
const LAYOUT_VERSION = 1;

/** What one tag stood for when somebody looked. */
export interface LockedImage {
  /** Digest that is deployed: of the index where the image has several platforms, else of its manifest. */
  readonly digest: string;
  /** Digest of the manifest by platform, such as `linux/amd64`. */
  readonly platforms: Readonly<Record<string, string>>;
}

/** Which digest each image's tag stands for: the content of `images.lock.json`. */
export class ImageLock {
  /**
   * Reads a lock. A file that is not there is a lock without entries.
   *
   * @param file path of the file, as messages shall name it
   * @throws PalisadeError listing everything wrong with it
   */
  public static read(file: string): ImageLock {
    return existsSync(file) ? ImageLock.parse(readFileSync(file, "utf8"), file) : new ImageLock(file, new Map());
  }

  /**
   * Reads the text of a lock.
   *
   * @param file where it comes from, for messages
   * @throws PalisadeError listing everything wrong with it
   */
  public static parse(text: string, file: string): ImageLock {
    const check = new Checker(file);
    const images = imagesOf(text, check);
    const entries = Object.entries(images).flatMap(([name, entry]) => {
      const locked = check.that(splitTag(name) !== undefined, () => notALockedImage(name))
        ? readEntry(check, name, entry)
        : undefined;
      return locked === undefined ? [] : [[name, locked] as const];
    });
    for (const [index, [name, { digest }]] of entries.entries()) {
      const isSame = ([other]: readonly [string, LockedImage]) => canonicalImage(other) === canonicalImage(name);
      const [first, locked] = entries.slice(0, index).find(isSame) ?? [];
      if (first !== undefined && locked?.digest !== digest) check.add(sameImage(first, name));
    }
    check.done();
    return new ImageLock(file, new Map(entries));
  }

  private readonly canonical: ReadonlyMap<string, LockedImage>;

  /** @param entries by `repository:tag` */
  public constructor(
    /** Path of its file, as messages name it. */
    public readonly file: string,
    private readonly entries: ReadonlyMap<string, LockedImage>,
  ) {
    this.canonical = new Map([...entries].map(([name, entry]) => [canonicalImage(name), entry]));
  }

  /** Every `repository:tag` that has an entry, sorted. */
  public get names(): readonly string[] {
    return [...this.entries.keys()].sort();
  }

  /** The entry of an image; undefined when there is none. @param name `repository:tag`, in any way to write it */
  public entry(name: string): LockedImage | undefined {
    return this.canonical.get(canonicalImage(name));
  }

  /** The text of the file: sorted, and laid out as formatters of JSON leave it. */
  public toText(): string {
    const images = Object.fromEntries(
      this.names.map((name) => {
        const { digest = "", platforms = {} } = this.entries.get(name) ?? {};
        const sorted = Object.entries(platforms).sort(([left], [right]) => (left < right ? -1 : 1));
        return [name, { digest, platforms: Object.fromEntries(sorted) }];
      }),
    );
    return `${JSON.stringify({ version: LAYOUT_VERSION, images }, null, 2)}\n`;
  }

  /** Writes the file in one step: whoever reads it meanwhile gets the old text or the new one. */
  public write(): void {
    const partial = `${this.file}.partial-${process.pid}`;
    try {
      writeFileSync(partial, this.toText());
      renameSync(partial, this.file);
    } finally {
      rmSync(partial, { force: true });
    }
  }
}

/** The entries as the file has them; empty when the file is broken, which is then recorded. */
function imagesOf(text: string, check: Checker): JsonRecord {
  const parsed = parseJson(text, check);
  if (parsed === undefined) return {};
  for (const path of duplicateKeys(text)) check.add(duplicateEntry(path));
  for (const field of Object.keys(parsed)) {
    check.that(field === "version" || field === "images", () => unknownField(field, "version, images"));
  }
  check.that(parsed["version"] === LAYOUT_VERSION, () => unknownVersion(parsed["version"], LAYOUT_VERSION));
  check.that(isJsonRecord(parsed["images"]), lockWithoutImages);
  return recordAt(parsed, "images");
}

function parseJson(text: string, check: Checker): JsonRecord | undefined {
  if (/^(<{7}|>{7}) /m.test(text)) {
    check.add(mergeConflict());
    return undefined;
  }
  try {
    const parsed: unknown = JSON.parse(text);
    if (isJsonRecord(parsed)) return parsed;
    check.add(brokenLock("it holds no object"));
  } catch (error) {
    check.add(brokenLock(error instanceof Error ? error.message : String(error)));
  }
  return undefined;
}

function readEntry(check: Checker, name: string, entry: unknown): LockedImage | undefined {
  if (!check.that(isJsonRecord(entry), () => entryWithoutObject(name, entry))) return undefined;
  const { digest, platforms, ...others } = recordAt(entry);
  for (const field of Object.keys(others)) check.add(unknownField(`images.${name}.${field}`, "digest, platforms"));
  const known = Object.entries(recordAt(platforms)).flatMap(([platform, manifest]) => {
    const where = `images.${name}.platforms.${platform}`;
    check.that(/^[a-z0-9]+\/[a-z0-9]+(\/[a-z0-9.]+)?$/.test(platform), () => notAPlatform(where, platform));
    const text = digestIn(check, where, manifest);
    return text === undefined ? [] : [[platform, text] as const];
  });
  const text = digestIn(check, `images.${name}.digest`, digest);
  return text === undefined ? undefined : { digest: text, platforms: Object.fromEntries(known) };
}

function digestIn(check: Checker, where: string, got: unknown): string | undefined {
  if (typeof got === "string" && DIGEST.test(got)) return got;
  check.add(notADigest(where, got));
  return undefined;
}
