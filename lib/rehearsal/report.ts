import type { Problem } from "../core/errors";
import type { PlanSummary } from "../sandbox/plan-summary";
import type { SelectedProvider } from "../sandbox/real-validation";
import type { Step, TerraformDiagnostic } from "../sandbox/terraform-failure";
import type { Note } from "../truth/examination";

/**
 * How far a rehearsal goes.
 *
 * - `validate`: init and validate.
 * - `plan`: also plan.
 * - `full`: also apply, plan again, which must find nothing to do, and destroy.
 *
 * A stack whose state others of the same run read is applied in any case: without its state the others cannot be
 * planned.
 */
export type Depth = "validate" | "plan" | "full";

/** Which providers Terraform ran with: ours, which need no account, or those that deploy. */
export type ProviderKind = "simulated" | "real";

/** What is done with a stack, in order: what Terraform cannot see is looked at first. */
export type RehearsalStep = "examine" | Step;

/** What a stack was found to be. `skipped`: a stack it waits for failed. */
export type Verdict = "passed" | "failed" | "skipped";

/** Why a stack failed. */
export interface StackFailure {
  /** The step that failed. @default - it failed before the first step, or between two */
  readonly step?: RehearsalStep;
  /** The whole message, as it is shown. */
  readonly message: string;
  /** What Palisade found, piece by piece; empty when it was Terraform that refused. */
  readonly problems: readonly Problem[];
  /** What Terraform said, piece by piece; empty when it was not Terraform that refused. */
  readonly diagnostics: readonly TerraformDiagnostic[];
}

/** What came of one stack. */
export interface StackReport {
  readonly name: string;
  /** Resources declared. */
  readonly resources: number;
  readonly verdict: Verdict;
  /** Wall time of all its steps. */
  readonly seconds: number;
  /** Wall time per step, in the order they ran. */
  readonly steps: readonly { readonly step: RehearsalStep; readonly seconds: number }[];
  /** What the first plan would do. @default - it was not planned */
  readonly plan?: PlanSummary;
  /** Addresses that carry `prevent_destroy`. */
  readonly protected: readonly string[];
  /** Addresses that Terraform refused to destroy while they were protected. */
  readonly refused: readonly string[];
  /** Resources destroyed. @default - it was not destroyed */
  readonly destroyed?: number;
  /** Real providers that Terraform chose for it. @default - the providers were simulated, or none was fetched */
  readonly providers?: readonly SelectedProvider[];
  /** Terraform's warnings. */
  readonly warnings: readonly TerraformDiagnostic[];
  /** What its examination found that would work and should not stay. */
  readonly doubts: readonly Problem[];
  /** What its examination found worth showing, such as the actions that a wildcard stands for. */
  readonly notes: readonly Note[];
  /** @default - it did not fail */
  readonly failure?: StackFailure;
  /** The stack it waited for, when it was skipped. @default - it was not skipped */
  readonly blockedBy?: string;
}

/** What came of a rehearsal. */
export interface RehearsalReport {
  /** `passed` only when every stack did. */
  readonly verdict: "passed" | "failed";
  /** With real ones a stack is validated, and not planned: there is no account to plan with. */
  readonly providers: ProviderKind;
  /** Wall time of the whole run. */
  readonly seconds: number;
  /** In dependency order. */
  readonly stacks: readonly StackReport[];
}

/** What is going on, for whoever shows it. */
export type RehearsalEvent =
  | { readonly kind: "step"; readonly stack: string; readonly step: Step; readonly phase: "start" }
  | {
      readonly kind: "step";
      readonly stack: string;
      readonly step: Step;
      readonly phase: "end";
      /** Wall time of the step. */
      readonly seconds: number;
    }
  | {
      /** Everything but the destroy is over for this stack. */
      readonly kind: "stack";
      readonly stack: string;
      readonly verdict: Verdict;
      /** Wall time so far. */
      readonly seconds: number;
    };
