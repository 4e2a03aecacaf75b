import { existsSync, mkdirSync, readdirSync, renameSync, rmSync, writeFileSync } from "node:fs";
import { basename, dirname, join, resolve } from "node:path";
import { AnnotationMetadataEntryType, App, type AppConfig, TerraformStack } from "cdktf";
import type { IConstruct } from "constructs";
import { PalisadeError, type Problem } from "../../lib/core/errors";
import { sharedStateProblems } from "./shared-state";

/** Options of `synthesize`. */
export interface SynthesizeOptions {
  /** Folder the result is swapped into. */
  readonly outputDirectory: string;
  /** Context of the app, as in cdktf. @default - cdktf's own */
  readonly context?: NonNullable<AppConfig["context"]>;
}

/** One synthesized stack. */
export interface SynthesizedStack {
  /** Stack name. */
  readonly name: string;
  /** Seconds spent on writing it; building its constructs not counted. */
  readonly seconds: number;
}

/** File in the output folder that says how long each stack took. */
export const TIMINGS_FILE = "palisade.json";

/**
 * Builds an app, checks every stack, and swaps the result into the output folder: all problems of all stacks are
 * reported at once, and when there is one, the folder stays as it was. cdktf alone stops at the first bad stack, goes
 * on after errors when its CLI tells it to, and writes while it checks.
 *
 * @throws PalisadeError listing every problem of every stack
 */
export function synthesize(options: SynthesizeOptions, build: (app: App) => void): readonly SynthesizedStack[] {
  const target = resolve(options.outputDirectory);
  const partial = join(dirname(target), `.${basename(target)}.partial-${process.pid}`);
  mkdirSync(dirname(target), { recursive: true });
  rmSync(partial, { recursive: true, force: true });
  try {
    const app = new App({
      outdir: partial,
      skipValidation: true,
      ...(options.context === undefined ? {} : { context: options.context }),
    });
    build(app);
    const stacks = app.node.findAll().filter((node) => TerraformStack.isStack(node));
    const timings = stacks.map((stack) => timed(stack));
    app.synth();
    const problems = [...outsideOfStacks(app), ...sharedStateProblems(stacks), ...stacks.flatMap(problemsOf)];
    if (problems.length > 0) throw new PalisadeError(problems);
    const result = timings.map((timing) => timing());
    writeFileSync(
      join(partial, TIMINGS_FILE),
      `${JSON.stringify({ stacks: Object.fromEntries(result.map(({ name, seconds }) => [name, { seconds }])) })}\n`,
    );
    swap(partial, target);
    return result;
  } finally {
    rmSync(partial, { recursive: true, force: true });
  }
}

/** Wraps a stack's synthesizer: it measures, and an error annotation no longer hides the stacks after it. */
function timed(stack: TerraformStack): () => SynthesizedStack {
  const inner = stack.synthesizer;
  let seconds = 0;
  stack.synthesizer = {
    synthesize(session) {
      const start = performance.now();
      try {
        inner.synthesize(session);
      } catch (error) {
        // The annotations are read from the tree afterwards; anything else is a fault to report as it is.
        if (!hasErrorAnnotation(stack)) throw error;
      } finally {
        seconds = (performance.now() - start) / 1000;
      }
    },
  };
  return () => ({ name: stack.node.id, seconds });
}

function errorAnnotations(node: IConstruct): Problem[] {
  return node.node.metadata
    .filter((entry) => entry.type === AnnotationMetadataEntryType.ERROR)
    .map((entry) => ({
      what: String(entry.data),
      doThis: "mend what the annotation says",
      where: node.node.path,
    }));
}

function hasErrorAnnotation(stack: TerraformStack): boolean {
  return stack.node.findAll().some((node) => errorAnnotations(node).length > 0);
}

function problemsOf(stack: TerraformStack): Problem[] {
  return stack.node.findAll().flatMap((node) => [...errorAnnotations(node), ...validationProblems(node)]);
}

/** Our own validations give a formatted problem; others give a sentence. */
function validationProblems(node: IConstruct): Problem[] {
  return node.node.validate().map((message) => {
    const [head = "", ...rest] = message.split("\n");
    const doThis = rest.find((line) => line.startsWith("  do this: "))?.slice("  do this: ".length);
    const allowed = rest.find((line) => line.startsWith("  allowed: "))?.slice("  allowed: ".length);
    const own = doThis !== undefined;
    return {
      what: own ? head : message,
      doThis: doThis ?? "mend what the validation says",
      ...(allowed === undefined ? {} : { allowed }),
      ...(own && head.includes(": ") ? {} : { where: node.node.path }),
    };
  });
}

function outsideOfStacks(app: App): Problem[] {
  return app.node.children
    .filter((child) => !TerraformStack.isStack(child))
    .map((child) => ({
      what: "a construct stands outside of every stack, where cdktf drops it silently",
      allowed: "constructs inside a TerraformStack",
      doThis: "give it a stack as its scope",
      where: child.node.path,
    }));
}

/** Moves the new folder in place; what Terraform keeps in a stack's folder between runs moves along. */
function swap(partial: string, target: string): void {
  const retired = `${partial}.old`;
  rmSync(retired, { recursive: true, force: true });
  if (existsSync(target)) {
    const stacks = join(partial, "stacks");
    for (const stack of existsSync(stacks) ? readdirSync(stacks) : []) {
      const before = join(target, "stacks", stack);
      const kept = existsSync(before) ? readdirSync(before).filter((name) => name.startsWith(".terraform")) : [];
      for (const name of kept) renameSync(join(before, name), join(stacks, stack, name));
    }
    renameSync(target, retired);
  }
  renameSync(partial, target);
  rmSync(retired, { recursive: true, force: true });
}
