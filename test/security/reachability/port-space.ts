/** Transports that a NetworkPolicy tells apart. */
export type Protocol = "TCP" | "UDP" | "SCTP";

/** Every transport. */
export const PROTOCOLS: readonly Protocol[] = ["TCP", "UDP", "SCTP"];

/** Ports of one transport, by number. */
export interface PortRange {
  readonly protocol: Protocol;
  readonly first: number;
  readonly last: number;
}

/** A set of ports, as one bit for each part of the port space. */
export type PortSet = bigint;

const LAST_PORT = 65_535;

/**
 * All ports of all transports, cut where some policy or some wish tells two of them apart. What holds for one port of a
 * part holds for all of it, so a few sets of bits decide 3 times 65,535 ports.
 */
export class PortSpace {
  /** Every port. */
  public readonly all: PortSet;
  private readonly starts: readonly number[];
  private readonly known = new Map<string, PortSet>();

  /** @param ranges everything that tells ports apart */
  public constructor(ranges: readonly PortRange[]) {
    const starts = new Set([1, ...ranges.flatMap(({ first, last }) => [first, last + 1])]);
    this.starts = [...starts].filter((start) => start >= 1 && start <= LAST_PORT).sort((left, right) => left - right);
    this.all = (1n << BigInt(this.starts.length * PROTOCOLS.length)) - 1n;
  }

  /** Number of parts. */
  public get size(): number {
    return this.starts.length * PROTOCOLS.length;
  }

  /** Every port of a transport. */
  public every(protocol: Protocol): PortSet {
    return this.range({ protocol, first: 1, last: LAST_PORT });
  }

  /** The ports of a range, whose ends must have been given to the constructor. */
  public range(range: PortRange): PortSet {
    const key = `${range.protocol} ${range.first} ${range.last}`;
    const found = this.known.get(key) ?? this.bitsOf(range);
    this.known.set(key, found);
    return found;
  }

  /** Ports in words: `TCP 1-79, TCP 80`. */
  public show(ports: PortSet): string {
    if (ports === this.all) return "every port";
    const texts = PROTOCOLS.flatMap((protocol, place) =>
      this.starts.flatMap((start, index) => {
        if ((ports & (1n << BigInt(place * this.starts.length + index))) === 0n) return [];
        const last = (this.starts[index + 1] ?? LAST_PORT + 1) - 1;
        return [`${protocol} ${start === last ? start : `${start}-${last}`}`];
      }),
    );
    return texts.length === 0 ? "no port" : texts.join(", ");
  }

  private bitsOf({ protocol, first, last }: PortRange): PortSet {
    const shift = PROTOCOLS.indexOf(protocol) * this.starts.length;
    return this.starts.reduce(
      (bits, start, index) => (start >= first && start <= last ? bits | (1n << BigInt(shift + index)) : bits),
      0n,
    );
  }
}
