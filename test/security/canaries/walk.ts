import { readdirSync, readFileSync, rmSync } from "node:fs";
import { dirname, join, relative } from "node:path";
import type { PlacedStack } from "../../../lib/rehearsal/stack-graph";
import type { PlantedSecrets } from "../../../lib/sandbox/planted-secrets";
import { RemoteStateRegistry } from "../../../lib/sandbox/remote-states";
import { Sandbox } from "../../../lib/sandbox/sandbox";
import { REPOSITORY } from "../../support/rehearsal";
import type { Recorded } from "./recording-terraform";

/** What stacks are walked through with. */
export interface WalkOptions {
  readonly terraformBinary: string;
  readonly environment: NodeJS.ProcessEnv;
  readonly plantedSecrets: PlantedSecrets;
}

/**
 * Plans and applies stacks one after the other, and gives everything that lies in their folders afterwards: what was
 * synthesized, the plan file, what Terraform keeps beside it, and the state.
 */
export async function planAndApply(stacks: readonly PlacedStack[], options: WalkOptions): Promise<readonly Recorded[]> {
  const remoteStates = new RemoteStateRegistry();
  const recorded: Recorded[] = [];
  for (const { name, directory } of stacks) {
    const sandbox = await Sandbox.open({
      ...options,
      stackDirectory: directory,
      searchFrom: [REPOSITORY],
      remoteStates,
    });
    try {
      await sandbox.init();
      await sandbox.plan();
      await sandbox.apply();
      const kept = await sandbox.keep();
      recorded.push(...filesBelow(kept).map(({ place, content }) => ({ place: `${name} ${place}`, content })));
      rmSync(dirname(kept), { recursive: true, force: true });
    } finally {
      await sandbox.close();
    }
  }
  return recorded;
}

/** Every file of a folder and of those in it, with its path from there. */
export function filesBelow(folder: string): readonly Recorded[] {
  return readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name))
    .map((file) => ({ place: relative(folder, file), content: readFileSync(file) }));
}
