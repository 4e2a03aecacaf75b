const QUANTITY = /^([+-]?(?:\d+\.?\d*|\.\d+))(?:([KMGTPE]i)|([numkMGTPE])|[eE]([+-]?\d+))?$/;

const BINARY = ["Ki", "Mi", "Gi", "Ti", "Pi", "Ei"];

/** Powers of ten. */
const DECIMAL: Readonly<Record<string, number>> = { n: -9, u: -6, m: -3, k: 3, M: 6, G: 9, T: 12, P: 15, E: 18 };

/**
 * What a quantity such as `250m` or `2Gi` stands for, in its base unit. Undefined for what is none. Exact enough to
 * compare, not to add. Source: k8s.io/apimachinery v0.34.2, `pkg/api/resource/quantity.go`.
 */
export function quantityOf(value: unknown): number | undefined {
  if (typeof value === "number") return Number.isFinite(value) ? value : undefined;
  if (typeof value !== "string") return undefined;
  // The server takes off spaces at both ends.
  const [, digits, binary, decimal, exponent] = QUANTITY.exec(value.trim()) ?? [];
  if (digits === undefined) return undefined;
  const number = Number(digits);
  if (binary !== undefined) return number * 1024 ** (BINARY.indexOf(binary) + 1);
  // Read as one number, so that 0.7 and 700000000n are the same: a product would differ in its last digit.
  return Number(`${digits}e${exponent ?? DECIMAL[decimal ?? ""] ?? 0}`);
}
