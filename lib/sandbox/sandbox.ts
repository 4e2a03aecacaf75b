import { writeFile } from "node:fs/promises";
import { join } from "node:path";
import { isJsonRecord, type JsonRecord, listAt, textAt } from "../core/json";
import { type PlanSummary, summarizePlan } from "./plan-summary";
import { backendOf } from "./remote-states";
import { assembleSandbox, type SandboxOptions, type SandboxParts } from "./sandbox-parts";
import { protectedAddresses, withoutPreventDestroy } from "./scratch-stack";
import { type Step, type TerraformDiagnostic, TerraformFailure } from "./terraform-failure";
import { JSON_ARGUMENTS } from "./terraform-runner";

/** What came of destroying a stack. */
export interface DestroyReport {
  /** Addresses that carry `prevent_destroy`. */
  readonly protected: readonly string[];
  /** Addresses that Terraform refused to destroy while they still carried it: those of them that existed. */
  readonly refused: readonly string[];
  /** Resources destroyed after the protection was taken out of the scratch copy. */
  readonly destroyed: number;
}

const PLAN_FILE = "rehearsal.tfplan";
const STATE_FILE = "rehearsal.tfstate";

/**
 * One synthesized stack with the real Terraform, simulated providers and a state of its own. Call the steps in order:
 * `init`, `validate`, `plan`, `apply`, `replan`, `destroy`; always `close` at the end. Every step throws
 * `TerraformFailure` when Terraform refuses, and the signal's reason after an abort.
 */
export class Sandbox {
  private stack: JsonRecord;
  private planned = false;
  private closing: Promise<void> | undefined;

  private constructor(private readonly parts: SandboxParts) {
    this.stack = parts.original;
  }

  /**
   * Copies the stack, starts its providers and its state. Nothing is left behind when it throws.
   *
   * @throws PalisadeError when the folder holds no stack, when a binding or type is missing, or when the stack reads a
   * state that no stack wrote
   */
  public static async open(options: SandboxOptions): Promise<Sandbox> {
    return new Sandbox(await assembleSandbox(options));
  }

  /** Prepares the scratch copy. Downloads nothing. */
  public async init(): Promise<void> {
    await this.step("init", () => this.parts.runner.init());
  }

  /** Checks the stack without planning it. Gives Terraform's warnings. */
  public async validate(): Promise<readonly TerraformDiagnostic[]> {
    const report = await this.step("validate", () => this.parts.runner.runJson("validate", ["validate", "-json"]));
    return report.diagnostics;
  }

  /** Plans the stack over its state, which is empty at first. */
  public async plan(): Promise<PlanSummary> {
    return this.step("plan", async () => {
      const report = await this.parts.runner.runJson("plan", ["plan", ...JSON_ARGUMENTS, `-out=${PLAN_FILE}`]);
      this.planned = true;
      return summarizePlan(report.events);
    });
  }

  /** Applies the last plan, or plans and applies when there is none. From then on others can read the stack's state. */
  public async apply(): Promise<void> {
    await this.step("apply", async () => {
      const what = this.planned ? [PLAN_FILE] : ["-auto-approve"];
      this.planned = false;
      await this.parts.runner.runJson("apply", ["apply", ...JSON_ARGUMENTS, ...what]);
    });
    const backend = backendOf(this.stack);
    const applied = this.parts.state.bytes;
    if (backend !== undefined) this.parts.remoteStates.register(backend, () => applied);
  }

  /** Plans once more over the applied state. A stack that is sound has nothing left to do: see `isEmptyPlan`. */
  public async replan(): Promise<PlanSummary> {
    const report = await this.step("replan", () => this.parts.runner.runJson("replan", ["plan", ...JSON_ARGUMENTS]));
    return summarizePlan(report.events);
  }

  /**
   * Shows that what must not be lost cannot be destroyed, then takes the protection out of the scratch copy and
   * destroys everything.
   *
   * @throws TerraformFailure when the stack cannot be destroyed
   * @throws Error when something is protected and Terraform would destroy it all the same
   */
  public async destroy(): Promise<DestroyReport> {
    return this.step("destroy", async () => {
      const scratch = this.parts.toScratch(this.stack);
      const guarded = protectedAddresses(scratch);
      const refused = guarded.length === 0 ? [] : await this.showRefusals(scratch);
      if (guarded.length > 0) await this.parts.runner.load(withoutPreventDestroy(scratch));
      const { runner } = this.parts;
      const report = await runner.runJson("destroy", ["destroy", ...JSON_ARGUMENTS, "-auto-approve"]);
      return { protected: guarded, refused, destroyed: summarizePlan(report.events).destroy };
    });
  }

  /**
   * Puts another version of the synthesized stack in place, to plan a change over the state. Providers and types must
   * be those of the stack that was opened.
   */
  public async replaceStack(change: (stack: JsonRecord) => JsonRecord): Promise<void> {
    this.stack = change(structuredClone(this.stack));
    this.planned = false;
    await this.parts.runner.load(this.parts.toScratch(this.stack));
  }

  /** The state as Terraform wrote it; an empty object before the first apply. */
  public stateJson(): JsonRecord {
    const text = Buffer.from(this.parts.state.bytes).toString("utf8");
    const state: unknown = text === "" ? {} : JSON.parse(text);
    return isJsonRecord(state) ? state : {};
  }

  /**
   * Keeps the scratch copy after `close`, with the state in a file beside it, for someone to look into.
   *
   * @returns the folder that holds both; the caller removes it
   */
  public async keep(): Promise<string> {
    const { folder, state } = this.parts;
    folder.keep();
    await writeFile(join(folder.stack, STATE_FILE), state.bytes);
    return folder.stack;
  }

  /** Kills what still runs, stops the servers and removes the scratch copy. May be called at any time and repeatedly. */
  public async close(): Promise<void> {
    this.closing ??= this.parts.dismantle();
    await this.closing;
  }

  /**
   * Lets Terraform refuse every protected resource. It does not go on to what a refused resource depends on, so the
   * refused ones are freed and it is asked again until it refuses nothing.
   */
  private async showRefusals(scratch: JsonRecord): Promise<readonly string[]> {
    const { runner } = this.parts;
    const refused = new Set<string>();
    for (let stack = scratch; ; stack = withoutPreventDestroy(scratch, refused)) {
      await runner.load(stack);
      const report = await runner.runJson("destroy", ["plan", "-destroy", "-refresh=false", ...JSON_ARGUMENTS], "any");
      if (!report.failed) break;
      const found = report.diagnostics
        .map(refusedAddress)
        .filter((address) => address !== undefined && !refused.has(address));
      if (found.length === 0) throw new TerraformFailure("destroy", report.diagnostics);
      for (const address of found) if (address !== undefined) refused.add(address);
    }
    const overlooked = protectedAddresses(scratch).filter((address) => !refused.has(address) && this.holds(address));
    if (overlooked.length > 0)
      throw new Error(`Terraform would destroy ${overlooked.join(", ")} despite prevent_destroy`);
    return [...refused];
  }

  private holds(address: string): boolean {
    return listAt(this.stateJson(), "resources").some(
      (resource) => `${textAt(resource, "type")}.${textAt(resource, "name")}` === address,
    );
  }

  private step<T>(step: Step, work: () => Promise<T>): Promise<T> {
    return this.parts.runner.step(step, work);
  }
}

/**
 * The resource a message says is protected, without its instance key; undefined for any other message. Terraform writes
 * "Resource x has lifecycle.prevent_destroy set", OpenTofu "Resource instance x has prevent_destroy set".
 */
function refusedAddress(diagnostic: TerraformDiagnostic): string | undefined {
  return /Resource (?:instance )?([^\s[]+)\S* has (?:lifecycle\.)?prevent_destroy/.exec(diagnostic.detail)?.[1];
}
