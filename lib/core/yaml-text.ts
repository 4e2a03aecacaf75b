import type { Problem } from "./errors";

/**
 * Characters that do not survive Helm's way from values to objects: it changes the line separators silently and refuses
 * the others as control characters (seen with Helm 3.22).
 */
const LOST_CHARACTERS = /[\u007f-\u009f\u2028\u2029\ufffe\uffff]/;

function lostCharacter(where: string, got: string): Problem {
  const character = LOST_CHARACTERS.exec(got)?.[0] ?? "";
  const code = character.charCodeAt(0).toString(16).toUpperCase().padStart(4, "0");
  return {
    what: `the text holds U+${code}, which Helm changes or refuses`,
    got,
    allowed: "text without control characters and Unicode line separators",
    doThis: "remove the character, or put the text into a configuration file of a workload",
    where,
  };
}

/** Every text in plain data that Helm would not hand on as it is, keys included. */
export function lostCharacterProblems(data: unknown, where: string): Problem[] {
  if (typeof data === "string") return LOST_CHARACTERS.test(data) ? [lostCharacter(where, data)] : [];
  if (Array.isArray(data))
    return data.flatMap((item: unknown, index) => lostCharacterProblems(item, `${where}[${index}]`));
  if (typeof data !== "object" || data === null) return [];
  return Object.entries(data).flatMap(([key, value]) => [
    ...lostCharacterProblems(key, `${where} (a key)`),
    ...lostCharacterProblems(value, `${where}.${key}`),
  ]);
}
