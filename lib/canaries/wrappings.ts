import { constants, inflateRawSync } from "node:zlib";
import { mayBeDeflated } from "./deflate-start";

/** Bytes that were found inside of others. */
export interface Wrapped {
  /** What they were in, such as `gzip` or `zip entry tfstate`. */
  readonly wrapping: string;
  readonly bytes: Buffer;
}

/** What comes out of a few bytes may fill a memory; nothing that Terraform writes comes near this. */
const LONGEST_CONTENT_BYTES = 256 * 1024 * 1024;
/** Compressed streams may end early, as in a log that was cut. */
const OPTIONS = { finishFlush: constants.Z_SYNC_FLUSH, maxOutputLength: LONGEST_CONTENT_BYTES };
/** As many bytes of a stream say whether it may be one. */
const TELLING_BYTES = 64;

/** First bytes of a gzip stream with deflate, the place of its flags, and what they say of its header (RFC 1952). */
const GZIP = Buffer.from([0x1f, 0x8b, 0x08]);
const GZIP_FLAGS_OFFSET = 3;
const GZIP_HEADER_BYTES = 10;
const GZIP_EXTRA = 4;
const GZIP_TEXTS = [8, 16];
const GZIP_CHECKSUM = 2;
/** First byte of a zlib stream with the usual window, and the size of its header (RFC 1950). */
const ZLIB = 0x78;
const ZLIB_HEADER_BYTES = 2;
/** Local header of a zip entry (APPNOTE.TXT 4.3.7), its fields' offsets, and the size of the fixed part. */
const ZIP_ENTRY = Buffer.from("PK\u0003\u0004", "latin1");
const ZIP_METHOD_OFFSET = 8;
const ZIP_NAME_LENGTH_OFFSET = 26;
const ZIP_EXTRA_LENGTH_OFFSET = 28;
const ZIP_HEADER_BYTES = 30;
const ZIP_DEFLATE = 8;

/** Shorter ones hold neither a compressed stream nor a value worth hiding. */
const SHORTEST_BASE64_CHARACTERS = 24;
/** Both alphabets at once, as Node's decoder reads them. */
const BASE64 = new RegExp(`[A-Za-z0-9+/_-]{${SHORTEST_BASE64_CHARACTERS},}`, "g");
/** A run of the alphabet may begin with characters that are not part of the encoding. */
const OFFSETS = [0, 1, 2, 3];
/** Keeps what one run says from being read together with the next. */
const BETWEEN_RUNS = Buffer.alloc(1);

/** Everything that stands compressed or archived in the bytes, wherever it begins. */
export function compressedIn(bytes: Buffer): readonly Wrapped[] {
  return [...zipEntriesIn(bytes), ...gzipIn(bytes), ...zlibIn(bytes)];
}

/** What all runs of base64 in the bytes say: once for each place in a run that the encoding may begin at. */
export function decodedIn(bytes: Buffer): readonly Wrapped[] {
  const runs = [...bytes.toString("latin1").matchAll(BASE64)].map(([run]) => run);
  if (runs.length === 0) return [];
  return OFFSETS.map((offset) => ({
    wrapping: "base64",
    bytes: Buffer.concat(runs.flatMap((run) => [Buffer.from(run.slice(offset), "base64"), BETWEEN_RUNS])),
  }));
}

/** Entries are read by their local headers, so that one whose archive is cut off is read as well. */
function zipEntriesIn(bytes: Buffer): readonly Wrapped[] {
  return placesOf(bytes, ZIP_ENTRY).flatMap((start) => {
    if (start + ZIP_HEADER_BYTES > bytes.length) return [];
    // What is stored as it is, is found without unpacking.
    if (bytes.readUInt16LE(start + ZIP_METHOD_OFFSET) !== ZIP_DEFLATE) return [];
    const nameLength = bytes.readUInt16LE(start + ZIP_NAME_LENGTH_OFFSET);
    const nameStart = start + ZIP_HEADER_BYTES;
    const dataStart = nameStart + nameLength + bytes.readUInt16LE(start + ZIP_EXTRA_LENGTH_OFFSET);
    const name = bytes.toString("utf8", nameStart, nameStart + nameLength);
    return unpacked(`zip entry ${name}`, bytes, dataStart);
  });
}

function gzipIn(bytes: Buffer): readonly Wrapped[] {
  return placesOf(bytes, GZIP).flatMap((start) => unpacked("gzip", bytes, gzipBody(bytes, start)));
}

/** Where the compressed data of a gzip stream begins. */
function gzipBody(bytes: Buffer, start: number): number {
  const flags = bytes[start + GZIP_FLAGS_OFFSET] ?? 0;
  let place = start + GZIP_HEADER_BYTES;
  if ((flags & GZIP_EXTRA) !== 0 && place + 1 < bytes.length) place += 2 + bytes.readUInt16LE(place);
  for (const flag of GZIP_TEXTS) {
    const end = bytes.indexOf(0, place);
    if ((flags & flag) !== 0 && end >= 0) place = end + 1;
  }
  return (flags & GZIP_CHECKSUM) === 0 ? place : place + 2;
}

function zlibIn(bytes: Buffer): readonly Wrapped[] {
  return placesOf(bytes, Buffer.from([ZLIB]))
    .filter((start) => start + 1 < bytes.length && bytes.readUInt16BE(start) % 31 === 0)
    .flatMap((start) => unpacked("zlib", bytes, start + ZLIB_HEADER_BYTES));
}

/** What was compressed and begins here, whatever stands behind it: the stream itself says where it ends. */
function unpacked(wrapping: string, bytes: Buffer, start: number): readonly Wrapped[] {
  if (!mayBeDeflated(bytes.subarray(start, start + TELLING_BYTES))) return [];
  try {
    const content = inflateRawSync(bytes.subarray(start), OPTIONS);
    return content.length === 0 ? [] : [{ wrapping, bytes: content }];
  } catch {
    // The first bytes of a stream stand in other things as well.
    return [];
  }
}

function placesOf(bytes: Buffer, wanted: Buffer): readonly number[] {
  const places: number[] = [];
  for (let place = bytes.indexOf(wanted); place >= 0; place = bytes.indexOf(wanted, place + 1)) places.push(place);
  return places;
}
