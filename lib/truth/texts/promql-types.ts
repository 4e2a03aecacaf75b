const TYPES = ["scalar", "vector", "range", "string"] as const;

/** What an expression gives: a number, one value per series, values over a time per series, or text. */
export type PromqlType = (typeof TYPES)[number];

/** Whether a word names a type. */
export function isPromqlType(word: string): word is PromqlType {
  return TYPES.some((type) => type === word);
}

const TITLES: Readonly<Record<PromqlType, string>> = {
  scalar: "a number",
  vector: "an instant vector",
  range: "a range vector",
  string: "a text",
};

/** The type as a message names it. */
export function promqlTypeTitle(type: PromqlType): string {
  return TITLES[type];
}
