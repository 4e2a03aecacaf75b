import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { providerFailures } from "./provider-failures";
import type { RealProviders } from "./real-providers";
import { CleanUp, readStack } from "./sandbox-parts";
import { ScratchFolder } from "./scratch-folder";
import { type TerraformDiagnostic, TerraformFailure } from "./terraform-failure";
import { type ProgressListener, TerraformRunner } from "./terraform-runner";

/** What a check of one stack with real providers needs. */
export interface RealValidationOptions {
  /** Holds `cdk.tf.json` and its assets. Only read: everything happens in a scratch copy. */
  readonly stackDirectory: string;
  /** Terraform or OpenTofu: an absolute path, or a name on the path. */
  readonly terraformBinary: string;
  readonly providers: RealProviders;
  /** Aborting ends the running command. */
  readonly signal: AbortSignal;
  /** Told when a step starts and ends. */
  readonly onProgress: ProgressListener;
}

/** A provider that Terraform chose for a stack. */
export interface SelectedProvider {
  /** Whole address: `registry.terraform.io/hashicorp/aws`. */
  readonly address: string;
  /** Exact version. */
  readonly version: string;
}

/** A download that is cut off may leave half a provider in the user's own cache, so Terraform may end it properly. */
const GRACE_MILLISECONDS = 5_000;
const LOCK_FILE = ".terraform.lock.hcl";

/**
 * One synthesized stack with the real Terraform and the real providers, as far as that goes without an account:
 * `init`, then `validate`, and `close` at the end. Both throw `TerraformFailure` when Terraform refuses, and the
 * signal's reason after an abort. The stack is checked as it was written, but for its backend, which is not asked.
 */
export class RealValidation {
  private closing: Promise<void> | undefined;

  private constructor(
    private readonly options: RealValidationOptions,
    private readonly folder: ScratchFolder,
    private readonly runner: TerraformRunner,
    private readonly cleanUp: CleanUp,
  ) {}

  /** Copies the stack. @throws PalisadeError when the folder holds none */
  public static async open(options: RealValidationOptions): Promise<RealValidation> {
    options.signal.throwIfAborted();
    const stack = await readStack(options.stackDirectory);
    const cleanUp = new CleanUp();
    const folder = await ScratchFolder.create(options.stackDirectory);
    cleanUp.add(() => folder.remove());
    const abort = new AbortController();
    const runner = new TerraformRunner({
      binary: options.terraformBinary,
      folder,
      environment: options.providers.environmentIn(folder),
      signal: AbortSignal.any([abort.signal, options.signal]),
      onProgress: options.onProgress,
    });
    cleanUp.add(async () => {
      abort.abort();
      await runner.idle();
    });
    await runner.load(stack);
    return new RealValidation(options, folder, runner, cleanUp);
  }

  /** Fetches the providers, of the versions the stack asks for. Gives those that Terraform chose. */
  public async init(): Promise<readonly SelectedProvider[]> {
    const { providers } = this.options;
    await this.runner.step("init", () =>
      explained(() => providers.inTurn(() => this.runner.init(providers.initArguments, GRACE_MILLISECONDS))),
    );
    return this.selected();
  }

  /** Asks the providers whether they accept the stack. Gives Terraform's warnings. */
  public async validate(): Promise<readonly TerraformDiagnostic[]> {
    const report = await this.runner.step("validate", () =>
      explained(() => this.runner.runJson("validate", ["validate", "-json"])),
    );
    return report.diagnostics;
  }

  /** Ends what still runs, providers included, and removes the scratch copy. May be called repeatedly. */
  public async close(): Promise<void> {
    this.closing ??= this.cleanUp.run();
    await this.closing;
  }

  /** Read from the lock file that Terraform wrote into the scratch copy. */
  private selected(): readonly SelectedProvider[] {
    const file = join(this.folder.stack, LOCK_FILE);
    const text = existsSync(file) ? readFileSync(file, "utf8") : "";
    return [...text.matchAll(/^provider "([^"]+)" \{\s+version\s*=\s*"([^"]+)"/gm)].map(
      ([, address = "", version = ""]) => ({ address, version }),
    );
  }
}

/** Puts our words to failures that are not the stack's. */
async function explained<T>(work: () => Promise<T>): Promise<T> {
  try {
    return await work();
  } catch (error) {
    if (!(error instanceof TerraformFailure)) throw error;
    throw new TerraformFailure(error.step, error.diagnostics, providerFailures(error.diagnostics));
  }
}
