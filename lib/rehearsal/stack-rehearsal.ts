import { PalisadeError } from "../core/errors";
import { isEmptyPlan, type PlanSummary } from "../sandbox/plan-summary";
import { Sandbox } from "../sandbox/sandbox";
import type { SandboxOptions } from "../sandbox/sandbox-parts";
import { formatDiagnostic, type Step, type TerraformDiagnostic, TerraformFailure } from "../sandbox/terraform-failure";
import type { Note } from "../truth/examination";
import { examineStack } from "../truth/examine-stack";
import type { Depth, RehearsalEvent, StackFailure, StackReport, Verdict } from "./report";
import type { PlacedStack } from "./stack-graph";

/** What the rehearsal of one stack needs of the run. */
export interface StackRehearsalOptions {
  readonly stack: PlacedStack;
  /** How far it goes. */
  readonly depth: Depth;
  /** Whether another stack of the run reads its state, so that it is applied in any case. */
  readonly isRead: boolean;
  /** Everything the sandbox needs besides the stack. */
  readonly sandbox: Omit<SandboxOptions, "stackDirectory" | "onProgress" | "signal">;
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
  private isApplied = false;
  private verdict: Verdict = "passed";
  private seconds = 0;
  private readonly steps: { step: Step; seconds: number }[] = [];
  private plan: PlanSummary | undefined;
  private protectedAddresses: readonly string[] = [];
  private refused: readonly string[] = [];
  private destroyed: number | undefined;
  private warnings: readonly TerraformDiagnostic[] = [];
  private notes: readonly Note[] = [];
  private failure: StackFailure | undefined;
  private blockedBy: string | undefined;

  public constructor(private readonly options: StackRehearsalOptions) {}

  /** Everything before the destroy. False when it failed; why is in the report. @throws the signal's reason after an abort */
  public async run(): Promise<boolean> {
    await this.measured(() => this.forward());
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

  /** Records that a stack it waits for failed. */
  public skip(because: string): void {
    this.verdict = "skipped";
    this.blockedBy = because;
    this.announce();
  }

  /** Stops everything that belongs to the stack. May be called repeatedly. */
  public async close(): Promise<void> {
    await this.sandbox?.close();
    this.sandbox = undefined;
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
      warnings: this.warnings,
      notes: this.notes,
      ...(this.failure === undefined ? {} : { failure: this.failure }),
      ...(this.blockedBy === undefined ? {} : { blockedBy: this.blockedBy }),
    };
  }

  private async forward(): Promise<void> {
    const { depth, isRead, stack, onState } = this.options;
    this.examine();
    const sandbox = await this.open();
    await sandbox.init();
    const diagnostics = await sandbox.validate();
    this.warnings = diagnostics.filter((diagnostic) => diagnostic.severity === "warning");
    if (depth === "validate" && !isRead) return;
    this.plan = await sandbox.plan();
    if (depth !== "full" && !isRead) return;
    await sandbox.apply();
    this.isApplied = true;
    onState(stack.name, sandbox.stateJson());
    if (depth !== "full") return;
    const second = await sandbox.replan();
    if (!isEmptyPlan(second)) this.fail({ step: "replan", message: planNotEmpty(second), diagnostics: [] });
  }

  /** What Terraform cannot see comes first. @throws PalisadeError listing everything that would not work */
  private examine(): void {
    const { problems, notes } = examineStack(this.options.stack.json);
    this.notes = notes;
    if (problems.length > 0) throw new PalisadeError(problems);
  }

  private async open(): Promise<Sandbox> {
    const { stack, sandbox, signal, onEvent } = this.options;
    const opened = await Sandbox.open({
      ...sandbox,
      stackDirectory: stack.directory,
      signal,
      onProgress: ({ step, phase, seconds }) => {
        if (phase === "start") {
          onEvent({ kind: "step", stack: stack.name, step, phase });
          return;
        }
        this.steps.push({ step, seconds: seconds ?? 0 });
        onEvent({ kind: "step", stack: stack.name, step, phase, seconds: seconds ?? 0 });
      },
    });
    this.sandbox = opened;
    return opened;
  }

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

function failureOf(error: unknown): StackFailure {
  if (error instanceof TerraformFailure) {
    const errors = error.diagnostics.filter((diagnostic) => diagnostic.severity === "error");
    return {
      step: error.step,
      message: errors.map(formatDiagnostic).join("\n\n"),
      diagnostics: error.diagnostics,
    };
  }
  return { message: error instanceof Error ? error.message : String(error), diagnostics: [] };
}
