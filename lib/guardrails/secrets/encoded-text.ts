import { gunzipSync } from "node:zlib";

/** Decoded text longer than this is cut: no key is as long, and no file a stack carries. */
const MOST_BYTES = 1024 * 1024;

/** Base64 that is as long as what could hold a key, lines of it taken together. */
const BASE64 = /[A-Za-z0-9+/]{24,}(?:\r?\n[ \t]*[A-Za-z0-9+/]{4,})*={0,2}/g;

/** Text that is in base64 somewhere inside of a text, unpacked where it is gzip. What decodes to no text is left out. */
export function* decodedFrom(text: string): Generator<string> {
  for (const [encoded] of text.slice(0, 2 * MOST_BYTES).matchAll(BASE64)) {
    const decoded = textOf(encoded);
    if (decoded !== undefined) yield decoded;
  }
}

function textOf(encoded: string): string | undefined {
  // What the first letters become tells nearly always that it is no base64 of a text.
  const start = Buffer.from(encoded.slice(0, 24), "base64");
  const isGzip = start[0] === 0x1f && start[1] === 0x8b;
  if (!isGzip && !isPrintable(start)) return undefined;
  const bytes = Buffer.from(encoded, "base64");
  return isGzip ? unpacked(bytes) : bytes.toString("utf8");
}

function unpacked(bytes: Buffer): string | undefined {
  try {
    return gunzipSync(bytes, { maxOutputLength: MOST_BYTES }).toString("utf8");
  } catch {
    // Not gzip after all, cut off, or larger than anything that is worth looking through.
    return undefined;
  }
}

function isPrintable(bytes: Uint8Array): boolean {
  return bytes.every((byte) => byte === 9 || byte === 10 || byte === 13 || (byte >= 32 && byte < 127));
}
