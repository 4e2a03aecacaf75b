import {
  existsSync,
  lstatSync,
  mkdirSync,
  readFileSync,
  renameSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from "node:fs";
import { isAbsolute, join } from "node:path";
import { recordAt, textAt } from "../../../lib/core/json";
import { unpackFromDebian } from "./debian-recipe";
import { buildWithGo, copyFromGo } from "./go-recipe";
import { withLock } from "./lock";
import type { Made } from "./made";
import { installWithPip } from "./python-recipe";
import { ToolFault } from "./tool-fault";
import { originOf, type ToolSpec } from "./tool-spec";

/** Where real programs are kept between runs; git ignores it. */
export const TOOL_FOLDER = join(__dirname, "../../../.tools");

/** A real program that is there. */
export interface Provision {
  /** The program, or the folder of a tool that is files. */
  readonly path: string;
  /** Version without a leading `v`. */
  readonly version: string;
  /** Where it was had from. */
  readonly from: string;
  /** Time it took to make, when it was made. */
  readonly seconds: number;
  /** Whether it was made just now. */
  readonly fresh: boolean;
}

/** Puts a tool into an empty folder. */
export type Recipe = (spec: ToolSpec, folder: string) => Made;

const followRecipe: Recipe = (spec, folder) => {
  switch (spec.from) {
    case "Go":
      return buildWithGo(spec, folder);
    case "Go module":
      return copyFromGo(spec, folder);
    case "Debian":
      return unpackFromDebian(spec, folder);
    case "PyPI":
      return installWithPip(spec, folder);
  }
};

/** What has to be the same for a kept tool to be used again. */
const fingerprint = (spec: ToolSpec) => JSON.stringify(spec);

/** The kept tool, unless it is another version's or half there. */
function kept(name: string, spec: ToolSpec, store: string): Provision | undefined {
  const [path, note] = [join(store, name), join(store, `${name}.note.json`)];
  if (!existsSync(path) || !existsSync(note)) return undefined;
  const content = recordAt(JSON.parse(readFileSync(note, "utf8")));
  const [version, spelled, seconds] = [textAt(content, "version"), textAt(content, "spec"), Number(content["seconds"])];
  if (spelled !== fingerprint(spec) || version === undefined) return undefined;
  return { path, version, from: originOf(spec), seconds, fresh: false };
}

/** Makes the tool beside its place and moves it there whole; whatever goes wrong, no half tool is left. */
function make(name: string, spec: ToolSpec, store: string, recipe: Recipe): Provision {
  const [path, note, place] = [join(store, name), join(store, `${name}.note.json`), join(store, "made", name)];
  const making = join(store, "making", name);
  const began = Date.now();
  try {
    // A process that was killed may have left its half.
    rmSync(making, { recursive: true, force: true });
    mkdirSync(making, { recursive: true });
    const made = recipe(spec, making);
    for (const old of [note, path, place]) rmSync(old, { recursive: true, force: true });
    mkdirSync(join(store, "made"), { recursive: true });
    renameSync(making, place);
    const target = isAbsolute(made.program) ? made.program : join("made", name, made.program);
    symlinkSync(target, path);
    const seconds = Math.round((Date.now() - began) / 1000);
    writeFileSync(note, JSON.stringify({ version: made.version, seconds, spec: fingerprint(spec) }));
    return { path, version: made.version, from: originOf(spec), seconds, fresh: true };
  } catch (fault) {
    // Of a tool that was replaced half-way nothing may look whole.
    if (!existsSync(note) && lstatSync(path, { throwIfNoEntry: false }) !== undefined) rmSync(path, { force: true });
    throw fault;
  } finally {
    rmSync(making, { recursive: true, force: true });
  }
}

/**
 * Sees to it that a tool is there in its exact version: kept from before, or made now. Two processes never make the
 * same tool at once.
 *
 * @throws ToolFault that says why it cannot be had and what to do
 */
export function provide(name: string, spec: ToolSpec, store = TOOL_FOLDER, recipe = followRecipe): Provision {
  const ready = kept(name, spec, store);
  if (ready !== undefined) return ready;
  return withLock(join(store, "locks", name), () => {
    const meanwhile = kept(name, spec, store);
    if (meanwhile !== undefined) return meanwhile;
    try {
      return make(name, spec, store, recipe);
    } catch (fault) {
      if (!(fault instanceof ToolFault)) throw fault;
      const version = "version" in spec ? ` ${spec.version}` : "";
      throw new ToolFault(`${name}${version} could not be had from ${originOf(spec)}: ${fault.message}`);
    }
  });
}

/** Whether a tool is there already. */
export function isKept(name: string, spec: ToolSpec, store = TOOL_FOLDER): boolean {
  return kept(name, spec, store) !== undefined;
}
