import { constants } from "node:os";

/** Ctrl-C, a request to end, and the terminal going away. */
const SIGNALS = ["SIGINT", "SIGTERM", "SIGHUP"] as const;

/** Shells add the number of the signal to this. */
const SIGNAL_EXIT_BASE = 128;

/** The reader pressed Ctrl-C, or something asked the process to end. */
export class Interruption extends Error {
  public constructor(
    /** The signal that arrived. */
    public readonly signal: (typeof SIGNALS)[number],
  ) {
    super(`stopped by ${signal}`);
    this.name = "Interruption";
  }

  /** What the command ends with: 130 after Ctrl-C. */
  public get exitCode(): number {
    return SIGNAL_EXIT_BASE + constants.signals[this.signal];
  }
}

/**
 * Runs work that can be interrupted. The first signal aborts it, and it may tidy up; the second ends the process at
 * once, and only what is removed on exit is removed.
 */
export async function interruptible<T>(work: (signal: AbortSignal) => Promise<T>): Promise<T> {
  const abort = new AbortController();
  const listeners = SIGNALS.map((name) => ({
    name,
    listen: (): void => {
      const interruption = new Interruption(name);
      if (abort.signal.aborted) process.exit(interruption.exitCode);
      abort.abort(interruption);
    },
  }));
  for (const { name, listen } of listeners) process.on(name, listen);
  try {
    return await work(abort.signal);
  } finally {
    for (const { name, listen } of listeners) process.off(name, listen);
  }
}
