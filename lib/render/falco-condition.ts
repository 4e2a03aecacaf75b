import type { FalcoField } from "../catalogue/runtime/falco-fields";

/** A condition of a rule, as Falco reads it. Made of fields that there are, so that a slip does not compile. */
export interface FalcoCondition {
  /** The text, fit to stand beside others. */
  readonly text: string;
}

/** Text that stands without quotes. */
const BARE = /^[A-Za-z0-9_./:-]+$/;

function quoted(value: string | number): string {
  const text = String(value);
  return BARE.test(text) ? text : JSON.stringify(text);
}

function condition(text: string): FalcoCondition {
  return { text };
}

function joined(word: string, conditions: readonly FalcoCondition[]): FalcoCondition {
  const [only, ...others] = conditions;
  if (only !== undefined && others.length === 0) return only;
  return condition(`(${conditions.map(({ text }) => text).join(` ${word} `)})`);
}

/**
 * Words of Falco's conditions. Grammar and operators: falcosecurity/libs 0.25.4,
 * userspace/libsinsp/filter/parser.h and parser.cpp.
 */
export const Falco = {
  /** The field has this value. */
  is: (field: FalcoField, value: string | number): FalcoCondition => condition(`${field} = ${quoted(value)}`),
  /** The field has one of these values. */
  isOneOf: (field: FalcoField, values: readonly (string | number)[]): FalcoCondition =>
    condition(`${field} in (${values.map(quoted).join(", ")})`),
  /** The path is one of these, or below one. */
  isBelow: (field: FalcoField, folders: readonly string[]): FalcoCondition =>
    condition(`${field} pmatch (${folders.map(quoted).join(", ")})`),
  /** The text holds another. */
  holds: (field: FalcoField, text: string): FalcoCondition => condition(`${field} contains ${quoted(text)}`),
  /** The number is not smaller. */
  isAtLeast: (field: FalcoField, least: number): FalcoCondition => condition(`${field} >= ${least}`),
  /** The field is known at all. */
  exists: (field: FalcoField): FalcoCondition => condition(`${field} exists`),
  /** All of them hold. */
  all: (...conditions: readonly FalcoCondition[]): FalcoCondition => joined("and", conditions),
  /** One of them holds. */
  any: (...conditions: readonly FalcoCondition[]): FalcoCondition => joined("or", conditions),
  /** It does not hold. */
  not: ({ text }: FalcoCondition): FalcoCondition => condition(`not ${text}`),
} as const;
