import { createInterface } from "node:readline/promises";
import { printNotice } from "./print";
import { findTerraform, MINIMUM_VERSION, type TerraformBinary } from "./terraform-binary";
import { FETCHED_PRODUCT, fetchTerraform } from "./terraform-fetch";

/** No usable Terraform; the message is one sentence that says what is missing and how to get it. */
export class NoTerraform extends Error {
  public constructor(reason: string) {
    super(
      `The stacks were synthesized and checked, but not rehearsed, since ${reason}: install Terraform or OpenTofu ` +
        `${MINIMUM_VERSION} or newer, point TERRAFORM_BINARY_NAME at one, or run \`palisade rehearse --yes\` with a ` +
        `network to fetch ${FETCHED_PRODUCT}.`,
    );
    this.name = "NoTerraform";
  }
}

/** How a missing Terraform is dealt with. */
export interface RequireTerraformOptions {
  /** Fetch it without asking. */
  readonly yes: boolean;
  readonly signal: AbortSignal;
}

/**
 * Finds a binary, or fetches one: without asking when told so, after a question when somebody is there to answer it.
 *
 * @throws NoTerraform when there is none in the end
 */
export async function requireTerraform({ yes, signal }: RequireTerraformOptions): Promise<TerraformBinary> {
  const first = await findTerraform();
  if ("binary" in first) return first.binary;
  if (!yes && !(await agrees(first.reason, signal))) throw new NoTerraform(first.reason);
  printNotice(`Fetching ${FETCHED_PRODUCT}; its checksum and signature are verified.`);
  const fault = await fetchTerraform(signal);
  if (fault !== undefined)
    throw new NoTerraform(`${first.reason} and ${FETCHED_PRODUCT} could not be fetched (${fault})`);
  const second = await findTerraform();
  if ("reason" in second)
    throw new NoTerraform(`${first.reason} and the ${FETCHED_PRODUCT} that was fetched does not run`);
  return second.binary;
}

async function agrees(reason: string, signal: AbortSignal): Promise<boolean> {
  if (!process.stdin.isTTY || !process.stderr.isTTY) return false;
  const terminal = createInterface({ input: process.stdin, output: process.stderr });
  // In raw mode the terminal hands Ctrl-C to readline instead of raising the signal.
  terminal.on("SIGINT", () => process.kill(process.pid, "SIGINT"));
  try {
    const answer = await terminal.question(`No usable Terraform: ${reason}.\nFetch ${FETCHED_PRODUCT} now? [Y/n] `, {
      signal,
    });
    return /^(y(es)?)?$/i.test(answer.trim());
  } catch (error) {
    signal.throwIfAborted();
    throw error;
  } finally {
    terminal.close();
  }
}
