/**
 * One thing that is wrong with an input, in the words of a colleague: what, got, allowed, do this, where.
 * Problems are made by named functions beside the rule they belong to, never spelled out at the call site twice.
 */
export interface Problem {
  /** What is wrong, as one sentence without a full stop. */
  readonly what: string;
  /** The value that was given. @default - the sentence in `what` already shows it */
  readonly got?: unknown;
  /** What would have been accepted. @default - left out of the message */
  readonly allowed?: string;
  /** The next step for the reader. */
  readonly doThis: string;
  /** Where the fact was read that the value goes against, with its version. @default - the rule is Palisade's own */
  readonly source?: string;
  /** Construct path, file or field the problem belongs to. @default - the checker's own path */
  readonly where?: string;
}

const MAX_SHOWN_CHARACTERS = 120;

/** JSON where there is such a form; numbers that JSON calls null, and objects that hold themselves, have none. */
function textOf(value: unknown): string {
  if (typeof value === "number" || typeof value === "bigint") return String(value);
  try {
    return JSON.stringify(value) ?? String(value);
  } catch {
    return Object.prototype.toString.call(value);
  }
}

/** A value as it should look in a message: quoted, on one line, cut when long. */
export function show(value: unknown): string {
  const text = textOf(value);
  return text.length > MAX_SHOWN_CHARACTERS ? `${text.slice(0, MAX_SHOWN_CHARACTERS - 1)}…` : text;
}

/** Renders one problem the way it is shown in a terminal. */
export function formatProblem(problem: Problem): string {
  const head = problem.where === undefined ? problem.what : `${problem.where}: ${problem.what}`;
  const lines = [head];
  if (problem.got !== undefined) lines.push(`  got: ${show(problem.got)}`);
  if (problem.allowed !== undefined) lines.push(`  allowed: ${problem.allowed}`);
  lines.push(`  do this: ${problem.doThis}`);
  if (problem.source !== undefined) lines.push(`  source: ${problem.source}`);
  return lines.join("\n");
}

/** Everything that is wrong with one input, thrown once. */
export class PalisadeError extends Error {
  /** All problems found, in the order they were found. */
  public readonly problems: readonly Problem[];

  public constructor(problems: readonly Problem[]) {
    super(problems.map(formatProblem).join("\n\n"));
    this.name = "PalisadeError";
    this.problems = problems;
    // The construct paths lead to the source. A trace would bury them, and node would print the problems once more.
    this.stack = `${this.name}: ${this.message}`;
    Object.defineProperty(this, "problems", { enumerable: false });
  }
}
