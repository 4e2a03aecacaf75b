import { spawn } from "node:child_process";
import type { JsonRecord } from "../core/json";
import { endWithUs, killGroup, OWN_GROUP } from "../sandbox/process-group";
import { callerEnvironment } from "./caller";
import type { Project } from "./project";

/** How an app is run. */
export interface RunAppOptions {
  readonly project: Project;
  /** Absolute folder the app writes to. */
  readonly outputDirectory: string;
  /** Environments to synthesize, for apps that read `PALISADE_ENVIRONMENTS`. Empty: all of them. */
  readonly environments: readonly string[];
  /** Context for the app beside that of the project. @default - none */
  readonly context?: JsonRecord;
  /** Ends the app. */
  readonly signal: AbortSignal;
}

/** The app ended with a code other than 0. It has said why itself. */
export class AppFailure extends Error {
  public constructor(command: string, code: number | undefined) {
    super(`the app failed (${code === undefined ? "killed" : `exit code ${code}`}): ${command}`);
    this.name = "AppFailure";
  }
}

/**
 * Runs the app as cdktf's own commands do, but without the variable that makes cdktf go on after errors. What the app
 * prints goes to standard error: standard output belongs to Palisade.
 *
 * @throws AppFailure when the app fails; the signal's reason after an abort
 */
export async function runApp(options: RunAppOptions): Promise<void> {
  const { project, signal } = options;
  signal.throwIfAborted();
  const child = spawn(project.app, {
    cwd: project.directory,
    env: appEnvironment(options),
    shell: true,
    // Its command runs in a shell that would leave it behind.
    ...OWN_GROUP,
    stdio: ["ignore", process.stderr.fd, process.stderr.fd],
  });
  const end = (): void => killGroup(child);
  signal.addEventListener("abort", end, { once: true });
  endWithUs(child);
  try {
    const code = await new Promise<number | null>((resolve, reject) => {
      child.once("error", reject);
      child.once("close", resolve);
    });
    signal.throwIfAborted();
    if (code !== 0) throw new AppFailure(project.app, code ?? undefined);
  } finally {
    signal.removeEventListener("abort", end);
  }
}

function appEnvironment({ project, outputDirectory, environments, context }: RunAppOptions): NodeJS.ProcessEnv {
  const { CDKTF_CONTINUE_SYNTH_ON_ERROR_ANNOTATIONS: _, ...caller } = callerEnvironment();
  return {
    ...caller,
    CDKTF_OUTDIR: outputDirectory,
    CDKTF_CONTEXT_JSON: JSON.stringify({ ...project.context, ...context }),
    SYNTH_HCL_OUTPUT: "false",
    PALISADE_ENVIRONMENTS: environments.join(","),
  };
}
