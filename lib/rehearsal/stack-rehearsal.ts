import { PalisadeError, type Problem } from "../core/errors";
import type { ImageLock } from "../images/image-lock";
import { isEmptyPlan, type PlanSummary } from "../sandbox/plan-summary";
import type { RealProviders } from "../sandbox/real-providers";
import { RealValidation, type SelectedProvider } from "../sandbox/real-validation";
import { Sandbox } from "../sandbox/sandbox";
import type { SandboxOptions } from "../sandbox/sandbox-parts";
import { type TerraformDiagnostic, TerraformFailure } from "../sandbox/terraform-failure";
import type { ProgressListener } from "../sandbox/terraform-runner";
import { Examination, type Note } from "../truth/examination";
import { examineStack } from "../truth/examine-stack";
import type { Depth, RehearsalEvent, RehearsalStep, StackFailure, StackReport, Verdict } from "./report";
import type { PlacedStack } from "./stack-graph";

/** What the rehearsal of one stack needs of the run. */
export interface StackRehearsalOptions {
  readonly stack: PlacedStack;
  /** How far it goes. */
  readonly depth: Depth;
  /** Which digest each image's tag stands for. @default - nothing is known of digests */
  readonly imageLock?: ImageLock;
  /** Whether another stack of the run reads its state, so that it is applied in any case. */
  readonly isRead: boolean;
  /** Everything the sandbox needs besides the stack. */
  readonly sandbox: Omit<SandboxOptions, "stackDirectory" | "onProgress" | "signal">;
  /** Real providers to validate it with, and no further. @default - simulated ones */
  readonly realProviders?: RealProviders;
  /** Aborting ends the run. */
  readonly signal: AbortSignal;
  readonly onEvent: (event: RehearsalEvent) => void;
  /** Told the state as Terraform wrote it, after the apply. */
  readonly onState: (stack: string, state: object) => void;
}

function planNotEmpty(plan: PlanSummary): string {
  const touched = [...plan.changed, ...plan.replaced, ...plan.moved, ...plan.outputs.map((name) => `output.${name}`)];
  return [
    `a second plan right after the apply is not empty: ${plan.add} to add, ${plan.change} to change, ` +
      `${plan.replace} to replace, ${plan.destroy} to destroy`,
    ...touched.map((address) => `  ${address}`),
    "  do this: take out what differs from plan to plan, such as a time, a random value or an argument that is not kept",
  ].join("\n");
}

/** One stack on its way through a rehearsal: its sandbox, and what was measured and said. */
export class StackRehearsal {
  private sandbox: Sandbox | undefined;
  private validation: RealValidation | undefined;
  private isApplied = false;
  private verdict: Verdict = "passed";
  private seconds = 0;
  private readonly steps: { step: RehearsalStep; seconds: number }[] = [];
  private plan: PlanSummary | undefined;
  private protectedAddresses: readonly string[] = [];
  private refused: readonly string[] = [];
  private destroyed: number | undefined;
  private warnings: readonly TerraformDiagnostic[] = [];
  private doubts: readonly Problem[] = [];
  private notes: readonly Note[] = [];
  private providers: readonly SelectedProvider[] | undefined;
  private failure: StackFailure | undefined;
  private blockedBy: string | undefined;

  public constructor(private readonly options: StackRehearsalOptions) {}

  /** Looks at what Terraform cannot see. What would not work fails the stack, and `run` then does nothing. */
  public examine(): void {
    const started = performance.now();
    const { stack, imageLock } = this.options;
    const examination = new Examination(imageLock === undefined ? {} : { imageLock });
    const { problems, warnings, notes } = examineStack(stack.json, examination);
    const seconds = (performance.now() - started) / 1000;
    this.seconds += seconds;
    this.steps.push({ step: "examine", seconds });
    this.doubts = warnings;
    this.notes = notes;
    if (problems.length > 0) this.fail({ ...failureOf(new PalisadeError(problems)), step: "examine" });
  }

  /** Everything before the destroy. False when it failed; why is in the report. @throws the signal's reason after an abort */
  public async run(): Promise<boolean> {
    const { realProviders } = this.options;
    if (this.verdict === "passed") {
      await this.measured(() => (realProviders === undefined ? this.forward() : this.validateReally(realProviders)));
    }
    if (this.verdict !== "passed" || !this.isApplied) await this.close();
    this.announce();
    return this.verdict === "passed";
  }

  /** Destroys what was applied, in a full rehearsal. @throws the signal's reason after an abort */
  public async destroy(): Promise<boolean> {
    const { sandbox } = this;
    if (sandbox === undefined || this.options.depth !== "full") {
      await this.close();
      return true;
    }
    await this.measured(async () => {
      const report = await sandbox.destroy();
      this.protectedAddresses = report.protected;
      this.refused = report.refused;
      this.destroyed = report.destroyed;
    });
    await this.close();
    if (this.verdict !== "passed") this.announce();
    return this.verdict === "passed";
  }

  /** Records that a stack it waits for failed. One that failed by itself stays failed. */
  public skip(because: string): void {
    if (this.verdict !== "failed") {
      this.verdict = "skipped";
      this.blockedBy = because;
    }
    this.announce();
  }

  /** Stops everything that belongs to the stack. May be called repeatedly. */
  public async close(): Promise<void> {
    await this.sandbox?.close();
    await this.validation?.close();
    this.sandbox = undefined;
    this.validation = undefined;
  }

  /** What came of the stack so far. */
  public report(): StackReport {
    const { name, resources } = this.options.stack;
    return {
      name,
      resources,
      verdict: this.verdict,
      seconds: this.seconds,
      steps: [...this.steps],
      ...(this.plan === undefined ? {} : { plan: this.plan }),
      protected: this.protectedAddresses,
      refused: this.refused,
      ...(this.destroyed === undefined ? {} : { destroyed: this.destroyed }),
      ...(this.providers === undefined ? {} : { providers: this.providers }),
      warnings: this.warnings,
      doubts: this.doubts,
      notes: this.notes,
      ...(this.failure === undefined ? {} : { failure: this.failure }),
      ...(this.blockedBy === undefined ? {} : { blockedBy: this.blockedBy }),
    };
  }

  private async forward(): Promise<void> {
    const { depth, isRead, stack, onState } = this.options;
    const sandbox = await this.open();
    await sandbox.init();
    this.warnings = warningsIn(await sandbox.validate());
    if (depth === "validate" && !isRead) return;
    this.plan = await sandbox.plan();
    if (depth !== "full" && !isRead) return;
    await sandbox.apply();
    this.isApplied = true;
    onState(stack.name, sandbox.stateJson());
    if (depth !== "full") return;
    const second = await sandbox.replan();
    if (!isEmptyPlan(second))
      this.fail({ step: "replan", message: planNotEmpty(second), problems: [], diagnostics: [] });
  }

  private async validateReally(providers: RealProviders): Promise<void> {
    const { stack, sandbox, signal } = this.options;
    const validation = await RealValidation.open({
      stackDirectory: stack.directory,
      terraformBinary: sandbox.terraformBinary,
      providers,
      signal,
      onProgress: this.onProgress,
    });
    this.validation = validation;
    this.providers = await validation.init();
    this.warnings = warningsIn(await validation.validate());
  }

  private async open(): Promise<Sandbox> {
    const { stack, sandbox, signal } = this.options;
    const opened = await Sandbox.open({
      ...sandbox,
      stackDirectory: stack.directory,
      signal,
      onProgress: this.onProgress,
    });
    this.sandbox = opened;
    return opened;
  }

  private readonly onProgress: ProgressListener = ({ step, phase, seconds = 0 }) => {
    const { stack, onEvent } = this.options;
    if (phase === "start") {
      onEvent({ kind: "step", stack: stack.name, step, phase });
      return;
    }
    this.steps.push({ step, seconds });
    onEvent({ kind: "step", stack: stack.name, step, phase, seconds });
  };

  private async measured(work: () => Promise<void>): Promise<void> {
    const started = performance.now();
    try {
      await work();
    } catch (error) {
      this.options.signal.throwIfAborted();
      this.fail(failureOf(error));
    } finally {
      this.seconds += (performance.now() - started) / 1000;
    }
  }

  private fail(failure: StackFailure): void {
    this.verdict = "failed";
    this.failure = failure;
  }

  private announce(): void {
    const { stack, onEvent } = this.options;
    onEvent({ kind: "stack", stack: stack.name, verdict: this.verdict, seconds: this.seconds });
  }
}

function warningsIn(diagnostics: readonly TerraformDiagnostic[]): readonly TerraformDiagnostic[] {
  return diagnostics.filter(({ severity }) => severity === "warning");
}

function failureOf(error: unknown): StackFailure {
  const message = error instanceof Error ? error.message : String(error);
  if (error instanceof TerraformFailure) {
    const { step, problems, diagnostics } = error;
    return { step, message, problems, diagnostics };
  }
  return { message, problems: error instanceof PalisadeError ? error.problems : [], diagnostics: [] };
}
