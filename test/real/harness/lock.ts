import { mkdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { dirname } from "node:path";
import { ToolFault } from "./tool-fault";

const LONGEST_WAIT_MILLISECONDS = 30 * 60_000;
const PAUSE_MILLISECONDS = 200;

/** Waits without giving way to anything else, as the work behind the lock does. */
function pause(milliseconds: number): void {
  Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, milliseconds);
}

function holderOf(file: string): number | undefined {
  try {
    return Number(readFileSync(file, "utf8"));
  } catch {
    return undefined;
  }
}

function isAlive(processId: number): boolean {
  try {
    process.kill(processId, 0);
    return true;
  } catch {
    return false;
  }
}

function take(file: string): boolean {
  try {
    writeFileSync(file, String(process.pid), { flag: "wx" });
    return true;
  } catch {
    return false;
  }
}

/** Gives away a lock whose holder ended without doing so. A file still being written has no number yet: it is left. */
function dropIfAbandoned(file: string): void {
  const holder = holderOf(file);
  if (holder !== undefined && holder > 0 && !isAlive(holder)) rmSync(file, { force: true });
}

/**
 * Does something that no other process does at the same time.
 *
 * @param file the lock; its folder is made
 * @throws ToolFault when the holder does not end within half an hour
 */
export function withLock<T>(file: string, use: () => T): T {
  mkdirSync(dirname(file), { recursive: true });
  const deadline = Date.now() + LONGEST_WAIT_MILLISECONDS;
  while (!take(file)) {
    dropIfAbandoned(file);
    if (Date.now() > deadline) {
      throw new ToolFault(
        `process ${holderOf(file) ?? "?"} has held ${file} for half an hour. End it, or remove the file`,
      );
    }
    pause(PAUSE_MILLISECONDS);
  }
  try {
    return use();
  } finally {
    rmSync(file, { force: true });
  }
}
