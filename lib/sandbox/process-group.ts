import type { ChildProcess, SpawnOptions } from "node:child_process";

/** Windows knows no process groups; there a process is ended without those it started. */
const HAS_PROCESS_GROUPS = process.platform !== "win32";

/**
 * Options under which a process becomes the head of a group of its own, so that what it starts can be ended with it:
 * a shell leaves its command behind, and Terraform its providers.
 */
export const OWN_GROUP = { detached: HAS_PROCESS_GROUPS } as const satisfies SpawnOptions;

const running = new Set<ChildProcess>();
let watching = false;

/** If this process ends early, the groups it started end with it. */
export function endWithUs(child: ChildProcess): void {
  running.add(child);
  for (const end of ["close", "error"]) child.once(end, () => running.delete(child));
  if (watching) return;
  watching = true;
  process.once("exit", () => {
    for (const left of running) killGroup(left);
  });
}

/** Ends a process that was started with `OWN_GROUP`, and all that it started, at once. */
export function killGroup(child: ChildProcess): void {
  if (child.pid === undefined || child.exitCode !== null) return;
  try {
    if (HAS_PROCESS_GROUPS) process.kill(-child.pid, "SIGKILL");
    else child.kill("SIGKILL");
  } catch {
    // It ended between the check and the signal.
  }
}
