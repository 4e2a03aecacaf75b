import { type FlagArity, type FlagList, flagsByName } from "../../catalogue/clients/flag-list";
import { holdsReference } from "../terraform-text";
import type { GivenFlag } from "./flag-check";

/** The words of a container: what it runs, and what it hands over. */
export interface ContainerWords {
  /** Replaces what the image runs. Empty where the image decides. */
  readonly command: readonly string[];
  /** Words after it. */
  readonly args: readonly string[];
}

const isFlag = (word: string) => /^--?[a-zA-Z]/.test(word);

/** Last part of a path, without folders. */
function baseName(path: string): string {
  return path.slice(path.lastIndexOf("/") + 1);
}

/**
 * The flags of a command line; undefined where it runs something else, such as a shell or another subcommand, whose
 * words mean something else.
 */
export function flagsOf({ command, args }: ContainerWords, list: FlagList): readonly GivenFlag[] | undefined {
  const words = [...command, ...args];
  const [first] = words;
  const named = first !== undefined && baseName(first) === list.program;
  if (command.length > 0 && !named) return undefined;
  const rest = named ? words.slice(1) : words;
  const { flags, others } = split(rest, list);
  // A word that nobody knows yet may be anything, even a subcommand; so may the one behind a flag without a known name.
  if (others.some(holdsReference) || flags.some(({ name }) => holdsReference(name))) return undefined;
  const fits = list.subcommands.length === 0 ? others.length === 0 : list.subcommands.includes(others[0] ?? "");
  return fits ? flags : undefined;
}

/** The name as the list has it: `-http` is `--http` where one dash is enough, and `-vvv` is `-v`. */
function plainName(name: string, list: FlagList): string {
  if (name.startsWith("--") || flagsByName(list).has(name)) return name;
  const letter = /^-(.)\1+$/.exec(name)?.[1];
  if (letter !== undefined && flagsByName(list).has(`-${letter}`)) return `-${letter}`;
  return list.oneDash === true ? `-${name}` : name;
}

/** Whether the word behind a flag was meant as its value. */
function takesWord(takes: FlagArity | undefined, word: string, list: FlagList): boolean {
  if (takes === undefined) return !list.subcommands.includes(word);
  // A switch takes none, but people write one: the program would take the word for a command of its own.
  return takes === "required" || takes === "list" || (takes === "none" && /^(true|false|yes|no|\d+)$/.test(word));
}

/** Flags with their values, and the words that stand between them. */
function split(words: readonly string[], list: FlagList) {
  const known = flagsByName(list);
  const flags: GivenFlag[] = [];
  const others: string[] = [];
  for (let place = 0; place < words.length; place++) {
    const word = words[place] ?? "";
    if (!isFlag(word)) {
      others.push(word);
      continue;
    }
    const equals = word.indexOf("=");
    if (equals >= 0) {
      flags.push({ name: plainName(word.slice(0, equals), list), value: word.slice(equals + 1) });
      continue;
    }
    const name = plainName(word, list);
    const next = words[place + 1];
    const hasValue = next !== undefined && !isFlag(next) && takesWord(known.get(name)?.takes, next, list);
    flags.push(hasValue ? { name, value: next } : { name });
    if (hasValue) place += 1;
  }
  return { flags, others };
}
