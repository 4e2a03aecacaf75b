import { existsSync, readFileSync } from "node:fs";
import { join, resolve } from "node:path";
import { PalisadeError, type Problem } from "../core/errors";
import { isJsonRecord, type JsonRecord, listAt, recordAt, textAt } from "../core/json";

/** One stack of an output folder, as cdktf's manifest lists it. */
export interface StackEntry {
  /** Stack name, such as `prod-network`. */
  readonly name: string;
  /** Absolute folder that holds `cdk.tf.json` and its assets. */
  readonly directory: string;
  /** Names of the stacks that have to stand before this one, as the app declared them. */
  readonly dependencies: readonly string[];
  /** Resources declared; one that is repeated by `count` or `for_each` counts once. */
  readonly resources: number;
  /** The synthesized stack. */
  readonly json: JsonRecord;
}

/** File in an output folder that lists its stacks (cdktf's `Manifest.fileName`). */
const MANIFEST_FILE = "manifest.json";

function noManifest(outputDirectory: string): Problem {
  return {
    what: `the folder holds no ${MANIFEST_FILE}`,
    doThis: "check that the app calls app.synth(), and that it writes to the folder in CDKTF_OUTDIR",
    where: outputDirectory,
  };
}

function unreadableStack(file: string): Problem {
  return {
    what: "the manifest lists a stack that has no readable JSON",
    doThis: "synthesize again; Palisade reads JSON, so leave cdktf's HCL output off",
    where: file,
  };
}

/**
 * The stacks that were synthesized into a folder, in the order the app made them.
 *
 * @throws PalisadeError when the folder holds no manifest, or for every stack whose JSON is missing
 */
export function readStacks(outputDirectory: string): readonly StackEntry[] {
  const manifest = readJson(join(outputDirectory, MANIFEST_FILE));
  if (manifest === undefined) throw new PalisadeError([noManifest(outputDirectory)]);
  const problems: Problem[] = [];
  const stacks = Object.entries(recordAt(manifest, "stacks")).flatMap(([name, entry]): StackEntry[] => {
    const file = resolve(outputDirectory, textAt(entry, "synthesizedStackPath") ?? join("stacks", name, "cdk.tf.json"));
    const json = readJson(file);
    if (json === undefined) {
      problems.push(unreadableStack(file));
      return [];
    }
    const dependencies = listAt(entry, "dependencies").filter((dependency) => typeof dependency === "string");
    return [{ name, directory: resolve(file, ".."), dependencies, resources: countResources(json), json }];
  });
  if (problems.length > 0) throw new PalisadeError(problems);
  return stacks;
}

/** Resources that a synthesized stack declares. */
export function countResources(stack: JsonRecord): number {
  return Object.values(recordAt(stack, "resource")).reduce<number>(
    (sum, members) => sum + Object.keys(recordAt(members)).length,
    0,
  );
}

function readJson(file: string): JsonRecord | undefined {
  if (!existsSync(file)) return undefined;
  try {
    const parsed: unknown = JSON.parse(readFileSync(file, "utf8"));
    return isJsonRecord(parsed) ? parsed : undefined;
  } catch {
    return undefined;
  }
}
