import { spawnSync } from "node:child_process";
import { existsSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import type { FlagArity, FlagForm, FlagList, FlagListName, FlagSpec } from "../../lib/catalogue/clients/flag-list";
import { isJsonRecord, listAt, textAt } from "../../lib/core/json";
import { diffableJson } from "./diffable-json";
import { readSchema } from "./shared-schemas";

const FOLDER = join(__dirname, "../../lib/catalogue/clients/flags");

/** The lists of flags to compare with, by the name of ours. Geth's is older than the release that is pinned. */
export const LISTED = {
  reth: "flags/reth-v2.5.1.json",
  geth: "flags/geth-v1.17.5.json",
  "lighthouse-bn": "flags/lighthouse-bn-v8.1.3.json",
  "web3signer-eth2": "flags/web3signer-26.4.2.json",
} as const satisfies Partial<Record<FlagListName, string>>;

/** Flags of geth that took a few words in the release of the list, and take more in ours: also a block number. */
const OPEN_SINCE = ["--history.chain"];

/** The flags of a list to compare with, in our form. */
export function listedFlags(content: unknown): Record<string, FlagSpec> {
  const flags: Record<string, FlagSpec> = {};
  for (const flag of listAt(content, "flags")) {
    const name = textAt(flag, "name");
    if (!isJsonRecord(flag) || name === undefined) continue;
    const words = (field: string) =>
      listAt(flag, field)
        .map(String)
        .filter((word) => word !== name);
    flags[name] = {
      takes: arity(textAt(flag, "value")),
      ...(words("aliases").length === 0 ? {} : { aliases: words("aliases") }),
      ...(words("values").length === 0 ? {} : { values: words("values") }),
      ...formOf(textAt(flag, "type")),
      ...(flag["hidden"] === true ? { hidden: true } : {}),
      ...(flag["repeat"] === true ? { repeats: true } : {}),
    };
  }
  return flags;
}

/** Types of Go whose values have one form. `bigint` and `path` take more than one. */
const FORMS: Readonly<Record<string, FlagForm>> = {
  int: "int",
  int64: "int",
  uint: "uint",
  uint64: "uint",
  float64: "float",
  duration: "duration",
};

function formOf(type: string | undefined): { readonly form?: FlagForm } {
  const form = FORMS[type ?? ""];
  return form === undefined ? {} : { form };
}

function arity(word: string | undefined): FlagArity {
  if (word === "none" || word === "required" || word === "optional" || word === "list") return word;
  throw new Error(`${word} says nothing about values`);
}

/** Flags as the real program's own help shows them. What a help cannot say, such as allowed values, comes from the list. */
export function helpedFlags(help: string, listed: Readonly<Record<string, FlagSpec>>): Record<string, FlagSpec> {
  const flags: Record<string, FlagSpec> = {};
  // "--header value, -H value    ($GETH_HEADER)": names, then defaults and the variable, which only real flags have.
  for (const [, names = ""] of help.matchAll(/^\s+(--\S.*?)(?=\s{2,}|\s\(default).*(?:\(\$|\(default)/gm)) {
    const parts = names.split(",").map((part) => part.trim());
    const [name = "", ...aliases] = parts.map((part) => part.replace(/ value$/, ""));
    const before = listed[name];
    const takesValue = parts.some((part) => part.endsWith(" value"));
    flags[name] = {
      takes: takesValue ? (before?.takes === "list" ? "list" : "required") : "none",
      ...(aliases.length === 0 ? {} : { aliases }),
      ...(before?.values === undefined ? {} : { values: before.values }),
      ...(before?.form === undefined ? {} : { form: before.form }),
    };
  }
  return flags;
}

function sorted(flags: Readonly<Record<string, FlagSpec>>): Record<string, FlagSpec> {
  return Object.fromEntries(Object.entries(flags).sort(([first], [second]) => (first < second ? -1 : 1)));
}

/** Puts new flags into a list. What went away, and what replaces it, is kept by hand in the file. */
function renew(name: FlagListName, flags: Readonly<Record<string, FlagSpec>>): void {
  const file = join(FOLDER, `${name}.json`);
  if (!existsSync(file)) throw new Error(`${file} says nothing yet about program, version and source`);
  const list: FlagList = JSON.parse(readFileSync(file, "utf8"));
  writeFileSync(file, diffableJson({ ...list, flags: sorted(flags) }));
}

/**
 * Writes the flags of `lib/catalogue/clients/flags` anew: `npx tsx test/support/write-client-flags.ts [geth]`. With the
 * path of a geth, its own help is asked, since the list to compare with is of an earlier release.
 */
function main([geth]: readonly string[]): void {
  for (const name of ["reth", "lighthouse-bn", "web3signer-eth2"] as const)
    renew(name, listedFlags(readSchema(LISTED[name])));
  if (geth === undefined) return;
  const ask = (...args: string[]) => {
    const { stdout, stderr } = spawnSync(geth, args, { encoding: "utf8" });
    return `${stdout}${stderr}`;
  };
  const listed = listedFlags(readSchema(LISTED.geth));
  const shown = { ...helpedFlags(ask("--help"), listed) };
  // No help shows these. The last argument does not exist, so that nothing is ever started.
  const knows = (name: string) => !ask(`${name}=1`, "--no-such-flag").includes(`not defined: ${name.slice(1)}`);
  const deprecated = Object.entries(helpedFlags(ask("show-deprecated-flags"), listed));
  const hidden = [...deprecated, ...Object.entries(listed)].filter(
    ([name]) => shown[name] === undefined && knows(name),
  );
  for (const [name, flag] of hidden) shown[name] = { ...flag, hidden: true };
  for (const name of OPEN_SINCE) {
    const { values: _values, ...open } = shown[name] ?? { takes: "required" };
    shown[name] = open;
  }
  renew("geth", shown);
}

if (require.main === module) main(process.argv.slice(2));
