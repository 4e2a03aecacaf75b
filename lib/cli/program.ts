import { Command, InvalidArgumentError, Option } from "commander";
import { PALISADE_VERSION } from "../core/version";
import type { CheckOptions } from "./check-command";
import { ExitCode } from "./exit-code";
import type { ImagesLockOptions } from "./images-command";
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

With --providers real the stacks are validated by the real providers and not planned, since that needs accounts. The
providers come from the folders of --plugin-dir alone, or else as your own command-line configuration of Terraform
says, or else from its registry.

Exit codes: 0 all passed, 1 something failed, 3 there is no usable Terraform or OpenTofu.`;

const IMAGES_HELP = `
An image is repository:tag as the code writes it, or a repository, which stands for all its tags.

Credentials are those of docker login, from $DOCKER_CONFIG/config.json or ~/.docker/config.json. The file is written at
once, and only when every registry answered. docs/images.md says what is found where.

Exit codes: 0 all is well, 1 something is wrong, or with --check out of date.`;

const CHECK_HELP = `
A name is a stack or an environment of the app, all of whose stacks are synthesized since rules look at all of them
together, or a folder: one that cdktf wrote, or any with *.tf.json in it or below. Each folder with such files is a stack.

A stack that does not say how it is to be judged is judged by --profile: strict blocks from medium on, standard from
high, relaxed from critical; what that is for each rule says docs/guardrails.md.

Exit codes: 0 nothing blocks, 1 something does, or an argument is wrong.`;

function wholeNumber(text: string): number {
  const number = Number(text);
  if (!Number.isInteger(number) || number < 1)
    throw new InvalidArgumentError("It has to be a whole number of at least 1.");
  return number;
}

function also(value: string, before: readonly string[]): readonly string[] {
  return [...before, value];
}

/** Loaded late: the plugin server's libraries are not needed to synthesize, list or show help. */
const loadRehearseCommand = (): typeof import("./rehearse-command") => require("./rehearse-command");

/** Loaded late for the same reason: the rules and the reports. */
const loadCheckCommand = (): typeof import("./check-command") => require("./check-command");

/** Loaded late for the same reason. */
const loadImagesCommand = (): typeof import("./images-command") => require("./images-command");

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
    .addOption(
      new Option("--providers <kind>", "simulated, or the real ones, which only validate")
        .choices(["simulated", "real"])
        .default("simulated"),
    )
    .option("--plugin-dir <folder>", "filesystem mirror of real providers; may be repeated", also, [])
    .option("--notes", "show what the examination found worth knowing, such as what a wildcard stands for", false)
    .option("--keep", "leave the scratch folder with stacks and states, and say where it is", false)
    .option("--json", "print a machine-readable report on standard output", false)
    .option("--yes", "fetch Terraform without asking when there is none", false)
    .option("--parallel <number>", "stacks at work at the same time", wholeNumber, 2)
    .addHelpText("after", REHEARSE_HELP)
    .action(async (names: string[], options: RehearseCommandOptions) => {
      const { rehearseCommand } = loadRehearseCommand();
      finish(await interruptible((signal) => rehearseCommand(names, options, signal)));
    });
  program
    .command("check")
    .description("judge stacks by the guardrails")
    .argument("[environment|stack|folder...]", "what to judge; the whole app when left out")
    .option("--json", "report as JSON", false)
    .option("--sarif", "report as SARIF 2.1.0", false)
    .option("--markdown", "report as Markdown", false)
    .option("--junit", "report as JUnit's XML", false)
    .option("--compliance", "report by control: what is evidence for it, and what is not covered", false)
    .option("--output <file>", "write the report to a file")
    .option("--baseline <file>", "let the findings pass that this file holds")
    .option("--write-baseline <file>", "write all findings of today to this file, and let them pass")
    .option("--rules <file>", "file that exports rules of your own; may be repeated", also, [])
    .addOption(
      new Option("--profile <name>", "how to judge stacks that do not say")
        .choices(["strict", "standard", "relaxed"])
        .default("strict"),
    )
    .option("--all", "show every place, and what is let off, known or cannot be told", false)
    .option("--documentation-url <url>", "where docs/guardrails.md is published, for the links in SARIF")
    .addHelpText("after", CHECK_HELP)
    .action(async (names: string[], options: CheckOptions) => {
      const { checkCommand } = loadCheckCommand();
      finish(await interruptible((signal) => checkCommand(names, options, signal)));
    });
  program
    .command("images")
    .description("say which digest each image's tag stands for")
    .command("lock")
    .description("ask the registries for the digest of every image of the app, and write images.lock.json")
    .option("--check", "write nothing, and fail when the lock is out of date", false)
    .option("--update <image...>", "take the registry's word for these images", [])
    .option("--platform <platform...>", "platforms that every image must have", ["linux/amd64"])
    .addHelpText("after", IMAGES_HELP)
    .action(async (options: ImagesLockOptions) => {
      const { imagesLockCommand } = loadImagesCommand();
      await interruptible((signal) => imagesLockCommand(options, signal));
      finish(ExitCode.passed);
    });
  return program;
}
