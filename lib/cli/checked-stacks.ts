import { existsSync, readFileSync, statSync } from "node:fs";
import { join, relative, sep } from "node:path";
import { Checker } from "../core/checks";
import type { Problem } from "../core/errors";
import type { StackInput } from "../guardrails";
import type { StackFile } from "../guardrails/reports/report";
import { holdsTerraformJson, readTerraformFolder } from "../guardrails/terraform-folder";
import { selectStacks } from "../rehearsal/stack-selection";
import { readProject } from "./project";
import { synthesizeForJudging } from "./synthesized-app";
import type { TemporaryFolder } from "./temporary-folder";

/** Stacks to judge. */
export interface CheckedStacks {
  /** All stacks that the rules see. */
  readonly inputs: readonly StackInput[];
  /** Names of those that are judged. */
  readonly judged: ReadonlySet<string>;
  /** Files of each stack, by its name, as reports name them. */
  readonly files: ReadonlyMap<string, readonly StackFile[]>;
  /** Files that Terraform reads and Palisade does not. */
  readonly unread: readonly string[];
}

function foldersAndNames(folders: readonly string[], names: readonly string[]): Problem {
  return {
    what: "folders and names of stacks do not go together: names are those of the app in this folder",
    got: [...folders, ...names].join(", "),
    doThis: "judge them one after the other",
  };
}

function noFolder(got: string): Problem {
  return {
    what: "there is no such folder",
    got,
    allowed: "a folder with synthesized stacks, or the name of a stack or an environment",
    doThis: "correct the path",
  };
}

function notAFolder(got: string): Problem {
  return {
    what: "that is a file, and stacks are judged by their folder",
    got,
    allowed: "a folder with synthesized stacks, or the name of a stack or an environment",
    doThis: "name the folder that the file lies in",
  };
}

/**
 * The stacks that names stand for: those of the app of `cdktf.json`, all of which are synthesized since rules look at
 * all environments together, or those of folders.
 *
 * @throws PalisadeError for names that match nothing and for folders that hold nothing; AppFailure when the app fails
 */
export async function checkedStacks(
  names: readonly string[],
  folder: TemporaryFolder,
  signal: AbortSignal,
): Promise<CheckedStacks> {
  const folders = names.filter(isFolder);
  if (folders.length === 0) return ofApp(names, folder, signal);
  const check = new Checker("palisade check");
  const others = names.filter((name) => !folders.includes(name));
  check.that(others.length === 0, () => foldersAndNames(folders, others));
  for (const name of folders) {
    check.that(!isFile(name), () => notAFolder(name));
    check.that(existsSync(name), () => noFolder(name));
  }
  check.done();
  return ofFolders(folders, check);
}

/**
 * A name with a slash can be no stack, nor can that of a file such as `main.tf.json`; another is a folder when there is
 * something to judge in one of that name.
 */
function isFolder(name: string): boolean {
  if (/^\.{1,2}$|[\\/]/.test(name)) return true;
  if (isFile(name)) return !STACK_NAME.test(name);
  return existsSync(name) && holdsTerraformJson(name);
}

/** What a stack or an environment may be called, and seldom a file. */
const STACK_NAME = /^[a-z0-9-]+$/;

function isFile(name: string): boolean {
  return existsSync(name) && !statSync(name).isDirectory();
}

async function ofApp(names: readonly string[], folder: TemporaryFolder, signal: AbortSignal): Promise<CheckedStacks> {
  const inputs = await synthesizeForJudging(folder, signal);
  const { outputDirectory } = readProject(process.cwd());
  const files = inputs.map(({ name, directory }): [string, readonly StackFile[]] => {
    // Shown as if it had been synthesized in place: the folder it is read from goes with this process.
    const path = shown(join(outputDirectory, "stacks", name, "cdk.tf.json"));
    return [name, [{ path, read: () => readFileSync(join(directory, "cdk.tf.json"), "utf8") }]];
  });
  const judged = new Set(selectStacks(inputs, names).map(({ name }) => name));
  return { inputs, judged, files: new Map(files), unread: [] };
}

function ofFolders(folders: readonly string[], check: Checker): CheckedStacks {
  const stacks = new Map<string, StackInput>();
  const files = new Map<string, readonly StackFile[]>();
  const unread: string[] = [];
  for (const folder of folders) {
    const reading = check.collect(() => readTerraformFolder(folder));
    unread.push(...(reading?.unread ?? []).map(shown));
    for (const { name: ownName, json, files: read } of reading?.stacks ?? []) {
      const name = stacks.has(ownName) ? `${shown(folder)}/${ownName}` : ownName;
      stacks.set(name, { name, json });
      files.set(
        name,
        read.map((file) => ({ path: shown(file), read: () => readFileSync(file, "utf8") })),
      );
    }
  }
  check.done();
  return { inputs: [...stacks.values()], judged: new Set(stacks.keys()), files, unread };
}

/** A path from where the reader stands, with slashes. */
function shown(path: string): string {
  return relative(process.cwd(), path).split(sep).join("/");
}
