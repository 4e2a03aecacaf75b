import { readFileSync } from "node:fs";
import { join } from "node:path";

/** Whether a flag takes a value: never, always, if it likes, or several with commas between them. */
export type FlagArity = "none" | "required" | "optional" | "list";

/** What a program reads a value as, in Go's words: `int` and `uint` are whole numbers, `float` any number, `duration` one with a unit. */
export type FlagForm = "int" | "uint" | "float" | "duration";

/** One flag as its program knows it. */
export interface FlagSpec {
  /** Whether it takes a value. */
  readonly takes: FlagArity;
  /** Other names of it, with their dashes. @default - none */
  readonly aliases?: readonly string[];
  /** The values it takes. @default - any */
  readonly values?: readonly string[];
  /** What its value is read as. @default - text, or nobody knows */
  readonly form?: FlagForm;
  /** True for a flag that its own help does not show. @default - false */
  readonly hidden?: boolean;
  /** True for a switch that counts how often it stands there. @default - false */
  readonly repeats?: boolean;
}

/** When a flag went away. Releases in between were not read. */
export interface GoneFlag {
  /** A release that still had it. */
  readonly had: string;
  /** The first release read that has it no more. */
  readonly lacks: string;
  /** What does its work now. @default - nothing does */
  readonly instead?: string;
}

/** Every flag of one program at one version. */
export interface FlagList {
  /** Name of the program's file, such as `reth`. */
  readonly program: string;
  /** Words by which the subcommand goes that takes these flags. Empty where the bare program takes them. */
  readonly subcommands: readonly string[];
  /** Release whose flags these are. */
  readonly version: string;
  /** Where the flags were read, and when. */
  readonly source: string;
  /** True where `--switch=false` is understood too. @default - false */
  readonly switchesTakeTruth?: boolean;
  /** True where a flag may stand twice, by the same name, and the last one counts. @default - that stops the program */
  readonly lastWins?: boolean;
  /** True where `-flag` is the same as `--flag`. @default - false */
  readonly oneDash?: boolean;
  /** Start of the environment variables that are read as flags: `GETH_` and `--http.port` in capitals, with underscores. @default - none */
  readonly environmentPrefix?: string;
  /** The flags, by their name with its dashes. */
  readonly flags: Readonly<Record<string, FlagSpec>>;
  /** Flags that are still taken and will go, and what to use in their place; null where they do nothing any more. */
  readonly deprecated: Readonly<Record<string, string | null>>;
  /** Flags of earlier releases that stop the program now. */
  readonly gone: Readonly<Record<string, GoneFlag>>;
}

/** A flag together with the name its program gives it first. */
export interface KnownFlag extends FlagSpec {
  /** Its first name, with its dashes. */
  readonly name: string;
}

/** Names of the lists; each is a file in `flags/`. */
export const FLAG_LISTS = ["reth", "geth", "lighthouse-bn", "web3signer-eth2", "web3signer-eth1"] as const;

/** Name of one list. */
export type FlagListName = (typeof FLAG_LISTS)[number];

const lists = new Map<FlagListName, FlagList>();
const names = new WeakMap<FlagList, ReadonlyMap<string, KnownFlag>>();

/** One list, read from its file when it is first asked for. */
export function flagList(name: FlagListName): FlagList {
  const known = lists.get(name);
  if (known !== undefined) return known;
  const list: FlagList = JSON.parse(readFileSync(join(__dirname, "flags", `${name}.json`), "utf8"));
  lists.set(name, list);
  return list;
}

/** Every name of a list, aliases included, with the flag it stands for. */
export function flagsByName(list: FlagList): ReadonlyMap<string, KnownFlag> {
  const known = names.get(list);
  if (known !== undefined) return known;
  const map = new Map<string, KnownFlag>();
  for (const [name, flag] of Object.entries(list.flags)) {
    for (const each of [name, ...(flag.aliases ?? [])]) map.set(each, { ...flag, name });
  }
  names.set(list, map);
  return map;
}

/** The flag that an environment variable stands for; undefined where the program does not read it. */
export function flagOfVariable(list: FlagList, variable: string): string | undefined {
  const { environmentPrefix: prefix } = list;
  if (prefix === undefined || !variable.startsWith(prefix)) return undefined;
  return Object.keys(list.flags).find(
    (name) => `${prefix}${name.slice(2).replace(/[.-]/g, "_").toUpperCase()}` === variable,
  );
}
