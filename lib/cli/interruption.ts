import { ExitCode } from "./exit-code";

/** The reader pressed Ctrl-C, or something asked the process to end. */
export class Interruption extends Error {
  public constructor(
    /** The signal that arrived. */
    public readonly signal: "SIGINT" | "SIGTERM",
  ) {
    super(`stopped by ${signal}`);
    this.name = "Interruption";
  }

  /** What the command ends with. */
  public get exitCode(): number {
    return this.signal === "SIGINT" ? ExitCode.interrupted : ExitCode.terminated;
  }
}

/**
 * Runs work that can be interrupted. The first signal aborts it, and it may tidy up; the second ends the process at
 * once, and only what is removed on exit is removed.
 */
export async function interruptible<T>(work: (signal: AbortSignal) => Promise<T>): Promise<T> {
  const abort = new AbortController();
  const onSignal = (name: NodeJS.Signals): void => {
    const interruption = new Interruption(name === "SIGTERM" ? "SIGTERM" : "SIGINT");
    if (abort.signal.aborted) process.exit(interruption.exitCode);
    abort.abort(interruption);
  };
  process.on("SIGINT", onSignal);
  process.on("SIGTERM", onSignal);
  try {
    return await work(abort.signal);
  } finally {
    process.off("SIGINT", onSignal);
    process.off("SIGTERM", onSignal);
  }
}
