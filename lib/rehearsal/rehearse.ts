import { Checker } from "../core/checks";
import type { Problem } from "../core/errors";
import { runInOrder, type ScheduledTask } from "../core/schedule";
import type { ImageLock } from "../images/image-lock";
import { RealProviders } from "../sandbox/real-providers";
import { RemoteStateRegistry } from "../sandbox/remote-states";
import type { Depth, RehearsalEvent, RehearsalReport } from "./report";
import type { PlacedStack } from "./stack-graph";
import { StackRehearsal } from "./stack-rehearsal";

/** Which providers Terraform runs with. */
export type ProviderChoice =
  | { readonly kind: "simulated" }
  | {
      readonly kind: "real";
      /** Filesystem mirrors, as absolute paths. Empty: the registry, or what the user's own configuration says. */
      readonly pluginDirectories: readonly string[];
      /** Folder in which each provider is unpacked once, for all stacks of the run; the caller removes it. */
      readonly cacheDirectory: string;
    };

/** Options of `rehearse`. */
export interface RehearseOptions {
  /** Stacks to rehearse, with the stacks they read, in dependency order: see `inDependencyOrder` and `withProducers`. */
  readonly stacks: readonly PlacedStack[];
  /** How far to go. @default - `full`; `validate` with real providers */
  readonly depth?: Depth;
  /** Which providers Terraform runs with. @default - simulated ones, which need no account */
  readonly providers?: ProviderChoice;
  /** Terraform or OpenTofu: an absolute path, or a name on the path. */
  readonly terraformBinary: string;
  /** Folders from which the installed provider bindings are resolved. */
  readonly searchFrom: readonly string[];
  /** The caller's environment. What could reach a real account does not get through. */
  readonly environment: NodeJS.ProcessEnv;
  /** Which digest each image's tag stands for; see `ImageLock.read`. @default - digests are not compared */
  readonly imageLock?: ImageLock;
  /** Stacks at work at the same time. @default - 2 */
  readonly workers?: number;
  /** Aborting kills what runs and ends the rehearsal. @default - it runs to its end */
  readonly signal?: AbortSignal;
  /** Told what is going on. @default - nobody is told */
  readonly onEvent?: (event: RehearsalEvent) => void;
  /** Told each stack's state after its apply. @default - nobody is told */
  readonly onState?: (stack: string, state: object) => void;
}

const DEFAULT_WORKERS = 2;

function tooFewWorkers(got: number): Problem {
  return {
    what: "a rehearsal cannot run with this many stacks at the same time",
    got,
    allowed: "a whole number of at least 1",
    doThis: "use 2 on a laptop, and about the number of cores elsewhere",
  };
}

function planNeedsAccounts(depth: Depth): Problem {
  return {
    what: "with real providers a stack is validated and no more: a plan would need accounts",
    got: depth,
    allowed: "validate",
    doThis: "leave the depth out, or rehearse with simulated providers, which plan, apply and destroy",
  };
}

/**
 * Rehearses stacks with the real Terraform and simulated providers. Stacks that do not need each other run at the same
 * time. A stack that fails takes those that wait for it with it, and no others. At the end everything that was applied
 * is destroyed in reverse order, after `prevent_destroy` was seen to refuse.
 *
 * What Terraform cannot see is looked at in all stacks before it starts, so that all of it is reported. With real
 * providers stacks are validated, each by itself.
 *
 * Nothing keeps running and no temporary folder stays behind, however it ends.
 *
 * @throws PalisadeError for a number of workers below 1, for a plan with real providers, or when the folders of
 * providers do not hold what the stacks need
 * @throws the signal's reason after an abort
 */
export async function rehearse(options: RehearseOptions): Promise<RehearsalReport> {
  const { workers = DEFAULT_WORKERS, stacks, providers = { kind: "simulated" } } = options;
  const isReal = providers.kind === "real";
  const { depth = isReal ? "validate" : "full" } = options;
  const check = new Checker("rehearsal");
  check.that(Number.isInteger(workers) && workers >= 1, () => tooFewWorkers(workers));
  check.that(!isReal || depth === "validate", () => planNeedsAccounts(depth));
  check.done();
  const started = performance.now();
  const rehearsals = prepare(options, depth, isReal ? await realProviders(options, providers) : undefined);
  const named = [...rehearsals];
  try {
    for (const [, rehearsal] of named) rehearsal.examine();
    // To be validated, a stack needs no other.
    const forward = stacks.flatMap((stack) => taskOf(rehearsals, stack.name, isReal ? [] : stack.after));
    await runInOrder(forward, {
      workers,
      run: (rehearsal) => rehearsal.run(),
      skipped: (rehearsal, because) => rehearsal.skip(because),
    });
    const applied = new Set(
      named.filter(([, rehearsal]) => rehearsal.report().verdict === "passed").map(([name]) => name),
    );
    const backward = [...stacks]
      .reverse()
      .filter((stack) => applied.has(stack.name))
      .flatMap((stack) => taskOf(rehearsals, stack.name, dependentsOf(stacks, stack.name)));
    // A stack that cannot be destroyed must not keep the others standing, so every destroy counts as done.
    await runInOrder(backward, {
      workers,
      run: async (rehearsal) => {
        await rehearsal.destroy();
        return true;
      },
    });
  } finally {
    await Promise.all(named.map(([, rehearsal]) => rehearsal.close()));
  }
  const reports = named.map(([, rehearsal]) => rehearsal.report());
  return {
    verdict: reports.every((report) => report.verdict === "passed") ? "passed" : "failed",
    providers: providers.kind,
    seconds: (performance.now() - started) / 1000,
    stacks: reports,
  };
}

function realProviders(
  { stacks, terraformBinary, environment }: RehearseOptions,
  { pluginDirectories, cacheDirectory }: ProviderChoice & { readonly kind: "real" },
): Promise<RealProviders> {
  return RealProviders.open({ stacks, terraformBinary, environment, pluginDirectories, cacheDirectory });
}

function prepare(
  options: RehearseOptions,
  depth: Depth,
  real: RealProviders | undefined,
): ReadonlyMap<string, StackRehearsal> {
  const read = new Set(options.stacks.flatMap((stack) => stack.reads));
  const remoteStates = new RemoteStateRegistry();
  const { terraformBinary, searchFrom, environment, imageLock } = options;
  return new Map(
    options.stacks.map((stack) => [
      stack.name,
      new StackRehearsal({
        stack,
        depth,
        ...(imageLock === undefined ? {} : { imageLock }),
        isRead: read.has(stack.name),
        sandbox: { terraformBinary, searchFrom, environment, remoteStates },
        ...(real === undefined ? {} : { realProviders: real }),
        signal: options.signal ?? new AbortController().signal,
        onEvent: options.onEvent ?? (() => undefined),
        onState: options.onState ?? (() => undefined),
      }),
    ]),
  );
}

function taskOf(
  rehearsals: ReadonlyMap<string, StackRehearsal>,
  name: string,
  after: readonly string[],
): readonly ScheduledTask<StackRehearsal>[] {
  const rehearsal = rehearsals.get(name);
  return rehearsal === undefined ? [] : [{ name, after, payload: rehearsal }];
}

function dependentsOf(stacks: readonly PlacedStack[], name: string): readonly string[] {
  return stacks.filter((stack) => stack.after.includes(name)).map((stack) => stack.name);
}
