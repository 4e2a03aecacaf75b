import { readFileSync } from "node:fs";
import type { TerraformStack } from "cdktf";
import type { IValidation } from "constructs";
import { formatProblem, type Problem } from "../../../lib/core/errors";
import { isJsonRecord, type JsonRecord } from "../../../lib/core/json";
import { Examination } from "../../../lib/truth/examination";
import type * as Examining from "../../../lib/truth/examine-stack";
import { imageLockOf } from "../image-lock";

// biome-ignore lint/style/noCommonJs: what examines a stack is loaded with the first stack, not with every family.
const loadExamination = (): typeof Examining => require("../../../lib/truth/examine-stack");

/** Files of stacks that were written already, so that nobody renders one a second time. */
const written = new WeakMap<TerraformStack, string>();

/** Remembers the file a stack was written to, for its validations. */
export function rememberWritten(stack: TerraformStack, file: string): void {
  // cdktf can write HCL in its place, which is not read here.
  if (file.endsWith(".json")) written.set(stack, file);
}

/** What would work in a stack and should not stay, as its last examination found it. */
const warnings = new WeakMap<TerraformStack, readonly Problem[]>();

/** The warnings of a stack that was validated; none for one that has no such validation. */
export function warningsOf(stack: TerraformStack): readonly Problem[] {
  return warnings.get(stack) ?? [];
}

/** What no schema of Terraform sees, such as a chart value that does not exist, is an error at synth. */
export class Truthful implements IValidation {
  public constructor(private readonly stack: TerraformStack) {}

  public validate(): string[] {
    const imageLock = imageLockOf(this.stack);
    const examination = new Examination({ keepsFacts: false, ...(imageLock === undefined ? {} : { imageLock }) });
    loadExamination().examineStack(writtenJson(this.stack), examination);
    warnings.set(this.stack, examination.warnings);
    return examination.problems.map(formatProblem);
  }
}

/** The stack as cdktf wrote it, or would: an app that calls `app.synth()` by itself is checked before it writes. */
export function writtenJson(stack: TerraformStack): JsonRecord {
  const file = written.get(stack);
  const json: unknown = file === undefined ? stack.toTerraform() : JSON.parse(readFileSync(file, "utf8"));
  return isJsonRecord(json) ? json : {};
}
