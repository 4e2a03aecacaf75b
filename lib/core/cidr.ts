import { PalisadeError, type Problem } from "./errors";

/** An IPv4 address block. Make one with `parseCidr`, so that it is known to be well formed. */
export interface Cidr {
  /** First address, as an unsigned number. */
  readonly firstAddress: number;
  /** Number of leading bits that all addresses of the block share, 0 to 32. */
  readonly prefixLength: number;
}

const ADDRESS_BITS = 32;
const CIDR_TEXT = /^(\d{1,3})\.(\d{1,3})\.(\d{1,3})\.(\d{1,3})\/(\d{1,2})$/;

function malformedCidr(got: string): Problem {
  return {
    what: "this is not an IPv4 address block",
    got,
    allowed: "four numbers from 0 to 255 and a prefix length from 0 to 32, such as 10.0.0.0/16",
    doThis: "write the block in CIDR form",
  };
}

function hostBitsSet(got: string, network: string): Problem {
  return {
    what: "an address block starts in the middle of itself",
    got,
    allowed: `the first address of the block: ${network}`,
    doThis: `write ${network}, or choose the prefix length that fits the address`,
  };
}

function noSuchSubnet(parent: Cidr, prefixLength: number, index: number): Problem {
  return {
    what: `the block ${formatCidr(parent)} has no part number ${index} of prefix length ${prefixLength}`,
    allowed: `a prefix length from ${parent.prefixLength} to ${ADDRESS_BITS} and a number below ${2 ** Math.max(prefixLength - parent.prefixLength, 0)}`,
    doThis: "ask for smaller or fewer parts, or start from a larger block",
  };
}

/** Number of addresses in a block. */
export function addressCount(cidr: Cidr): number {
  return 2 ** (ADDRESS_BITS - cidr.prefixLength);
}

/** Reads an IPv4 block in CIDR form. @throws PalisadeError when it is malformed or has bits set beyond its prefix */
export function parseCidr(text: string): Cidr {
  const match = CIDR_TEXT.exec(text);
  const [a = 256, b = 256, c = 256, d = 256, prefixLength = ADDRESS_BITS + 1] = (match?.slice(1) ?? []).map(Number);
  if ([a, b, c, d].some((octet) => octet > 255) || prefixLength > ADDRESS_BITS) {
    throw new PalisadeError([malformedCidr(text)]);
  }
  const address = ((a * 256 + b) * 256 + c) * 256 + d;
  const size = 2 ** (ADDRESS_BITS - prefixLength);
  const cidr = { firstAddress: address - (address % size), prefixLength };
  if (cidr.firstAddress !== address) throw new PalisadeError([hostBitsSet(text, formatCidr(cidr))]);
  return cidr;
}

/** Writes a block in CIDR form. */
export function formatCidr(cidr: Cidr): string {
  const octets = [24, 16, 8, 0].map((shift) => Math.floor(cidr.firstAddress / 2 ** shift) % 256);
  return `${octets.join(".")}/${cidr.prefixLength}`;
}

/** True when every address of `inner` is also in `outer`. */
export function containsCidr(outer: Cidr, inner: Cidr): boolean {
  const offset = inner.firstAddress - outer.firstAddress;
  return offset >= 0 && offset + addressCount(inner) <= addressCount(outer);
}

/** True when the two blocks share an address. */
export function cidrsOverlap(left: Cidr, right: Cidr): boolean {
  return containsCidr(left, right) || containsCidr(right, left);
}

/**
 * One of the equal parts a block can be cut into.
 *
 * @param prefixLength prefix length of the part
 * @param index which part, from 0
 * @throws PalisadeError when the block has no such part
 */
export function subnetOf(parent: Cidr, prefixLength: number, index: number): Cidr {
  const extraBits = prefixLength - parent.prefixLength;
  const exists =
    Number.isInteger(prefixLength) &&
    Number.isInteger(index) &&
    extraBits >= 0 &&
    prefixLength <= ADDRESS_BITS &&
    index >= 0 &&
    index < 2 ** extraBits;
  if (!exists) throw new PalisadeError([noSuchSubnet(parent, prefixLength, index)]);
  return { firstAddress: parent.firstAddress + index * 2 ** (ADDRESS_BITS - prefixLength), prefixLength };
}

/** Blocks that are never routed on the internet: private use (RFC 1918) and shared (RFC 6598). */
export const PRIVATE_BLOCKS = ["10.0.0.0/8", "172.16.0.0/12", "192.168.0.0/16", "100.64.0.0/10"] as const;

/** True when the whole block lies in private or shared address space. */
export function isPrivateCidr(cidr: Cidr): boolean {
  return PRIVATE_BLOCKS.some((block) => containsCidr(parseCidr(block), cidr));
}
