import { formatProblem, type Problem } from "../core/errors";
import { isJsonRecord, type JsonRecord, listAt, recordAt, textAt } from "../core/json";
import { addressAtLine, constructPathOf } from "./stack-addresses";

/** What the rehearsal of one stack consists of, in order. */
export type Step = "init" | "validate" | "plan" | "apply" | "replan" | "destroy";

/** One message of Terraform. */
export interface TerraformDiagnostic {
  readonly severity: "error" | "warning";
  /** Terraform's own headline. */
  readonly summary: string;
  /** Terraform's own explanation. */
  readonly detail: string;
  /** `aws_vpc.main`. @default - the message belongs to no block of the stack */
  readonly address?: string;
  /** Construct that declared the block. @default - the block carries no path */
  readonly constructPath?: string;
  /** The line of synthesized JSON that Terraform points at. @default - Terraform points nowhere */
  readonly snippet?: string;
}

/**
 * Terraform refused a stack, in its own words, with the construct path in front. Where it was not the stack that it
 * refused, such as a registry it cannot reach, the words are ours.
 */
export class TerraformFailure extends Error {
  public constructor(
    /** The step that failed. */
    public readonly step: Step,
    /** Everything Terraform said, errors and warnings. */
    public readonly diagnostics: readonly TerraformDiagnostic[],
    /** What it comes down to, where it is not the stack's fault. Empty otherwise. */
    public readonly problems: readonly Problem[] = [],
  ) {
    const errors = diagnostics.filter((diagnostic) => diagnostic.severity === "error");
    super((problems.length > 0 ? problems.map(formatProblem) : errors.map(formatDiagnostic)).join("\n\n"));
    this.name = "TerraformFailure";
  }
}

/** One message the way it is shown in a terminal. */
export function formatDiagnostic(diagnostic: TerraformDiagnostic): string {
  const where = diagnostic.constructPath ?? diagnostic.address;
  const head = where === undefined ? diagnostic.summary : `${where}: ${diagnostic.summary}`;
  const lines = [head];
  if (diagnostic.constructPath !== undefined && diagnostic.address !== undefined)
    lines.push(`  at: ${diagnostic.address}`);
  if (diagnostic.snippet !== undefined) lines.push(`  line: ${diagnostic.snippet}`);
  if (diagnostic.detail !== "") lines.push(...diagnostic.detail.split("\n").map((line) => `  ${line}`));
  return lines.join("\n");
}

/** The messages in the output of a command run with `-json`: one document (validate) or one event a line (the others). */
export function readDiagnostics(
  output: string,
  stack: JsonRecord,
  lines: readonly string[],
): readonly TerraformDiagnostic[] {
  return readEvents(output)
    .flatMap((event) => [event["diagnostic"], ...listAt(event, "diagnostics")])
    .filter(isJsonRecord)
    .map((raw) => toDiagnostic(raw, stack, lines));
}

/** The JSON objects in a command's output. */
export function readEvents(output: string): readonly JsonRecord[] {
  const whole = parse(output);
  if (whole !== undefined) return [whole];
  return output
    .split("\n")
    .map(parse)
    .filter((event) => event !== undefined);
}

function parse(text: string): JsonRecord | undefined {
  if (!text.trimStart().startsWith("{")) return undefined;
  try {
    const value: unknown = JSON.parse(text);
    return isJsonRecord(value) ? value : undefined;
  } catch {
    return undefined;
  }
}

function toDiagnostic(raw: JsonRecord, stack: JsonRecord, lines: readonly string[]): TerraformDiagnostic {
  const line = recordAt(raw, "range", "start")["line"];
  const address = textAt(raw, "address") ?? (typeof line === "number" ? addressAtLine(lines, line) : undefined);
  const constructPath = address === undefined ? undefined : constructPathOf(stack, address);
  const snippet = textAt(raw["snippet"], "code")?.trim();
  return {
    severity: raw["severity"] === "warning" ? "warning" : "error",
    summary: textAt(raw, "summary") ?? "",
    detail: textAt(raw, "detail") ?? "",
    ...(address === undefined ? {} : { address }),
    ...(constructPath === undefined ? {} : { constructPath }),
    ...(snippet === undefined ? {} : { snippet }),
  };
}

/** What a command that speaks no JSON (`init`), or that died without a word, said: at least one error. */
export function plainDiagnostics(standardError: string, standardOutput: string): readonly TerraformDiagnostic[] {
  const text = (standardError.trim() === "" ? standardOutput : standardError).replace(/^[╷│╵ ]+/gmu, "").trim();
  const messages = text.split(/^(?=(?:Error|Warning): )/m).map(plainDiagnostic);
  const told = messages.filter(({ isTold }) => isTold).map(({ diagnostic }) => diagnostic);
  if (told.some(({ severity }) => severity === "error")) return told;
  return [...told, { ...plainDiagnostic(text).diagnostic, severity: "error" }];
}

/** `isTold`: it says of itself that it is an error or a warning, and is not just a line between them. */
function plainDiagnostic(text: string): { readonly isTold: boolean; readonly diagnostic: TerraformDiagnostic } {
  const [summary = "", ...detail] = text.split("\n").filter((line) => line.trim() !== "");
  return {
    isTold: /^(Error|Warning): /.test(summary),
    diagnostic: {
      severity: summary.startsWith("Warning: ") ? "warning" : "error",
      summary: summary.replace(/^(Error|Warning): /, ""),
      detail: detail.join("\n"),
    },
  };
}
