import type { ApiValue } from "../../catalogue/aws/api-values";
import { closestNames } from "../../core/closest-names";
import { show } from "../../core/errors";

/** Judges one known value. */
export interface ValueRule {
  /** @returns what is wrong with it, or undefined */
  (value: string | number): string | undefined;
  /** Every value allowed. @default - more than can be listed */
  readonly words?: readonly string[];
  /** What AWS's API models say, where the rule is theirs. @default - the rule was read from a provider's code */
  readonly api?: ApiValue;
}

/** Rules by type and attribute path; `vpc_config.public_access_cidrs` means every element of every block. */
export type ValueRules = Readonly<Record<string, Readonly<Record<string, ValueRule>>>>;

/** Longest list of words that a message shows whole. */
const SHOWN_WORDS = 20;

/** One of a fixed set of words. */
export function oneOf(...allowed: readonly string[]): ValueRule {
  const rule = (value: string | number): string | undefined => {
    if (allowed.includes(String(value))) return undefined;
    if (allowed.length <= SHOWN_WORDS) return `${show(value)} is not one of ${allowed.map(show).join(", ")}`;
    const closest = closestNames(String(value), allowed).map(show).join(", ");
    return `${show(value)} is not one of the ${allowed.length} words allowed; the closest are ${closest}`;
  };
  return Object.assign(rule, { words: allowed });
}

/** A number within bounds, both allowed. @param most no upper bound when left out */
export function between(least: number, most = Number.POSITIVE_INFINITY): ValueRule {
  return (value) => {
    const number = Number(value);
    if (number >= least && number <= most) return undefined;
    if (most === Number.POSITIVE_INFINITY) return `${show(value)} is not ${least} or more`;
    return `${show(value)} is not between ${least} and ${most}`;
  };
}

/** Text that parses as JSON, or none: hashicorp/terraform-plugin-sdk, helper/structure, NormalizeJsonString. */
export const json: ValueRule = (value) =>
  value === "" || parse(value) !== undefined ? undefined : `${show(value)} is not JSON`;

/** Parses JSON text. @returns undefined when it is none */
export function parse(text: string | number): { readonly value: unknown } | undefined {
  try {
    const value: unknown = JSON.parse(String(text));
    return { value };
  } catch {
    return undefined;
  }
}
