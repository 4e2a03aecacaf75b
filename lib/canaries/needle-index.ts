import type { Needle } from "./needles";

/** Bytes that are looked at together. */
const BLOCK_BYTES = 4;
const SLOTS = 1 << 16;
const LARGEST_SHIFT = 255;

/**
 * Finds many needles in one pass. It looks at the last bytes that a needle could have here, and moves on by as much as
 * no needle can need (S. Wu and U. Manber, "A Fast Algorithm for Multi-Pattern Searching", 1994).
 */
export class NeedleIndex<N extends Needle> {
  /** Length of the shortest needle: as much of each as the tables are about. */
  private readonly window: number;
  private readonly shifts: Uint8Array;
  /** Needles by the slot of the last block in their window. */
  private readonly bySlot = new Map<number, N[]>();

  /** @param needles at least four bytes each */
  public constructor(needles: readonly N[]) {
    this.window = Math.min(...needles.map(({ bytes }) => bytes.length));
    const farthest = Math.max(Math.min(this.window - BLOCK_BYTES + 1, LARGEST_SHIFT), 1);
    this.shifts = new Uint8Array(SLOTS).fill(farthest);
    for (const needle of needles) {
      for (let end = BLOCK_BYTES; end <= this.window; end++) {
        const slot = slotAt(needle.bytes, end);
        this.shifts[slot] = Math.min(this.shifts[slot] ?? 0, this.window - end);
      }
      const last = slotAt(needle.bytes, this.window);
      this.bySlot.set(last, [...(this.bySlot.get(last) ?? []), needle]);
    }
  }

  /** The needles that stand in the bytes. */
  public in(bytes: Buffer): ReadonlySet<N> {
    const found = new Set<N>();
    for (let end = this.window; end <= bytes.length; ) {
      const slot = slotAt(bytes, end);
      const shift = this.shifts[slot] ?? 1;
      if (shift > 0) {
        end += shift;
        continue;
      }
      const start = end - this.window;
      for (const needle of this.bySlot.get(slot) ?? []) {
        const { length } = needle.bytes;
        if (start + length <= bytes.length && needle.bytes.compare(bytes, start, start + length) === 0)
          found.add(needle);
      }
      end += 1;
    }
    return found;
  }
}

/** The slot of the block that ends here. */
function slotAt(bytes: Buffer, end: number): number {
  const block = bytes.readUInt32LE(end - BLOCK_BYTES);
  return (Math.imul(block, 0x9e37_79b1) >>> 16) & (SLOTS - 1);
}
