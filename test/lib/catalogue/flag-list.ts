import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";

const FOLDER = join(__dirname, "../../../../shared/schemas/flags");

/** What a list of flags says about one of them. */
export interface ListedFlag {
  /** Its name, with dashes. */
  readonly name: string;
  /** Whether it takes a value. */
  readonly value: "none" | "required" | "optional" | "list";
  /** Values it accepts. */
  readonly values?: readonly string[];
}

function isListedFlag(value: unknown): value is ListedFlag {
  return typeof value === "object" && value !== null && "name" in value && "value" in value;
}

const present = existsSync(FOLDER);
// biome-ignore lint/suspicious/noConsole: a skipped comparison must be seen
if (!present) console.warn("skipped: the lists of flags are not at hand, so no flag was compared");

/** `test`, skipped where the lists of flags are not at hand. */
export const testWithFlagLists = present ? test : test.skip;

/** The flags of a program, read from the program itself. */
export function flagList(file: string): ReadonlyMap<string, ListedFlag> {
  const parsed: unknown = JSON.parse(readFileSync(join(FOLDER, file), "utf8"));
  if (typeof parsed !== "object" || parsed === null || !("flags" in parsed) || !Array.isArray(parsed.flags)) {
    throw new Error(`${file} is not a list of flags`);
  }
  return new Map(parsed.flags.filter(isListedFlag).map((flag) => [flag.name, flag]));
}
