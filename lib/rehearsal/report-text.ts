import { formatDiagnostic } from "../sandbox/terraform-failure";
import type { RehearsalReport, StackReport } from "./report";
import { count, formatSeconds, renderTable } from "./table";

/** The summary table. */
export function renderReport(report: RehearsalReport): string {
  return renderTable(
    [
      { title: "stack" },
      { title: "resources", align: "right" },
      { title: "to add", align: "right" },
      { title: "time", align: "right" },
      { title: "verdict" },
    ],
    report.stacks.map((stack) => [
      stack.name,
      String(stack.resources),
      stack.plan === undefined ? "-" : String(stack.plan.add),
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

/** What went wrong, in Terraform's own words. Empty when nothing did. */
export function renderFailures(report: RehearsalReport): string {
  return report.stacks
    .flatMap(({ name, failure }) =>
      failure === undefined
        ? []
        : [`${name}${failure.step === undefined ? "" : ` (${failure.step})`}:\n${failure.message}`],
    )
    .join("\n\n");
}

/** Terraform's warnings, each once. Empty when there are none. */
export function renderWarnings(report: RehearsalReport): string {
  const warnings = report.stacks.flatMap((stack) =>
    stack.warnings.map((warning) => `warning: ${formatDiagnostic(warning)}`),
  );
  return [...new Set(warnings)].join("\n\n");
}
