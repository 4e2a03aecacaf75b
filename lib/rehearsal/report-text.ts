import { formatProblem } from "../core/errors";
import { formatDiagnostic } from "../sandbox/terraform-failure";
import { eachOnce } from "../truth/each-once";
import type { RehearsalReport, StackReport } from "./report";
import { type Column, count, formatSeconds, renderTable } from "./table";

/** The summary table. With real providers nothing is planned, so nothing is to add. */
export function renderReport(report: RehearsalReport): string {
  const planned = report.providers === "simulated";
  const columns: readonly Column[] = [
    { title: "stack" },
    { title: "resources", align: "right" },
    ...(planned ? [{ title: "to add", align: "right" } as const] : []),
    { title: "time", align: "right" },
    { title: "verdict" },
  ];
  return renderTable(
    columns,
    report.stacks.map((stack) => [
      stack.name,
      String(stack.resources),
      ...(planned ? [stack.plan === undefined ? "-" : String(stack.plan.add)] : []),
      formatSeconds(stack.seconds),
      verdictOf(stack),
    ]),
  );
}

function verdictOf(stack: StackReport): string {
  if (stack.verdict === "failed")
    return `failed${stack.failure?.step === undefined ? "" : ` at ${stack.failure.step}`}`;
  if (stack.verdict === "skipped") return `skipped: ${stack.blockedBy} failed`;
  const protectedCount = stack.refused.length;
  return protectedCount === 0 ? "passed" : `passed, refused to destroy ${count(protectedCount, "protected resource")}`;
}

/** What was not done with real providers, and which they were. Empty for a rehearsal with simulated ones. */
export function renderProviders(report: RehearsalReport): string {
  if (report.providers === "simulated") return "";
  const selected = report.stacks.flatMap(({ providers = [] }) =>
    providers.map(({ address, version }) => `${address} ${version}`),
  );
  const names = [...new Set(selected)].sort();
  const real = names.length === 0 ? "no real provider was there" : `the real providers were ${names.join(", ")}`;
  return `only validated, not planned, since a plan needs accounts; ${real}`;
}

/** What went wrong: Terraform's own words, or what Palisade found. Said once of all stacks it is true of. */
export function renderFailures(report: RehearsalReport): string {
  const stacksOf = new Map<string, string[]>();
  for (const { name, failure } of report.stacks) {
    if (failure === undefined) continue;
    const step = failure.step === undefined ? "" : ` (${failure.step})`;
    const said = `${step}:\n${failure.message}`;
    stacksOf.set(said, [...(stacksOf.get(said) ?? []), name]);
  }
  return [...stacksOf].map(([said, names]) => `${names.join(", ")}${said}`).join("\n\n");
}

/** What the examination doubts and what Terraform warns of, each once. Empty when there is nothing. */
export function renderWarnings(report: RehearsalReport): string {
  const doubts = eachOnce(report.stacks.flatMap((stack) => stack.doubts)).map(formatProblem);
  const warnings = report.stacks.flatMap((stack) => stack.warnings.map(formatDiagnostic));
  return [...doubts, ...new Set(warnings)].map((warning) => `warning: ${warning}`).join("\n\n");
}

/** What the examination found worth knowing. Empty when there is nothing. */
export function renderNotes(report: RehearsalReport): string {
  const notes = report.stacks.flatMap((stack) =>
    stack.notes.map(({ where, what, lines }) => [`${where}: ${what}`, ...lines.map((line) => `  ${line}`)].join("\n")),
  );
  return [...new Set(notes)].join("\n\n");
}

/** One line on how much there is to know, for a reader who did not ask for it. Empty when there is nothing. */
export function renderNoteCount(report: RehearsalReport): string {
  const noted = report.stacks.filter((stack) => stack.notes.length > 0);
  const notes = noted.reduce((sum, stack) => sum + stack.notes.length, 0);
  return notes === 0 ? "" : `${count(notes, "note")} on ${count(noted.length, "stack")}: --notes shows them`;
}
