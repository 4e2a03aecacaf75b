import { join } from "node:path";
import { readStacks } from "../rehearsal/stack-entry";
import { inDependencyOrder, type PlacedStack } from "../rehearsal/stack-graph";
import { readProject } from "./project";
import { runApp } from "./run-app";
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
 * @param variables further variables for the app
 * @returns every stack that was synthesized, in dependency order
 * @throws AppFailure when the app fails; PalisadeError when its stacks cannot be read or wait for each other
 */
export async function synthesizeAside(
  folder: TemporaryFolder,
  names: readonly string[],
  signal: AbortSignal,
  variables: Readonly<Record<string, string>> = {},
): Promise<readonly PlacedStack[]> {
  const outputDirectory = join(folder.path, "cdktf.out");
  const environments = environmentHints(names);
  await runApp({ project: readProject(process.cwd()), outputDirectory, environments, variables, signal });
  return inDependencyOrder(readStacks(outputDirectory));
}
