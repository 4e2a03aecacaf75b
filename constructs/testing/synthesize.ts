import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { type App, type AppConfig, LocalBackend, TerraformStack } from "cdktf";
import { synthesize as synthesizeInto } from "../core/synthesize";
import { addValidations } from "../core/validations";
import { SynthesizedApp, type SynthesizedStack } from "./synthesized-app";

/** Options of `synthesize`. */
export interface SynthesizeTestOptions {
  /** Context of the app, as in cdktf. @default - cdktf's own */
  readonly context?: NonNullable<AppConfig["context"]>;
}

/**
 * Synthesizes an app the way `cdktf synth` does, unlike cdktf's own `Testing.synth`: every stack is prepared, so that
 * references between stacks come out right, validations run, and error annotations count as errors.
 *
 * ```ts
 * const app = synthesize((app) => new ShopStack(app, "shop"));
 * expect(app.stack("shop").resource.aws_vpc?.main).toMatchObject({ cidr_block: "10.0.0.0/16" });
 * ```
 *
 * @throws PalisadeError with every problem of every stack
 */
export function synthesize(build: (app: App) => unknown, options: SynthesizeTestOptions = {}): SynthesizedApp {
  const scratch = mkdtempSync(join(tmpdir(), "palisade-testing-"));
  try {
    const outputDirectory = join(scratch, "cdktf.out");
    const stacks = synthesizeInto({ outputDirectory, ...options }, (app) => {
      build(app);
    });
    return new SynthesizedApp(
      outputDirectory,
      stacks.map((stack) => stack.name),
    );
  } finally {
    rmSync(scratch, { recursive: true, force: true });
  }
}

/** Name of the stack that `synthesizeStack` makes. */
const STACK_NAME = "test";

/**
 * Synthesizes constructs in a stack made for them, with a backend and the checks that close cdktf's silent traps.
 * Declare the providers they need in it.
 *
 * @throws PalisadeError with every problem of the stack
 */
export function synthesizeStack(
  build: (stack: TerraformStack) => unknown,
  options: SynthesizeTestOptions = {},
): SynthesizedStack {
  return synthesize((app) => {
    const stack = new TerraformStack(app, STACK_NAME);
    new LocalBackend(stack, { path: `${STACK_NAME}.tfstate` });
    addValidations(stack);
    build(stack);
  }, options).stack(STACK_NAME);
}
