import type { JsonRecord } from "../core/json";
import type { ScratchFolder } from "./scratch-folder";
import { stackText } from "./stack-addresses";
import {
  plainDiagnostics,
  readDiagnostics,
  readEvents,
  type Step,
  type TerraformDiagnostic,
  TerraformFailure,
} from "./terraform-failure";
import { type CommandResult, runTerraform } from "./terraform-process";

/** Told when a step starts and ends. */
export type ProgressListener = (event: {
  readonly step: Step;
  readonly phase: "start" | "end";
  /** Wall time, at the end. */
  readonly seconds?: number;
}) => void;

/** What all commands of one rehearsal share. */
export interface TerraformRunnerOptions {
  readonly binary: string;
  readonly folder: ScratchFolder;
  readonly environment: NodeJS.ProcessEnv;
  readonly signal: AbortSignal;
  readonly onProgress: ProgressListener;
}

/** What a command said when it did not fail. */
export interface CommandReport {
  /** The events of `-json`. */
  readonly events: readonly JsonRecord[];
  /** Warnings; errors only where the caller accepts a failure. */
  readonly diagnostics: readonly TerraformDiagnostic[];
  readonly failed: boolean;
}

const COMMON = ["-input=false", "-no-color"];

/** Runs the real binary over the scratch copy and turns what it says into failures and reports. */
export class TerraformRunner {
  private stack: JsonRecord = {};
  private lines: readonly string[] = [];
  private running: Promise<unknown> = Promise.resolve();

  public constructor(private readonly options: TerraformRunnerOptions) {}

  /** Puts a stack into the scratch copy; later messages are led back to its lines. */
  public async load(stack: JsonRecord): Promise<void> {
    const text = stackText(stack);
    this.stack = stack;
    this.lines = text.split("\n");
    await this.options.folder.writeStack(text);
  }

  /** Tells the listener about a step around what it does. */
  public async step<T>(step: Step, work: () => Promise<T>): Promise<T> {
    const started = performance.now();
    this.options.onProgress({ step, phase: "start" });
    try {
      return await work();
    } finally {
      this.options.onProgress({ step, phase: "end", seconds: (performance.now() - started) / 1000 });
    }
  }

  /**
   * `terraform init`, the one command whose messages are read as text: not every version has JSON for it.
   *
   * @param options more arguments. @default - none
   * @param graceMilliseconds time to tidy up after an abort. @default - none
   */
  public async init(options: readonly string[] = [], graceMilliseconds?: number): Promise<void> {
    const result = await this.run(["init", ...COMMON, ...options], graceMilliseconds);
    if (result.exitCode === 0) return;
    throw new TerraformFailure("init", plainDiagnostics(result.standardError, result.standardOutput));
  }

  /**
   * Runs a command with `-json`.
   *
   * @throws TerraformFailure when the command fails, unless the caller accepts that
   */
  public async runJson(
    step: Step,
    command: readonly string[],
    accept: "success" | "any" = "success",
  ): Promise<CommandReport> {
    const result = await this.run(command);
    const failed = result.exitCode !== 0;
    const diagnostics = this.diagnosticsOf(result, failed);
    if (failed && accept === "success") throw new TerraformFailure(step, diagnostics);
    return { events: readEvents(result.standardOutput), diagnostics, failed };
  }

  /** Resolves when no command runs any more. */
  public async idle(): Promise<void> {
    await this.running.catch(() => undefined);
  }

  private diagnosticsOf(result: CommandResult, failed: boolean): readonly TerraformDiagnostic[] {
    const diagnostics = readDiagnostics(result.standardOutput, this.stack, this.lines);
    if (!failed || diagnostics.some((diagnostic) => diagnostic.severity === "error")) return diagnostics;
    return [...diagnostics, ...plainDiagnostics(result.standardError, result.standardOutput)];
  }

  private async run(command: readonly string[], graceMilliseconds?: number): Promise<CommandResult> {
    const running = runTerraform({
      binary: this.options.binary,
      arguments: command,
      directory: this.options.folder.stack,
      environment: this.options.environment,
      signal: this.options.signal,
      ...(graceMilliseconds === undefined ? {} : { graceMilliseconds }),
    });
    this.running = running;
    return running;
  }
}

/** Arguments every command but `validate` takes. */
export const JSON_ARGUMENTS: readonly string[] = ["-json", ...COMMON];
