import { mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { rehearse } from "../rehearsal/rehearse";
import type { RehearsalReport } from "../rehearsal/report";
import { renderFailures, renderReport, renderWarnings } from "../rehearsal/report-text";
import type { PlacedStack } from "../rehearsal/stack-graph";
import { selectStacks, withProducers } from "../rehearsal/stack-selection";
import { count, formatSeconds } from "../rehearsal/table";
import { callerEnvironment } from "./caller";
import { ExitCode } from "./exit-code";
import { print, printNotice } from "./print";
import { rehearsalProgress } from "./rehearsal-progress";
import { requireTerraform } from "./require-terraform";
import { synthesizeAside } from "./synthesized-app";
import { TemporaryFolder } from "./temporary-folder";
import type { TerraformBinary } from "./terraform-binary";

/** Options of `palisade rehearse`. */
export interface RehearseCommandOptions {
  /** Leave the scratch folder, and say where it is. */
  readonly keep: boolean;
  /** Stop after the first plan. */
  readonly planOnly: boolean;
  /** Print the report as JSON. */
  readonly json: boolean;
  /** Fetch a missing Terraform without asking. */
  readonly yes: boolean;
  /** Stacks at work at the same time. */
  readonly parallel: number;
}

/** `palisade rehearse <environment|stack…>`. Gives the exit code. */
export async function rehearseCommand(
  names: readonly string[],
  options: RehearseCommandOptions,
  signal: AbortSignal,
): Promise<number> {
  const folder = new TemporaryFolder();
  try {
    const all = await synthesizeAside(folder, names, signal);
    const stacks = withProducers(all, selectStacks(all, names));
    printNotice(describeSelection(stacks, selectStacks(all, names)));
    const terraform = await requireTerraform({ yes: options.yes, signal });
    printNotice(`rehearsing with ${terraform.product} ${terraform.version}`);
    const report = await run(stacks, terraform, folder, options, signal);
    show(report, terraform, options.json);
    if (options.keep) {
      folder.keep();
      printNotice(`kept: ${folder.path}`);
    }
    return report.verdict === "passed" ? ExitCode.passed : ExitCode.failed;
  } finally {
    folder.remove();
  }
}

function describeSelection(stacks: readonly PlacedStack[], selected: readonly PlacedStack[]): string {
  const added = stacks.filter((stack) => !selected.includes(stack)).map((stack) => stack.name);
  const resources = stacks.reduce((sum, stack) => sum + stack.resources, 0);
  const because = added.length === 0 ? "" : `, with ${added.join(", ")}, whose state is read`;
  return `${count(stacks.length, "stack")}, ${count(resources, "resource")} synthesized${because}`;
}

async function run(
  stacks: readonly PlacedStack[],
  terraform: TerraformBinary,
  folder: TemporaryFolder,
  options: RehearseCommandOptions,
  signal: AbortSignal,
): Promise<RehearsalReport> {
  const progress = rehearsalProgress(process.stderr);
  const states = join(folder.path, "states");
  if (options.keep) mkdirSync(states);
  try {
    return await rehearse({
      stacks,
      depth: options.planOnly ? "plan" : "full",
      terraformBinary: terraform.path,
      searchFrom: [process.cwd()],
      environment: callerEnvironment(),
      workers: options.parallel,
      signal,
      onEvent: progress.show,
      ...(options.keep
        ? { onState: (name, state) => writeFileSync(join(states, `${name}.tfstate`), JSON.stringify(state, null, 2)) }
        : {}),
    });
  } finally {
    progress.end();
  }
}

function show(report: RehearsalReport, terraform: TerraformBinary, json: boolean): void {
  if (json) {
    print(JSON.stringify({ terraform, ...report }, null, 2));
    return;
  }
  const warnings = renderWarnings(report);
  if (warnings !== "") printNotice(`\n${warnings}`);
  print(`\n${renderReport(report)}`);
  const failed = report.stacks.filter((stack) => stack.verdict !== "passed").length;
  print(
    `\n${report.stacks.length - failed} of ${count(report.stacks.length, "stack")} passed in ${formatSeconds(report.seconds)}`,
  );
  const failures = renderFailures(report);
  if (failures !== "") printNotice(`\n${failures}`);
}
