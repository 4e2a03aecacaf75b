const QUANTITY = /^([+-]?(?:\d+\.?\d*|\.\d+))(?:([KMGTPE]i)|([numkMGTPE])|[eE]([+-]?\d+))?$/;

const BINARY = ["Ki", "Mi", "Gi", "Ti", "Pi", "Ei"];

const DECIMAL: Readonly<Record<string, number>> = {
  n: 1e-9,
  u: 1e-6,
  m: 1e-3,
  k: 1e3,
  M: 1e6,
  G: 1e9,
  T: 1e12,
  P: 1e15,
  E: 1e18,
};

/**
 * What a quantity such as `250m` or `2Gi` stands for, in its base unit. Undefined for what is none. Exact enough to
 * compare, not to add. Source: k8s.io/apimachinery v0.34.2, `pkg/api/resource/quantity.go`.
 */
export function quantityOf(value: unknown): number | undefined {
  if (typeof value === "number") return Number.isFinite(value) ? value : undefined;
  if (typeof value !== "string") return undefined;
  const [, digits, binary, decimal, exponent] = QUANTITY.exec(value) ?? [];
  if (digits === undefined) return undefined;
  const number = Number(digits);
  if (binary !== undefined) return number * 1024 ** (BINARY.indexOf(binary) + 1);
  if (decimal !== undefined) return number * (DECIMAL[decimal] ?? 1);
  return exponent === undefined ? number : number * 10 ** Number(exponent);
}
