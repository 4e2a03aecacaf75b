import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { PalisadeError } from "../core/errors";
import { isJsonRecord, type JsonRecord } from "../core/json";
import type { PlantedSecrets } from "./planted-secrets";
import { loadProviderSchema, type ProviderInUse, providersInUse } from "./provider-schemas";
import { RemoteStateRegistry } from "./remote-states";
import type { ProviderSchema } from "./schema";
import { forceNewAttributes } from "./schema-overrides";
import { ScratchFolder } from "./scratch-folder";
import { scratchStack } from "./scratch-stack";
import { SimulatedProviders } from "./simulated-providers";
import { StateServer } from "./state-server";
import { terraformEnvironment } from "./terraform-environment";
import { type ProgressListener, TerraformRunner } from "./terraform-runner";
import { valueFindings } from "./value-findings";

/** What a rehearsal of one stack needs. */
export interface SandboxOptions {
  /** Holds `cdk.tf.json` and its assets. Only read: everything happens in a scratch copy. */
  readonly stackDirectory: string;
  /** Terraform or OpenTofu: an absolute path, or a name on the path. */
  readonly terraformBinary: string;
  /** Folders from which the installed provider bindings are resolved. */
  readonly searchFrom: readonly string[];
  /** The caller's environment. What could reach a real account does not get through. */
  readonly environment: NodeJS.ProcessEnv;
  /**
   * States of stacks rehearsed earlier. This stack reads from it, and writes its own state to it when it is applied.
   * @default - the stack may not read another stack's state
   */
  readonly remoteStates?: RemoteStateRegistry;
  /** Aborting kills the running command. @default - only `close` ends a rehearsal early */
  readonly signal?: AbortSignal;
  /** Told when a step starts and ends. @default - nobody is told */
  readonly onProgress?: ProgressListener;
  /** Gives the schema of a provider. @default - rebuilt from the text of the installed bindings */
  readonly loadSchema?: (provider: ProviderInUse, searchFrom: readonly string[]) => ProviderSchema;
  /** Secrets of one's own in the place of made-up ones, to look for afterwards. @default - none */
  readonly plantedSecrets?: PlantedSecrets;
}

/** The running parts of one rehearsal. */
export interface SandboxParts {
  /** The stack as it was synthesized. */
  readonly original: JsonRecord;
  /** Makes the version of a synthesized stack that is rehearsed. @throws PalisadeError for an unknown remote state */
  readonly toScratch: (stack: JsonRecord) => JsonRecord;
  readonly folder: ScratchFolder;
  readonly runner: TerraformRunner;
  readonly remoteStates: RemoteStateRegistry;
  /** The stack's own state; empty before the first apply. */
  readonly state: { bytes: Uint8Array };
  /** Kills what runs, stops the servers, removes the folder. */
  readonly dismantle: () => Promise<void>;
}

const STACK_FILE = "cdk.tf.json";

/** Undoes what was set up, the last first. */
export class CleanUp {
  private readonly steps: (() => Promise<void> | void)[] = [];

  /** Adds what has to be undone. */
  public add(step: () => Promise<void> | void): void {
    this.steps.unshift(step);
  }

  /** Undoes everything. */
  public async run(): Promise<void> {
    for (const step of this.steps.splice(0)) await step();
  }
}

/**
 * Copies the stack, starts its providers and its state. Nothing is left behind when it throws.
 *
 * @throws PalisadeError when the folder holds no stack, when a binding or type is missing, or when the stack reads a
 * state that no stack wrote
 */
export async function assembleSandbox(options: SandboxOptions): Promise<SandboxParts> {
  const cleanUp = new CleanUp();
  try {
    return await assemble(options, cleanUp);
  } catch (error) {
    await cleanUp.run();
    throw error;
  }
}

async function assemble(options: SandboxOptions, cleanUp: CleanUp): Promise<SandboxParts> {
  options.signal?.throwIfAborted();
  const original = await readStack(options.stackDirectory);
  const loadSchema = options.loadSchema ?? loadProviderSchema;
  const simulated = providersInUse(original).map((provider) => ({
    address: provider.source,
    schema: loadSchema(provider, options.searchFrom),
  }));
  const folder = await ScratchFolder.create(options.stackDirectory);
  cleanUp.add(() => folder.remove());
  const states = await StateServer.start();
  cleanUp.add(() => states.stop());
  const providers = await SimulatedProviders.start(simulated, {
    stack: original,
    socketDirectory: folder.root,
    forceNew: forceNewAttributes,
    checkValues: valueFindings(original),
    ...(options.plantedSecrets === undefined ? {} : { plantedSecrets: options.plantedSecrets }),
  });
  cleanUp.add(() => providers.stop());
  const remoteStates = options.remoteStates ?? new RemoteStateRegistry();
  const state: { bytes: Uint8Array } = { bytes: new Uint8Array() };
  const scratchOptions = {
    stateAddress: states.addDocument({
      read: () => state.bytes,
      write: (bytes: Uint8Array) => {
        state.bytes = bytes;
      },
    }),
    remoteStates,
    serve: (bytes: Uint8Array) => states.addDocument({ read: () => bytes }),
  };
  const toScratch = (stack: JsonRecord): JsonRecord => scratchStack(stack, scratchOptions);
  const scratch = toScratch(original);
  const abort = new AbortController();
  const runner = new TerraformRunner({
    binary: options.terraformBinary,
    folder,
    environment: terraformEnvironment({
      environment: options.environment,
      homeDirectory: folder.home,
      configurationFile: folder.configurationFile,
      providers: providers.reattach,
    }),
    signal: options.signal === undefined ? abort.signal : AbortSignal.any([abort.signal, options.signal]),
    onProgress: options.onProgress ?? (() => undefined),
  });
  cleanUp.add(async () => {
    abort.abort();
    await runner.idle();
  });
  await runner.load(scratch);
  return { original, toScratch, folder, runner, remoteStates, state, dismantle: () => cleanUp.run() };
}

/** The stack in a folder. @throws PalisadeError when there is none */
export async function readStack(stackDirectory: string): Promise<JsonRecord> {
  const file = join(stackDirectory, STACK_FILE);
  const parsed: unknown = JSON.parse(
    await readFile(file, "utf8").catch(() => {
      throw noStack(stackDirectory);
    }),
  );
  if (!isJsonRecord(parsed)) throw noStack(stackDirectory);
  return parsed;
}

function noStack(stackDirectory: string): PalisadeError {
  return new PalisadeError([
    {
      what: `the folder holds no synthesized stack (${STACK_FILE})`,
      doThis: "synthesize first, and pass the folder of one stack, as in cdktf.out/stacks/<name>",
      where: stackDirectory,
    },
  ]);
}
