import { setTimeout as sleep } from "node:timers/promises";

const PAUSE_MILLISECONDS = 250;

/**
 * Asks again and again until nothing is missing.
 *
 * @param missing what is not as it should be yet, one line each
 * @throws Error with what was still missing at the end
 */
export async function waitUntil(
  what: string,
  withinSeconds: number,
  missing: () => Promise<readonly string[]>,
): Promise<void> {
  const deadline = Date.now() + withinSeconds * 1000;
  for (;;) {
    const left = await missing();
    if (left.length === 0) return;
    if (Date.now() > deadline) throw new Error(`${what}: not within ${withinSeconds} s\n${left.join("\n")}`);
    await sleep(PAUSE_MILLISECONDS);
  }
}
