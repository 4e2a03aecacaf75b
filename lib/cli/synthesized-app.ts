import { existsSync } from "node:fs";
import { join } from "node:path";
import type { JsonRecord } from "../core/json";
import { REFUSED_OUTPUT } from "../guardrails/refused-output";
import { readStacks } from "../rehearsal/stack-entry";
import { inDependencyOrder, type PlacedStack } from "../rehearsal/stack-graph";
import { readProject } from "./project";
import { AppFailure, runApp } from "./run-app";
import type { TemporaryFolder } from "./temporary-folder";

/**
 * The names that may be handed to the app as environments. A name with a hyphen may be a stack, which an app does not
 * know as an environment; then the whole app is synthesized and the names are looked up afterwards.
 */
export function environmentHints(names: readonly string[]): readonly string[] {
  return names.some((name) => name.includes("-")) ? [] : names;
}

/**
 * Synthesizes the app of the current folder into a temporary folder; its own output folder is not touched.
 *
 * @param context context for the app beside that of the project. @default - none
 * @returns every stack that was synthesized, in dependency order
 * @throws AppFailure when the app fails; PalisadeError when its stacks cannot be read or wait for each other
 */
export async function synthesizeAside(
  folder: TemporaryFolder,
  names: readonly string[],
  signal: AbortSignal,
  context: JsonRecord = {},
): Promise<readonly PlacedStack[]> {
  const outputDirectory = join(folder.path, "cdktf.out");
  const environments = environmentHints(names);
  await runApp({ project: readProject(process.cwd()), outputDirectory, environments, context, signal });
  return inDependencyOrder(readStacks(outputDirectory));
}

/**
 * Synthesizes the whole app as `synthesizeAside` does, for somebody who judges it: stacks that the guardrails refuse are
 * given too, although the app fails on them.
 *
 * @throws AppFailure when the app fails for another reason; PalisadeError when its stacks cannot be read
 */
export async function synthesizeForJudging(
  folder: TemporaryFolder,
  signal: AbortSignal,
): Promise<readonly PlacedStack[]> {
  const outputDirectory = join(folder.path, "cdktf.out");
  const refused = join(folder.path, "refused");
  const context = { [REFUSED_OUTPUT]: refused };
  try {
    await runApp({ project: readProject(process.cwd()), outputDirectory, environments: [], context, signal });
  } catch (error) {
    if (!(error instanceof AppFailure) || !existsSync(refused)) throw error;
    return inDependencyOrder(readStacks(refused));
  }
  return inDependencyOrder(readStacks(outputDirectory));
}
