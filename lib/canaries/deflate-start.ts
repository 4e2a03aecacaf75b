/** Order in which the lengths of the code for code lengths stand (RFC 1951, 3.2.7). */
const CODE_LENGTH_COUNT = 19;
/** Symbols there are no codes for: lengths end at 285, distances at 29 (RFC 1951, 3.2.5). */
const MOST_LENGTH_CODES = 286;
const MOST_DISTANCE_CODES = 30;
/** So many symbols of a block with fixed codes are read. What is no such block fails within fewer, save once in a thousand times. */
const READ_SYMBOLS = 32;
const FIRST_LONGER_LENGTH = 265;
const LONGEST_LENGTH = 285;

/** Reads bits the way deflate packs them: from the lowest of each byte on. Behind the end there are zeros. */
class Bits {
  public constructor(
    private readonly bytes: Buffer,
    private place: number,
  ) {}

  public get isAtEnd(): boolean {
    return this.place >= this.bytes.length * 8;
  }

  /** A number, its lowest bit first. */
  public number(count: number): number {
    let value = 0;
    for (let bit = 0; bit < count; bit++) value |= this.next() << bit;
    return value;
  }

  /** A code, its highest bit first. */
  public code(count: number, begun = 0): number {
    let value = begun;
    for (let bit = 0; bit < count; bit++) value = (value << 1) | this.next();
    return value;
  }

  private next(): number {
    const byte = this.bytes[this.place >> 3] ?? 0;
    const bit = (byte >> (this.place & 7)) & 1;
    this.place += 1;
    return bit;
  }
}

/**
 * Whether bytes may be the start of a deflate stream (RFC 1951). Bytes that are none are told at once in nearly every
 * case, which is many times faster than to let the decoder fail.
 */
export function mayBeDeflated(bytes: Buffer): boolean {
  const bits = new Bits(bytes, 1);
  const kind = bits.number(2);
  if (kind === 0) return bytes.length >= 5 && bytes.readUInt16LE(1) === (~bytes.readUInt16LE(3) & 0xffff);
  if (kind === 1) return hasFixedCodes(bits);
  return kind === 2 && hasOwnCodes(bits);
}

/** The codes of a block are said by a code of their own, which has to be complete. */
function hasOwnCodes(bits: Bits): boolean {
  const lengthCodes = bits.number(5) + 257;
  const distanceCodes = bits.number(5) + 1;
  if (lengthCodes > MOST_LENGTH_CODES || distanceCodes > MOST_DISTANCE_CODES) return false;
  const count = Math.min(bits.number(4) + 4, CODE_LENGTH_COUNT);
  const lengths = Array.from({ length: count }, () => bits.number(3)).filter((length) => length > 0);
  return lengths.reduce((sum, length) => sum + 2 ** -length, 0) === 1;
}

/** Nothing can be repeated from before the beginning. */
function hasFixedCodes(bits: Bits): boolean {
  let produced = 0;
  for (let symbols = 0; symbols < READ_SYMBOLS && !bits.isAtEnd; symbols++) {
    const symbol = fixedSymbol(bits);
    if (symbol === 256) return true;
    if (symbol > LONGEST_LENGTH) return false;
    if (symbol < 256) {
      produced += 1;
      continue;
    }
    const length = repeatedLength(symbol, bits);
    const distanceCode = bits.code(5);
    if (distanceCode >= MOST_DISTANCE_CODES || bits.isAtEnd) return bits.isAtEnd;
    if (distanceOf(distanceCode, bits) > produced) return false;
    produced += length;
  }
  return true;
}

/** A literal, the end of the block, or a length, by the fixed code (RFC 1951, 3.2.6). */
function fixedSymbol(bits: Bits): number {
  const seven = bits.code(7);
  if (seven < 24) return 256 + seven;
  const eight = bits.code(1, seven);
  if (eight < 0xc0) return eight - 0x30;
  if (eight < 0xc8) return 280 + eight - 0xc0;
  return 144 + bits.code(1, eight) - 0x190;
}

function repeatedLength(symbol: number, bits: Bits): number {
  if (symbol === LONGEST_LENGTH) return 258;
  if (symbol < FIRST_LONGER_LENGTH) return symbol - 254;
  const extra = (symbol - 261) >> 2;
  return (4 + ((symbol - FIRST_LONGER_LENGTH) & 3)) * 2 ** extra + 3 + bits.number(extra);
}

function distanceOf(code: number, bits: Bits): number {
  if (code < 4) return code + 1;
  const extra = (code >> 1) - 1;
  return (2 + (code & 1)) * 2 ** extra + 1 + bits.number(extra);
}
