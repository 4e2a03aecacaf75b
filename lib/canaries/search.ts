import type { Canary } from "./canary";
import { NeedleIndex } from "./needle-index";
import { type Form, type Needle, needlesOf } from "./needles";
import { compressedIn, decodedIn } from "./wrappings";

/** A canary where it should not be. */
export interface CanaryFinding {
  /** Where the canary was planted. */
  readonly canary: string;
  /** What was searched, and what in it: `prod-rpc plan > zip entry tfstate > gzip`. */
  readonly place: string;
  /** How it stands there. */
  readonly form: Form;
}

/** How much was searched. */
export interface SearchSize {
  /** Files, and texts that might have been files. */
  readonly sources: number;
  /** Their bytes, before anything was unpacked. */
  readonly bytes: number;
  /** Bytes that came out of what was packed or encoded in them. */
  readonly unpackedBytes: number;
}

/** As deep as this one thing is unpacked out of another. */
const DEEPEST = 4;

/**
 * Looks for canaries in bytes of any kind: plain, in base64, in hex, with two bytes for each character, and inside gzip,
 * zlib and zip, also where those stand in base64, one inside of another.
 */
export class CanarySearch {
  private readonly needles: NeedleIndex<Needle & { readonly canary: string }>;
  private readonly found = new Map<string, CanaryFinding>();
  private sources = 0;
  private bytes = 0;
  private unpackedBytes = 0;

  /** @param canaries what to look for; values of at least four characters */
  public constructor(canaries: readonly Canary[]) {
    this.needles = new NeedleIndex(
      canaries.flatMap(({ name, value }) => needlesOf(value).map((needle) => ({ ...needle, canary: name }))),
    );
  }

  /** Searches one file, or one text. @param place what it is called in findings */
  public search(place: string, content: Uint8Array | string): void {
    const bytes = typeof content === "string" ? Buffer.from(content, "utf8") : Buffer.from(content);
    this.sources += 1;
    this.bytes += bytes.length;
    this.look(place, bytes, 0);
  }

  /** Everything that was found, each canary once for every place and form. */
  public get findings(): readonly CanaryFinding[] {
    return [...this.found.values()];
  }

  /** How much was searched. */
  public get size(): SearchSize {
    return { sources: this.sources, bytes: this.bytes, unpackedBytes: this.unpackedBytes };
  }

  private look(place: string, bytes: Buffer, depth: number): void {
    for (const { canary, form } of this.needles.in(bytes)) {
      this.found.set(`${canary} ${form} ${place}`, { canary, place, form });
    }
    if (depth === DEEPEST) return;
    for (const { wrapping, bytes: inner } of compressedIn(bytes)) this.unpack(`${place} > ${wrapping}`, inner, depth);
    for (const { wrapping, bytes: inner } of decodedIn(bytes)) this.unpack(`${place} > ${wrapping}`, inner, depth);
  }

  private unpack(place: string, bytes: Buffer, depth: number): void {
    this.unpackedBytes += bytes.length;
    this.look(place, bytes, depth + 1);
  }
}
