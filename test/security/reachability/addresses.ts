/** A block of addresses of one family, as its first and last address. */
interface Block {
  readonly family: 4 | 6;
  readonly first: bigint;
  readonly last: bigint;
}

interface Address {
  readonly family: 4 | 6;
  readonly value: bigint;
}

const BITS = { 4: 32, 6: 128 } as const;

const answers = new Map<string, boolean>();

/** True when the address lies in the block. @throws Error for text that is no address or block */
export function blockHolds(cidr: string, address: string): boolean {
  const question = `${cidr} ${address}`;
  const answer = answers.get(question) ?? decide(cidr, address);
  answers.set(question, answer);
  return answer;
}

function decide(cidr: string, address: string): boolean {
  const block = parseBlock(cidr);
  const { family, value } = parseAddress(address);
  return block.family === family && block.first <= value && value <= block.last;
}

/**
 * One address out of every part of the address space that the blocks do not tell apart, so that what holds for it holds
 * for its whole part.
 */
export function representatives(cidrs: readonly string[], family: 4 | 6): readonly string[] {
  const blocks = cidrs.map(parseBlock).filter((block) => block.family === family);
  const starts = new Set([0n, ...blocks.flatMap(({ first, last }) => [first, last + 1n])]);
  return [...starts].filter((start) => start < 1n << BigInt(BITS[family])).map((value) => format({ family, value }));
}

function parseBlock(cidr: string): Block {
  const [text = "", length = ""] = cidr.split("/");
  const { family, value } = parseAddress(text);
  if (!/^\d+$/.test(length) || Number(length) > BITS[family]) throw new Error(`${cidr} is no block of addresses`);
  const free = BigInt(BITS[family] - Number(length));
  const first = (value >> free) << free;
  return { family, first, last: first + (1n << free) - 1n };
}

function parseAddress(text: string): Address {
  if (!text.includes(":")) {
    const octets = text.split(".").map(Number);
    const isAddress =
      octets.length === 4 && octets.every((octet) => Number.isInteger(octet) && octet >= 0 && octet < 256);
    if (!isAddress) throw new Error(`${text} is no address`);
    return { family: 4, value: octets.reduce((value, octet) => value * 256n + BigInt(octet), 0n) };
  }
  const [head = "", tail] = text.split("::");
  const groups = (part: string): string[] => (part === "" ? [] : part.split(":"));
  const left = groups(head);
  const right = groups(tail ?? "");
  const zeros = tail === undefined ? 0 : 8 - left.length - right.length;
  const all = [...left, ...Array.from({ length: Math.max(zeros, 0) }, () => "0"), ...right];
  if (all.length !== 8 || !all.every((group) => /^[0-9a-f]{1,4}$/i.test(group)))
    throw new Error(`${text} is no address`);
  return { family: 6, value: all.reduce((value, group) => value * 65_536n + BigInt(`0x${group}`), 0n) };
}

function format({ family, value }: Address): string {
  const parts = family === 4 ? 4 : 8;
  const size = BigInt(BITS[family] / parts);
  const part = (index: number): bigint => (value >> (BigInt(parts - 1 - index) * size)) & ((1n << size) - 1n);
  const texts = Array.from({ length: parts }, (_, index) => part(index).toString(family === 4 ? 10 : 16));
  return texts.join(family === 4 ? "." : ":");
}
