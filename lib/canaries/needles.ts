/** How a value stands somewhere. */
export type Form = "plain" | "base64" | "hex" | "UTF-16";

/** Bytes to look for, and what it means that they are there. */
export interface Needle {
  readonly form: Form;
  readonly bytes: Buffer;
}

/** Three bytes become four characters, so what stands around a value moves it to one of three places. */
const ALIGNMENTS = [0, 1, 2];

/**
 * A value in every form that it may stand in as it is, whatever stands around it: plain, base64 at each of its three
 * alignments and with either alphabet, hex in small and capital letters, and with two bytes for each character.
 */
export function needlesOf(value: string): readonly Needle[] {
  const bytes = Buffer.from(value, "utf8");
  const hex = bytes.toString("hex");
  const encoded = ALIGNMENTS.flatMap((alignment) => {
    const core = base64Core(bytes, alignment);
    return [core, core.replaceAll("+", "-").replaceAll("/", "_")];
  });
  return [
    { form: "plain", bytes },
    ...[...new Set(encoded)].map((text): Needle => ({ form: "base64", bytes: Buffer.from(text, "ascii") })),
    { form: "hex", bytes: Buffer.from(hex, "ascii") },
    { form: "hex", bytes: Buffer.from(hex.toUpperCase(), "ascii") },
    { form: "UTF-16", bytes: Buffer.from(value, "utf16le") },
  ];
}

/** The characters that follow from the value alone, and not from what stands before and behind it. */
function base64Core(bytes: Buffer, alignment: number): string {
  const text = Buffer.concat([Buffer.alloc(alignment), bytes])
    .toString("base64")
    .replace(/=+$/, "");
  const first = Math.ceil((alignment * 8) / 6);
  const last = Math.floor(((alignment + bytes.length) * 8) / 6);
  return text.slice(first, last);
}
