import { existsSync, mkdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { PalisadeError, type Problem } from "../core/errors";
import type { JsonRecord } from "../core/json";
import { mirrorProblems, type NeededProvider } from "./provider-mirror-checks";
import { requiredProviders } from "./required-providers";
import type { ScratchFolder } from "./scratch-folder";
import { realProviderEnvironment } from "./terraform-environment";
import { askVersion, type TerraformVersion } from "./terraform-version";

/** Where real providers come from. */
export interface RealProvidersOptions {
  /** Stacks that will be checked with them. */
  readonly stacks: readonly { readonly name: string; readonly json: JsonRecord }[];
  /**
   * Filesystem mirrors, as absolute paths. Nothing else is used when there is one: no network, and nothing of the
   * user's command-line configuration. Empty: as that configuration says, or else from the registry.
   */
  readonly pluginDirectories: readonly string[];
  /** Folder in which each provider is unpacked once; the caller removes it. The user's own cache goes first. */
  readonly cacheDirectory: string;
  /** Terraform or OpenTofu: an absolute path, or a name on the path. */
  readonly terraformBinary: string;
  /** The caller's environment. */
  readonly environment: NodeJS.ProcessEnv;
}

function noAnswer(binary: string): Problem {
  return {
    what: "the binary does not say which version it is",
    got: binary,
    doThis: "name a Terraform or OpenTofu",
  };
}

/** The real providers of one run: what Terraform is told about them, by all stacks alike. */
export class RealProviders {
  private queue: Promise<unknown> = Promise.resolve();

  private constructor(
    private readonly options: RealProvidersOptions,
    private readonly version: TerraformVersion,
  ) {}

  /**
   * Looks into the folders of providers before Terraform does.
   *
   * @throws PalisadeError when a folder is not there, or for every provider that no folder holds
   */
  public static async open(options: RealProvidersOptions): Promise<RealProviders> {
    const version = await askVersion(options.terraformBinary, options.environment);
    if (version === undefined) throw new PalisadeError([noAnswer(options.terraformBinary)]);
    const providers = new RealProviders(options, version);
    const { pluginDirectories } = options;
    if (pluginDirectories.length > 0 && version.platform !== undefined) {
      const problems = mirrorProblems(pluginDirectories, providers.needed(), version.platform);
      if (problems.length > 0) throw new PalisadeError(problems);
    }
    if (providers.usesOwnCache) mkdirSync(options.cacheDirectory, { recursive: true });
    return providers;
  }

  /** Arguments of `init`: no backend, since no state is read or written. */
  public get initArguments(): readonly string[] {
    return ["-backend=false", ...this.options.pluginDirectories.map((directory) => `-plugin-dir=${directory}`)];
  }

  /** The environment in which a stack is initialized and validated. */
  public environmentIn(folder: ScratchFolder): NodeJS.ProcessEnv {
    const { pluginDirectories, environment, cacheDirectory } = this.options;
    return realProviderEnvironment({
      environment,
      ...(pluginDirectories.length === 0
        ? {}
        : { home: { homeDirectory: folder.home, configurationFile: folder.configurationFile } }),
      ...(this.usesOwnCache ? { cacheDirectory } : {}),
    });
  }

  /** Runs one `init` after the other: Terraform's cache of providers is not made for two at a time (its documentation). */
  public inTurn<T>(work: () => Promise<T>): Promise<T> {
    const turn = this.queue.then(work, work);
    this.queue = turn.catch(() => undefined);
    return turn;
  }

  /** The user's own cache is written to only where it is what the user's settings say, and nothing else is at hand. */
  private get usesOwnCache(): boolean {
    const { pluginDirectories, environment } = this.options;
    return pluginDirectories.length > 0 || !namesCache(environment);
  }

  private needed(): readonly NeededProvider[] {
    const needed = new Map<string, NeededProvider>();
    for (const { name, json } of this.options.stacks) {
      for (const provider of requiredProviders(json, this.version.product)) {
        const key = `${provider.address} ${provider.constraint}`;
        needed.set(key, { ...provider, stacks: [...(needed.get(key)?.stacks ?? []), name] });
      }
    }
    return [...needed.values()];
  }
}

/** Files a user's command-line configuration may lie in (Terraform's and OpenTofu's documentation of it). */
function configurationFiles(environment: NodeJS.ProcessEnv): readonly string[] {
  const named = environment["TF_CLI_CONFIG_FILE"];
  if (named !== undefined && named !== "") return [named];
  const { HOME: home = "", APPDATA: windows = "", XDG_CONFIG_HOME: configuration = "" } = environment;
  return [
    ...[".terraformrc", ".tofurc"].map((name) => join(home, name)),
    ...["terraform.rc", "tofu.rc"].map((name) => join(windows, name)),
    join(configuration === "" ? join(home, ".config") : configuration, "opentofu", "tofurc"),
  ];
}

function namesCache(environment: NodeJS.ProcessEnv): boolean {
  if ((environment["TF_PLUGIN_CACHE_DIR"] ?? "") !== "") return true;
  return configurationFiles(environment)
    .filter((file) => existsSync(file))
    .some((file) => /^\s*plugin_cache_dir\s*=/m.test(readFileSync(file, "utf8")));
}
