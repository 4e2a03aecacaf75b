/** One measured number with what it may be at most. */
export interface Target {
  readonly what: string;
  readonly measured: number;
  readonly limit: number;
  /** Unit shown behind both numbers. */
  readonly unit: string;
}

/** One line: what, measured, limit, pass or FAIL. */
export function targetLine({ what, measured, limit, unit }: Target): string {
  const verdict = measured <= limit ? "pass" : "FAIL";
  return `${verdict}  ${what}: ${measured.toFixed(2)}${unit} (at most ${limit}${unit})`;
}
