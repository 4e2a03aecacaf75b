/**
 * A pattern in the syntax of RE2, which definitions are written in, as a regular expression of this language. Where the
 * two differ the result takes more, never less: a switch to "any case" in the middle holds for the whole pattern.
 * Undefined for what has no counterpart.
 */
export function re2Pattern(pattern: string): RegExp | undefined {
  const known = compiled.get(pattern);
  if (known !== undefined || compiled.has(pattern)) return known;
  const expression = compile(pattern);
  compiled.set(pattern, expression);
  return expression;
}

const compiled = new Map<string, RegExp | undefined>();

const ANY_CASE = "(?i)";

function compile(pattern: string): RegExp | undefined {
  const text = pattern.replaceAll(ANY_CASE, "").replaceAll("\\z", "$").replaceAll("\\A", "^").replaceAll("(?P<", "(?<");
  try {
    return new RegExp(text, pattern.includes(ANY_CASE) ? "i" : "");
  } catch {
    return undefined;
  }
}
