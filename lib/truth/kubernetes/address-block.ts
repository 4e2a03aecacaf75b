import { isIP } from "node:net";

/** An IPv4 or IPv6 address block, as the bits all its addresses share. */
export interface AddressBlock {
  /** 4 or 6. */
  readonly family: number;
  /** The shared bits, as zeros and ones. */
  readonly prefix: string;
}

/** Reads a block in CIDR form, of either family. Undefined for what is none. */
export function addressBlock(text: string): AddressBlock | undefined {
  const [, written = "", digits = ""] = /^([^/]+)\/(\d{1,3})$/.exec(text) ?? [];
  // Kubernetes reads 010 as 10, as it did before it was careful (source: k8s.io/utils, `net.ParseCIDRSloppy`).
  const address = written.includes(":") ? written : written.replace(/\b0+(?=\d)/g, "");
  const family = isIP(address);
  const bits = family === 4 ? bitsOf(address.split("."), 10, 8) : family === 6 ? bitsOf(groupsOf(address), 16, 16) : "";
  const length = Number(digits);
  return bits === "" || length > bits.length ? undefined : { family, prefix: bits.slice(0, length) };
}

/** True where a block is a part of another, and smaller. */
export function isPartOf(whole: AddressBlock, part: AddressBlock): boolean {
  return (
    whole.family === part.family && part.prefix.length > whole.prefix.length && part.prefix.startsWith(whole.prefix)
  );
}

function bitsOf(groups: readonly string[], base: number, width: number): string {
  return groups.map((group) => Number.parseInt(group, base).toString(2).padStart(width, "0")).join("");
}

/** The eight groups of an IPv6 address; `::` stands for those left out, and the last two may be written as IPv4. */
function groupsOf(address: string): readonly string[] {
  const hexadecimal = address.replace(/(\d+)\.(\d+)\.(\d+)\.(\d+)$/, (_, ...octets: string[]) => {
    const [a = 0, b = 0, c = 0, d = 0] = octets.slice(0, 4).map(Number);
    return `${(a * 256 + b).toString(16)}:${(c * 256 + d).toString(16)}`;
  });
  const [head = "", tail] = hexadecimal.split("::");
  const before = head === "" ? [] : head.split(":");
  const after = tail === undefined || tail === "" ? [] : tail.split(":");
  return [...before, ...Array<string>(Math.max(8 - before.length - after.length, 0)).fill("0"), ...after];
}
