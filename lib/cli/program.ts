import { Command, InvalidArgumentError } from "commander";
import { PALISADE_VERSION } from "../core/version";
import { ExitCode } from "./exit-code";
import { interruptible } from "./interruption";
import { listCommand } from "./list-command";
import type { RehearseCommandOptions } from "./rehearse-command";
import { synthCommand } from "./synth-command";

const NAMES_HELP = `
A name is a stack, or the first part of stack names: "prod" stands for prod-network, prod-cluster and so on.`;

const REHEARSE_HELP = `${NAMES_HELP}
Stacks whose state the named ones read are rehearsed with them. With --plan-only such stacks are applied as well, in
the scratch copy, since without their state the others cannot be planned.

No account, credentials or provider download is needed, and your own state and output folder are not touched.
Terraform is found by TERRAFORM_BINARY_NAME, or as terraform or tofu on the PATH.

Exit codes: 0 all passed, 1 something failed, 3 there is no usable Terraform or OpenTofu.`;

function wholeNumber(text: string): number {
  const number = Number(text);
  if (!Number.isInteger(number) || number < 1)
    throw new InvalidArgumentError("It has to be a whole number of at least 1.");
  return number;
}

/** Loaded late: the plugin server's libraries are not needed to synthesize, list or show help. */
const loadRehearseCommand = (): typeof import("./rehearse-command") => require("./rehearse-command");

/** The `palisade` command. @param finish told the exit code of the command that ran */
export function palisadeProgram(finish: (exitCode: number) => void): Command {
  const program = new Command("palisade")
    .description("Synthesize cdktf stacks, and rehearse them with the real Terraform and simulated providers.")
    .version(PALISADE_VERSION)
    .showHelpAfterError();
  program
    .command("synth")
    .description("run the app of cdktf.json and show what it made")
    .argument("[environment...]", "environments to synthesize; all when left out")
    .action(async (environments: string[]) => {
      await interruptible((signal) => synthCommand(environments, signal));
      finish(ExitCode.passed);
    });
  program
    .command("list")
    .description("list the stacks of the app in the order they are deployed")
    .argument("[name...]", "stacks or environments to list; all when left out")
    .option("--json", "print JSON", false)
    .addHelpText("after", NAMES_HELP)
    .action(async (names: string[], options: { readonly json: boolean }) => {
      await interruptible((signal) => listCommand(names, options.json, signal));
      finish(ExitCode.passed);
    });
  program
    .command("rehearse")
    .description("init, validate, plan, apply, plan again (must be empty) and destroy, offline")
    .argument("[name...]", "stacks or environments to rehearse; all when left out")
    .option("--plan-only", "stop after the first plan", false)
    .option("--keep", "leave the scratch folder with stacks and states, and say where it is", false)
    .option("--json", "print a machine-readable report on standard output", false)
    .option("--yes", "fetch Terraform without asking when there is none", false)
    .option("--parallel <number>", "stacks at work at the same time", wholeNumber, 2)
    .addHelpText("after", REHEARSE_HELP)
    .action(async (names: string[], options: RehearseCommandOptions) => {
      const { rehearseCommand } = loadRehearseCommand();
      finish(await interruptible((signal) => rehearseCommand(names, options, signal)));
    });
  return program;
}
