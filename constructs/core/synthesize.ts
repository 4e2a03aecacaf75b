import { cpSync, existsSync, mkdirSync, readdirSync, renameSync, rmSync, writeFileSync } from "node:fs";
import { basename, dirname, join, resolve } from "node:path";
import { AnnotationMetadataEntryType, App, type AppConfig, TerraformStack } from "cdktf";
import type { IConstruct } from "constructs";
import { formatProblem, PalisadeError, type Problem } from "../../lib/core/errors";
import { REFUSED_OUTPUT } from "../../lib/guardrails/refused-output";
import { eachOnce } from "../../lib/truth/each-once";
import { useImageLock } from "./image-lock";
import { type Judgement, judgeStacks, judgeTogether } from "./judgement";
import { sharedStateProblems } from "./shared-state";
import { rememberWritten, warningsOf, writtenJson } from "./validations/truthful";

/** Options of `synthesize`. */
export interface SynthesizeOptions {
  /** Folder the result is swapped into. */
  readonly outputDirectory: string;
  /** Context of the app, as in cdktf. @default - cdktf's own */
  readonly context?: NonNullable<AppConfig["context"]>;
  /**
   * Path of `images.lock.json`, which says the digest for each image's tag; see `docs/images.md`. A file that is not
   * there is a lock without entries. @default - no lock: images stay as they are written
   */
  readonly imageLock?: string;
  /**
   * Path of a file of findings that are accepted as they are, written by `palisade check --write-baseline`. They do not
   * stop the synth; new ones do. @default - every finding counts
   */
  readonly guardrailBaseline?: string;
}

/** One synthesized stack. */
export interface SynthesizedStack {
  /** Stack name. */
  readonly name: string;
  /** Seconds spent on writing it; building its constructs not counted. */
  readonly seconds: number;
  /** What works in it and should not stay, such as an image without a digest where people depend on it. */
  readonly warnings: readonly Problem[];
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
    if (options.imageLock !== undefined) useImageLock(app, options.imageLock);
    build(app);
    const stacks = app.node.findAll().filter((node) => TerraformStack.isStack(node));
    const timings = stacks.map((stack) => timed(stack));
    judgeTogether(app);
    app.synth();
    const judgement = judgeStacks(stacks, writtenJson, options.guardrailBaseline);
    const problems = [
      ...outsideOfStacks(app),
      ...sharedStateProblems(stacks),
      ...stacks.flatMap(problemsOf),
      ...(judgement.problems.length > 0 && leaveForJudges(app, partial) ? [refused()] : judgement.problems),
    ];
    if (problems.length > 0) throw new PalisadeError(problems);
    const result = timings.map((timing) => timing(judgement));
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

/**
 * `synthesize` for the main file of an app: whatever is wrong goes to standard error as it should be read, without a
 * stack trace, and the exit code is 1. Warnings go there too, and leave the exit code alone.
 *
 * @param build declares the stacks; problems with what it reads beforehand may be thrown here too
 */
export function synthesizeOrExplain(options: SynthesizeOptions, build: (app: App) => void): void {
  try {
    const warnings = synthesize(options, build).flatMap((stack) => stack.warnings);
    for (const warning of eachOnce(warnings)) process.stderr.write(`warning: ${formatProblem(warning)}\n\n`);
  } catch (error) {
    if (!(error instanceof PalisadeError)) throw error;
    process.stderr.write(`${error.message}\n`);
    process.exitCode = 1;
  }
}

/**
 * Copies what was refused to where `palisade check` asked for it: that command judges what may not be deployed, and says
 * itself why. Nothing else asks, and the synth fails all the same.
 *
 * @returns whether somebody asked
 */
function leaveForJudges(app: App, partial: string): boolean {
  const wanted: unknown = app.node.tryGetContext(REFUSED_OUTPUT);
  if (typeof wanted === "string") cpSync(partial, wanted, { recursive: true });
  return typeof wanted === "string";
}

function refused(): Problem {
  return {
    what: "the guardrails refuse what was synthesized",
    doThis: "see the report of palisade check",
  };
}

/** Wraps a stack's synthesizer: it measures, and an error annotation no longer hides the stacks after it. */
function timed(stack: TerraformStack): (judgement: Judgement) => SynthesizedStack {
  const inner = stack.synthesizer;
  let seconds = 0;
  stack.synthesizer = {
    synthesize(session) {
      const start = performance.now();
      try {
        inner.synthesize(session);
        rememberWritten(stack, join(session.outdir, session.manifest.forStack(stack).synthesizedStackPath));
      } catch (error) {
        // The annotations are read from the tree afterwards; anything else is a fault to report as it is.
        if (!hasErrorAnnotation(stack)) throw error;
      } finally {
        seconds = (performance.now() - start) / 1000;
      }
    },
  };
  return ({ warnings }) => ({
    name: stack.node.id,
    seconds,
    warnings: [...warningsOf(stack), ...(warnings.get(stack.node.id) ?? [])],
  });
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
    const part = (name: string) => rest.find((line) => line.startsWith(`  ${name}: `))?.slice(`  ${name}: `.length);
    const [got, allowed, doThis, source] = [part("got"), part("allowed"), part("do this"), part("source")];
    const own = doThis !== undefined;
    return {
      what: own ? head : message,
      doThis: doThis ?? "mend what the validation says",
      ...(own && got !== undefined ? { got: shown(got) } : {}),
      ...(own && allowed !== undefined ? { allowed } : {}),
      ...(own && source !== undefined ? { source } : {}),
      ...(own && head.includes(": ") ? {} : { where: node.node.path }),
    };
  });
}

/** A value as it was before it was written into a message. One that was cut there stays as it is. */
function shown(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return text;
  }
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

/** What synth writes into a stack's folder. Whatever else is there belongs to Terraform or to a person. */
const SYNTHESIZED = new Set(["cdk.tf.json", "cdk.tf", "metadata.json", "assets"]);

/**
 * Puts the new folder in place of the old one, then moves over what synth did not write. In this order, and with the old
 * folder back in its place when the new one cannot be moved, no state file is ever where something gets deleted.
 */
function swap(partial: string, target: string): void {
  if (!existsSync(target)) {
    renameSync(partial, target);
    return;
  }
  const retired = `${partial}.old-${Date.now()}`;
  renameSync(target, retired);
  try {
    renameSync(partial, target);
  } catch (error) {
    renameSync(retired, target);
    throw error;
  }
  carryOver(join(retired, "stacks"), join(target, "stacks"));
  rmSync(retired, { recursive: true, force: true });
}

/** A stack that is no longer in the app leaves its state behind, and nothing else. */
function carryOver(from: string, to: string): void {
  if (!existsSync(from)) return;
  for (const { name: stack } of readdirSync(from, { withFileTypes: true }).filter((entry) => entry.isDirectory())) {
    const folder = join(to, stack);
    const isKept = existsSync(folder)
      ? (name: string) => !SYNTHESIZED.has(name) && !existsSync(join(folder, name))
      : (name: string) => name.includes(".tfstate");
    for (const name of readdirSync(join(from, stack)).filter(isKept)) {
      mkdirSync(folder, { recursive: true });
      renameSync(join(from, stack, name), join(folder, name));
    }
  }
}
