import { writeFileSync } from "node:fs";
import { Checker } from "../core/checks";
import type { Problem } from "../core/errors";
import { recordAt, textAt } from "../core/json";
import {
  GUARDRAILS,
  isBlocked,
  judge,
  type ProfileName,
  type Rule,
  type StackInput,
  type Verdicts,
} from "../guardrails";
import { Baseline } from "../guardrails/baseline";
import { complianceReport } from "../guardrails/reports/compliance";
import { jsonReport } from "../guardrails/reports/json";
import { junitReport } from "../guardrails/reports/junit";
import { markdownReport } from "../guardrails/reports/markdown";
import type { Report } from "../guardrails/reports/report";
import { sarifReport } from "../guardrails/reports/sarif";
import { terminalReport } from "../guardrails/reports/terminal";
import { count } from "../rehearsal/table";
import { JUDGED_BY, MARKS } from "../truth/synthesized-resource";
import { callerEnvironment } from "./caller";
import { checkedStacks } from "./checked-stacks";
import { ExitCode } from "./exit-code";
import { loadRules } from "./own-rules";
import { print, printNotice } from "./print";
import { TemporaryFolder } from "./temporary-folder";

/** Forms of the report beside the one for a terminal, each an option of that name. */
const FORMATS = ["json", "sarif", "markdown", "junit", "compliance"] as const;

type Format = (typeof FORMATS)[number];

/** Options of `palisade check`. */
export interface CheckOptions extends Readonly<Record<Format, boolean>> {
  /** File the report is written to. @default - standard output */
  readonly output?: string;
  /** File of findings that were accepted before. @default - none */
  readonly baseline?: string;
  /** File to write today's findings to. @default - none */
  readonly writeBaseline?: string;
  /** Files of a team's own rules. */
  readonly rules: readonly string[];
  /** Profile of stacks that name none. */
  readonly profile: ProfileName;
  /** Show everything in the terminal. */
  readonly all: boolean;
  /** Address of docs/guardrails.md, for SARIF. @default - none */
  readonly documentationUrl?: string;
}

function severalFormats(formats: readonly string[]): Problem {
  return {
    what: "a report has one form",
    got: formats.map((format) => `--${format}`).join(" "),
    doThis: "leave all but one of them out, and run the check once for each",
  };
}

function notWritable(file: string, error: unknown): Problem {
  return {
    what: "the file cannot be written",
    got: error instanceof Error ? error.message : String(error),
    doThis: "check that its folder is there and may be written to",
    where: file,
  };
}

function malformedUrl(got: string): Problem {
  return {
    what: "--documentation-url is no address",
    got,
    allowed: "an absolute one, such as https://docs.example.org/guardrails",
    doThis: "write it in full, or leave it out",
  };
}

/**
 * `palisade check [environment|stack|folder…]`. Gives the exit code: failed when something blocks.
 *
 * @throws PalisadeError for wrong options, names, files of rules and baselines; AppFailure when the app fails
 */
export async function checkCommand(
  names: readonly string[],
  options: CheckOptions,
  signal: AbortSignal,
): Promise<number> {
  const format = formatOf(options);
  const accepted = options.baseline === undefined ? undefined : Baseline.read(options.baseline);
  const rules = [...GUARDRAILS, ...(await loadRules(options.rules))];
  const folder = new TemporaryFolder();
  try {
    const { inputs, judged: named, files, unread } = await checkedStacks(names, folder, signal);
    if (unread.length > 0) printNotice(`not read, since they are no JSON: ${unread.join(", ")}`);
    const stacks = inputs.map((input) => withProfile(input, options.profile));
    const judged = (baseline: Baseline | undefined): Verdicts =>
      judge(stacks, {
        rules,
        today: new Date().toISOString().slice(0, 10),
        isJudged: ({ name }) => named.has(name),
        ...(baseline === undefined ? {} : { baseline: baseline.fingerprints }),
      });
    const found = judged(accepted);
    const written = writeBaseline(found, rules, options.writeBaseline);
    const verdicts = written === undefined ? found : judged(written);
    // What was just written holds nothing that is gone.
    const gone = written === undefined ? accepted?.goneFrom(found) : [];
    show({ verdicts, rules, files, ...(gone === undefined ? {} : { gone }) }, format, options);
    return isBlocked(verdicts) ? ExitCode.failed : ExitCode.passed;
  } finally {
    folder.remove();
  }
}

function formatOf(options: CheckOptions): Format | undefined {
  const check = new Checker("palisade check");
  const formats = FORMATS.filter((format) => options[format]);
  check.that(formats.length <= 1, () => severalFormats(formats));
  const url = options.documentationUrl;
  if (url !== undefined) check.that(URL.canParse(url), () => malformedUrl(url));
  check.done();
  return formats[0];
}

/** The same stack, judged by a profile where it does not name one itself. */
function withProfile({ name, json }: StackInput, profile: ProfileName): StackInput {
  const comment = recordAt(json, "//");
  const marks = recordAt(comment, MARKS);
  const guardrails = recordAt(marks, JUDGED_BY);
  if (textAt(guardrails, "profile") !== undefined) return { name, json };
  return {
    name,
    json: { ...json, "//": { ...comment, [MARKS]: { ...marks, [JUDGED_BY]: { ...guardrails, profile } } } },
  };
}

function writeBaseline(found: Verdicts, rules: readonly Rule[], file: string | undefined): Baseline | undefined {
  if (file === undefined) return undefined;
  const baseline = Baseline.of(found, rules);
  writing(file, () => baseline.write(file));
  printNotice(`${file} written: ${count(baseline.entries.length, "finding")} accepted as it is today`);
  return baseline;
}

function show(report: Report, format: Format | undefined, options: CheckOptions): void {
  const { output, all } = options;
  const isColoured =
    output === undefined && process.stdout.isTTY === true && (callerEnvironment()["NO_COLOR"] ?? "") === "";
  const forReader = (colour: boolean): string => terminalReport(report, { all, colour });
  const text = format === undefined ? forReader(isColoured) : rendered(report, format, options);
  if (output === undefined) print(text.replace(/\n$/, ""));
  else {
    writing(output, () => writeFileSync(output, text.endsWith("\n") ? text : `${text}\n`));
    printNotice(`${output} written`);
  }
  // What goes into a file or to a program leaves the reader without a word on why the check failed.
  if (format !== undefined || output !== undefined) printNotice(forReader(false));
}

function rendered(report: Report, format: Format, { documentationUrl }: CheckOptions): string {
  switch (format) {
    case "json":
      return jsonReport(report);
    case "sarif":
      return sarifReport(report, documentationUrl === undefined ? {} : { documentationUrl });
    case "markdown":
      return markdownReport(report);
    case "junit":
      return junitReport(report);
    case "compliance":
      return complianceReport(report);
  }
}

/** @throws PalisadeError when the file cannot be written */
function writing(file: string, write: () => void): void {
  const check = new Checker(file);
  try {
    write();
  } catch (error) {
    check.add(notWritable(file, error));
  }
  check.done();
}
