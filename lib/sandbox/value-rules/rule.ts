import { show } from "../../core/errors";

/** Judges one known value. @returns what is wrong with it, or undefined */
export type ValueRule = (value: string | number) => string | undefined;

/** Rules by type and attribute path; `vpc_config.public_access_cidrs` means every element of every block. */
export type ValueRules = Readonly<Record<string, Readonly<Record<string, ValueRule>>>>;

/** One of a fixed set of words. */
export function oneOf(...allowed: readonly string[]): ValueRule {
  return (value) =>
    typeof value !== "string" || allowed.includes(value)
      ? undefined
      : `${show(value)} is not one of ${allowed.map(show).join(", ")}`;
}

/** A number within bounds, both allowed. */
export function between(least: number, most: number): ValueRule {
  return (value) => {
    const number = Number(value);
    return number >= least && number <= most ? undefined : `${show(value)} is not between ${least} and ${most}`;
  };
}

/** Text that parses as JSON. */
export const json: ValueRule = (value) => (parse(value) === undefined ? `${show(value)} is not JSON` : undefined);

/** Parses JSON text. @returns undefined when it is none */
export function parse(text: string | number): { readonly value: unknown } | undefined {
  try {
    const value: unknown = JSON.parse(String(text));
    return { value };
  } catch {
    return undefined;
  }
}
