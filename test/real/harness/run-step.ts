import { spawnSync } from "node:child_process";
import { lastLines, ToolFault } from "./tool-fault";

const OUTPUT_LIMIT_BYTES = 256 * 1024 * 1024;

/** One command on the way to a program. */
export interface Step {
  readonly command: string;
  readonly arguments: readonly string[];
  /** @default - the folder of this process */
  readonly folder?: string;
  /** Added to the environment of this process. @default - nothing is added */
  readonly environment?: Readonly<Record<string, string>>;
  /** What a reader does when the command is not there, or when it fails. */
  readonly doThis: string;
}

/**
 * Runs a command to its end and gives what it printed.
 *
 * @throws ToolFault that quotes the end of what it said
 */
export function runStep(step: Step): string {
  const { error, status, stdout, stderr } = spawnSync(step.command, step.arguments, {
    ...(step.folder === undefined ? {} : { cwd: step.folder }),
    encoding: "utf8",
    env: { ...process.env, ...step.environment },
    maxBuffer: OUTPUT_LIMIT_BYTES,
    stdio: ["ignore", "pipe", "pipe"],
  });
  if (error !== undefined) throw new ToolFault(`${step.command} is not here (${error.message}). ${step.doThis}`);
  if (status !== 0) {
    const said = lastLines(stderr) || lastLines(stdout) || "nothing";
    throw new ToolFault(`"${[step.command, ...step.arguments].join(" ")}" failed and said:\n  ${said}\n${step.doThis}`);
  }
  return stdout;
}
