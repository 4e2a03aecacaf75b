/** What Go's regular expressions lack: https://github.com/google/re2/wiki/Syntax. */
const LACKING: readonly (readonly [RegExp, string])[] = [
  [/(?<!\\)(\\\\)*\(\?(=|!|<=|<!)/, "looks ahead or behind, which the regular expressions of Go cannot"],
  [/(?<!\\)(\\\\)*\\[1-9]/, "refers back to a group, which the regular expressions of Go cannot"],
];

/** What only Go's regular expressions have, so that nothing can be said here. */
const ONLY_GO = /\(\?[imsU-]+[:)]|\(\?P<|\\[QEAzpPC]|\[\[:|\\x\{/;

/** Why Go cannot read a regular expression, as the end of a sentence. Undefined where it can, and where that is not certain. */
export function regexFault(pattern: string): string | undefined {
  const lacking = LACKING.find(([found]) => found.test(pattern));
  if (lacking !== undefined) return lacking[1];
  if (ONLY_GO.test(pattern)) return undefined;
  try {
    new RegExp(pattern);
    return undefined;
  } catch {
    return "is no regular expression";
  }
}
