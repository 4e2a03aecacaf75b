import { readFileSync } from "node:fs";
import type { TerraformStack } from "cdktf";
import type { IValidation } from "constructs";
import { formatProblem } from "../../../lib/core/errors";
import { isJsonRecord, type JsonRecord } from "../../../lib/core/json";
import { examineStack } from "../../../lib/truth/examine-stack";

/** Files of stacks that were written already, so that nobody renders one a second time. */
const written = new WeakMap<TerraformStack, string>();

/** Remembers the file a stack was written to, for its validations. */
export function rememberWritten(stack: TerraformStack, file: string): void {
  written.set(stack, file);
}

/** What no schema of Terraform sees, such as a chart value that does not exist, is an error at synth. */
export class Truthful implements IValidation {
  public constructor(private readonly stack: TerraformStack) {}

  public validate(): string[] {
    return examineStack(this.synthesized()).problems.map(formatProblem);
  }

  /** The stack as cdktf wrote it, or would: an app that calls `app.synth()` by itself is checked before it writes. */
  private synthesized(): JsonRecord {
    const file = written.get(this.stack);
    const json: unknown = file === undefined ? this.stack.toTerraform() : JSON.parse(readFileSync(file, "utf8"));
    return isJsonRecord(json) ? json : {};
  }
}
