import { spawn } from "node:child_process";
import { endWithUs, killGroup, OWN_GROUP } from "./process-group";

/** How one Terraform command is run. */
export interface TerraformCommand {
  readonly binary: string;
  readonly arguments: readonly string[];
  readonly directory: string;
  readonly environment: NodeJS.ProcessEnv;
  /** Ends the command. */
  readonly signal: AbortSignal;
  /**
   * Time it gets to tidy up after an abort, for commands that write outside of the scratch copy.
   * @default - 0: it is killed at once
   */
  readonly graceMilliseconds?: number;
}

/** What one Terraform command left behind. */
export interface CommandResult {
  readonly exitCode: number;
  readonly standardOutput: string;
  readonly standardError: string;
}

/**
 * Runs one command to its end. After an abort it is killed at once, with the providers it started: everything it works on
 * is scratch. Where it has time to tidy up, it is interrupted first, and killed when that time is over.
 *
 * @throws the signal's reason after an abort, once the process has gone; Error when the binary cannot be started
 */
export async function runTerraform(command: TerraformCommand): Promise<CommandResult> {
  command.signal.throwIfAborted();
  const child = spawn(command.binary, [...command.arguments], {
    cwd: command.directory,
    env: command.environment,
    stdio: ["ignore", "pipe", "pipe"],
    ...OWN_GROUP,
  });
  endWithUs(child);
  const output: Buffer[] = [];
  const errors: Buffer[] = [];
  child.stdout.on("data", (chunk: Buffer) => output.push(chunk));
  child.stderr.on("data", (chunk: Buffer) => errors.push(chunk));
  let grace: NodeJS.Timeout | undefined;
  const kill = (): void => {
    const { graceMilliseconds = 0 } = command;
    if (graceMilliseconds > 0) child.kill("SIGINT");
    else killGroup(child);
    grace = setTimeout(() => killGroup(child), graceMilliseconds);
  };
  command.signal.addEventListener("abort", kill, { once: true });
  try {
    const exitCode = await new Promise<number>((resolve, reject) => {
      child.once("error", reject);
      child.once("close", (code) => resolve(code ?? 1));
    });
    command.signal.throwIfAborted();
    return {
      exitCode,
      standardOutput: Buffer.concat(output).toString("utf8"),
      standardError: Buffer.concat(errors).toString("utf8"),
    };
  } finally {
    clearTimeout(grace);
    command.signal.removeEventListener("abort", kill);
  }
}
