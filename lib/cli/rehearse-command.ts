import { mkdirSync, rmSync, writeFileSync } from "node:fs";
import { join, resolve } from "node:path";
import { Checker } from "../core/checks";
import type { Problem } from "../core/errors";
import { IMAGE_LOCK_FILE, ImageLock } from "../images/image-lock";
import { type ProviderChoice, rehearse } from "../rehearsal/rehearse";
import type { ProviderKind, RehearsalReport } from "../rehearsal/report";
import {
  renderFailures,
  renderNoteCount,
  renderNotes,
  renderProviders,
  renderReport,
  renderWarnings,
} from "../rehearsal/report-text";
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
  /** Which providers Terraform runs with. */
  readonly providers: ProviderKind;
  /** Folders to take real providers from. */
  readonly pluginDir: readonly string[];
  /** Show what the examination found worth knowing. */
  readonly notes: boolean;
  /** Print the report as JSON. */
  readonly json: boolean;
  /** Fetch a missing Terraform without asking. */
  readonly yes: boolean;
  /** Stacks at work at the same time. */
  readonly parallel: number;
}

function pluginsOfNobody(folders: readonly string[]): Problem {
  return {
    what: "--plugin-dir is for real providers, and the simulated ones need no folder",
    got: folders.join(", "),
    doThis: "add --providers real, or leave --plugin-dir out",
  };
}

function planWithoutAccounts(): Problem {
  return {
    what: "--plan-only asks for a plan, and with real providers there is none: a plan would need accounts",
    doThis:
      "leave out --plan-only to validate with the real providers, or --providers real to plan with simulated ones",
  };
}

function checkOptions({ providers, pluginDir, planOnly }: RehearseCommandOptions): void {
  const check = new Checker("palisade rehearse");
  const isReal = providers === "real";
  check.that(isReal || pluginDir.length === 0, () => pluginsOfNobody(pluginDir));
  check.that(!(isReal && planOnly), planWithoutAccounts);
  check.done();
}

/** `palisade rehearse <environment|stack…>`. Gives the exit code. @throws PalisadeError for options that do not go together */
export async function rehearseCommand(
  names: readonly string[],
  options: RehearseCommandOptions,
  signal: AbortSignal,
): Promise<number> {
  checkOptions(options);
  const folder = new TemporaryFolder();
  try {
    const all = await synthesizeAside(folder, names, signal);
    const selected = selectStacks(all, names);
    // A stack that is only validated needs no other's state.
    const stacks = options.providers === "real" ? selected : withProducers(all, selected);
    printNotice(describeSelection(stacks, selected));
    const terraform = await requireTerraform({ yes: options.yes, signal });
    const providers = options.providers === "real" ? " and real providers, as far as validate" : "";
    printNotice(`rehearsing with ${terraform.product} ${terraform.version}${providers}`);
    const report = await run(stacks, terraform, folder, options, signal);
    show(report, terraform, options);
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
  const cache = join(folder.path, "providers");
  const keepsStates = options.keep && options.providers === "simulated";
  if (keepsStates) mkdirSync(states);
  const providers: ProviderChoice =
    options.providers === "simulated"
      ? { kind: "simulated" }
      : {
          kind: "real",
          pluginDirectories: options.pluginDir.map((directory) => resolve(directory)),
          cacheDirectory: cache,
        };
  try {
    return await rehearse({
      stacks,
      imageLock: ImageLock.read(IMAGE_LOCK_FILE),
      providers,
      ...(options.planOnly ? { depth: "plan" } : {}),
      terraformBinary: terraform.path,
      searchFrom: [process.cwd()],
      environment: callerEnvironment(),
      workers: options.parallel,
      signal,
      onEvent: progress.show,
      ...(keepsStates
        ? { onState: (name, state) => writeFileSync(join(states, `${name}.tfstate`), JSON.stringify(state, null, 2)) }
        : {}),
    });
  } finally {
    progress.end();
    rmSync(cache, { recursive: true, force: true });
  }
}

function show(report: RehearsalReport, terraform: TerraformBinary, options: RehearseCommandOptions): void {
  if (options.json) {
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
  for (const line of [renderProviders(report), options.notes ? "" : renderNoteCount(report)]) {
    if (line !== "") print(line);
  }
  const notes = options.notes ? renderNotes(report) : "";
  if (notes !== "") print(`\n${notes}`);
  const failures = renderFailures(report);
  if (failures !== "") printNotice(`\n${failures}`);
}
