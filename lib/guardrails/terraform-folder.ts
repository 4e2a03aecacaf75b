import { existsSync, readdirSync, readFileSync } from "node:fs";
import { basename, join, relative, resolve, sep } from "node:path";
import { Checker } from "../core/checks";
import { PalisadeError, type Problem } from "../core/errors";
import { isJsonRecord, type JsonRecord } from "../core/json";
import { readStacks } from "../rehearsal/stack-entry";
import { mergeFiles } from "./terraform-merge";

/** A stack that was read from a folder, with the files it was read from. */
export interface FolderStack {
  /** Its name: as the manifest has it, or the folder. */
  readonly name: string;
  /** What Terraform reads there. */
  readonly json: JsonRecord;
  /** Absolute paths of its files, overrides last, as Terraform reads them. */
  readonly files: readonly string[];
}

/** Stacks of a folder, and what of it was not read. */
export interface FolderReading {
  readonly stacks: readonly FolderStack[];
  /** Absolute paths of files in Terraform's own language, which Palisade does not read. */
  readonly unread: readonly string[];
}

/** Folders that hold what others wrote, or what Terraform keeps there. */
const PASSED_OVER = new Set(["node_modules", ".terraform", ".git"]);

function noStacks(folder: string): Problem {
  return {
    what: "the folder holds neither a manifest.json of cdktf nor files of Terraform's JSON",
    allowed: "an output folder such as cdktf.out, or a folder with *.tf.json in it or below",
    doThis: "name the folder that holds them; files in Terraform's own language are not read",
    where: folder,
  };
}

function noJson(file: string): Problem {
  return {
    what: "the file is not a JSON object",
    doThis: "mend its JSON: Terraform reads it as little as Palisade does",
    where: file,
  };
}

/** True for a folder that there is something to judge in, so that a name can be told from a folder. */
export function holdsTerraformJson(folder: string): boolean {
  return existsSync(join(folder, "manifest.json")) || readNames(folder).some(isTerraformJson);
}

/**
 * Reads the stacks of a folder: those of its `manifest.json` as cdktf writes it, or else every folder in it with files
 * of Terraform's JSON, whoever wrote them.
 *
 * @throws PalisadeError when there are none, and for every file that is no JSON or goes against another
 */
export function readTerraformFolder(folder: string): FolderReading {
  if (existsSync(join(folder, "manifest.json"))) {
    const stacks = readStacks(folder).map(({ name, directory, json }) => ({
      name,
      json,
      files: [join(directory, "cdk.tf.json")],
    }));
    return { stacks, unread: [] };
  }
  const check = new Checker(folder);
  const unread: string[] = [];
  const stacks = foldersIn(resolve(folder)).flatMap((each): FolderStack[] => {
    const names = readNames(each);
    unread.push(...names.filter((name) => name.endsWith(".tf")).map((name) => join(each, name)));
    const files = inReadingOrder(names.filter(isTerraformJson)).map((name) => join(each, name));
    if (files.length === 0) return [];
    const read = files.flatMap((file) => {
      const json = parse(file);
      if (json === undefined) check.add(noJson(file));
      return json === undefined ? [] : [{ file, json, isOverride: isOverride(basename(file)) }];
    });
    const json = check.collect(() => mergeFiles(read)) ?? {};
    return [{ name: nameOf(folder, each), json, files }];
  });
  if (stacks.length === 0) check.add(noStacks(folder));
  if (check.problems.length > 0) throw new PalisadeError(check.problems);
  return { stacks, unread };
}

function nameOf(root: string, folder: string): string {
  const below = relative(resolve(root), folder);
  return below === "" ? basename(resolve(root)) : below.split(sep).join("/");
}

/** The folder and all folders below it, links left alone. */
function foldersIn(folder: string): readonly string[] {
  const below = readdirSync(folder, { withFileTypes: true })
    .filter((entry) => entry.isDirectory() && !PASSED_OVER.has(entry.name))
    .map(({ name }) => name)
    .sort();
  return [folder, ...below.flatMap((name) => foldersIn(join(folder, name)))];
}

function readNames(folder: string): readonly string[] {
  return readdirSync(folder, { withFileTypes: true })
    .filter((entry) => !entry.isDirectory())
    .map(({ name }) => name);
}

function isTerraformJson(name: string): boolean {
  return name.endsWith(".tf.json") && !name.startsWith(".");
}

function isOverride(name: string): boolean {
  return name === "override.tf.json" || name.endsWith("_override.tf.json");
}

/** By name, and overrides after all others (developer.hashicorp.com/terraform/language/files/override). */
function inReadingOrder(names: readonly string[]): readonly string[] {
  const sorted = [...names].sort();
  return [...sorted.filter((name) => !isOverride(name)), ...sorted.filter(isOverride)];
}

function parse(file: string): JsonRecord | undefined {
  try {
    const json: unknown = JSON.parse(readFileSync(file, "utf8"));
    return isJsonRecord(json) ? json : undefined;
  } catch {
    return undefined;
  }
}
