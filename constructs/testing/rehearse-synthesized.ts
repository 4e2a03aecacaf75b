import { mkdirSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { callerEnvironment } from "../../lib/cli/caller";
import { TemporaryFolder } from "../../lib/cli/temporary-folder";
import { findTerraform } from "../../lib/cli/terraform-binary";
import { rehearse } from "../../lib/rehearsal/rehearse";
import type { Depth, RehearsalReport } from "../../lib/rehearsal/report";
import { readStacks } from "../../lib/rehearsal/stack-entry";
import { inDependencyOrder } from "../../lib/rehearsal/stack-graph";
import { withProducers } from "../../lib/rehearsal/stack-selection";
import { SynthesizedApp, SynthesizedStack } from "./synthesized-app";

/** Options of the matchers. */
export interface RehearsalMatcherOptions {
  /** Terraform or OpenTofu: a path or a name. @default - found as `palisade rehearse` finds it */
  readonly terraformBinary?: string;
  /** Folders from which the installed provider bindings are resolved. @default - the working directory */
  readonly searchFrom?: readonly string[];
  /** Stacks at work at the same time. @default - 2 */
  readonly workers?: number;
}

/** What the matchers accept. */
export type Rehearsable = SynthesizedApp | SynthesizedStack;

/** True for what the matchers accept. */
export function isRehearsable(value: unknown): value is Rehearsable {
  return value instanceof SynthesizedApp || value instanceof SynthesizedStack;
}

/**
 * Rehearses a synthesized app, or one of its stacks with the stacks it reads.
 *
 * @throws Error when there is no usable Terraform
 */
export async function rehearseSynthesized(
  subject: Rehearsable,
  depth: Depth,
  options: RehearsalMatcherOptions = {},
): Promise<RehearsalReport> {
  const terraformBinary = options.terraformBinary ?? (await foundBinary());
  const folder = new TemporaryFolder();
  try {
    const app = subject instanceof SynthesizedApp ? subject : subject.app;
    for (const [path, content] of app.files) {
      const file = join(folder.path, path);
      mkdirSync(dirname(file), { recursive: true });
      writeFileSync(file, content);
    }
    const all = inDependencyOrder(readStacks(folder.path));
    const selected = subject instanceof SynthesizedApp ? all : all.filter((stack) => stack.name === subject.name);
    return await rehearse({
      stacks: withProducers(all, selected),
      depth,
      terraformBinary,
      searchFrom: options.searchFrom ?? [process.cwd()],
      environment: callerEnvironment(),
      ...(options.workers === undefined ? {} : { workers: options.workers }),
    });
  } finally {
    folder.remove();
  }
}

async function foundBinary(): Promise<string> {
  const search = await findTerraform();
  if ("binary" in search) return search.binary.path;
  throw new Error(`There is no usable Terraform to rehearse with: ${search.reason}.`);
}
