import { isIP } from "node:net";
import { show } from "../../core/errors";
import type { ValueRule } from "./rule";

/** What a CIDR argument accepts. */
export interface CidrOptions {
  /** 4 or 6. @default - both */
  readonly family?: 4 | 6;
  /** Whether bits beyond the prefix must be zero, as in `10.0.0.0/16` but not `10.0.1.0/16`. @default false */
  readonly networkOnly?: boolean;
  /** Shortest and longest prefix allowed, in bits. @default - any */
  readonly prefixBits?: readonly [shortest: number, longest: number];
}

/** A CIDR block such as `10.0.0.0/16`. */
export function cidr(options: CidrOptions = {}): ValueRule {
  return (value) => {
    const [address = "", prefix = "", ...rest] = String(value).split("/");
    // Node reads the zone of a link-local address as well (`fe80::1%eth0`), which no block has.
    const family = address.includes("%") ? 0 : isIP(address);
    const width = family === 4 ? 32 : 128;
    const bits = Number(prefix);
    if (family === 0 || rest.length > 0 || !/^\d{1,3}$/.test(prefix) || bits > width) {
      return `${show(value)} is not a CIDR block such as ${options.family === 6 ? "2001:db8::/56" : "10.0.0.0/16"}`;
    }
    if (options.family !== undefined && options.family !== family)
      return `${show(value)} is not an IPv${options.family} block`;
    const [shortest, longest] = options.prefixBits ?? [0, width];
    if (bits < shortest || bits > longest) {
      return `the prefix of ${show(value)} is not between /${shortest} and /${longest}`;
    }
    const hostBits = addressBits(address, family) & ((1n << BigInt(width - bits)) - 1n);
    if (options.networkOnly === true && hostBits !== 0n) return `${show(value)} has address bits beyond its prefix`;
    return undefined;
  };
}

function addressBits(address: string, family: number): bigint {
  if (family === 4) return joined(address.split(".").map(Number), 8n);
  const [head = "", tail] = address.split("::");
  const left = groups(head);
  const right = groups(tail ?? "");
  const zeros = tail === undefined ? 0 : 8 - left.length - right.length;
  return joined([...left, ...new Array<number>(zeros).fill(0), ...right], 16n);
}

/** Sixteen-bit groups of one side of an IPv6 address; a dotted IPv4 ending counts as two. */
function groups(side: string): readonly number[] {
  if (side === "") return [];
  return side.split(":").flatMap((group) => {
    if (!group.includes(".")) return [Number.parseInt(group, 16)];
    const [a = 0, b = 0, c = 0, d = 0] = group.split(".").map(Number);
    return [a * 256 + b, c * 256 + d];
  });
}

function joined(parts: readonly number[], bits: bigint): bigint {
  return parts.reduce((sum, part) => (sum << bits) | BigInt(part), 0n);
}
