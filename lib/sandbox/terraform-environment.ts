import { resolve } from "node:path";
import type { ReattachEntry } from "./provider-server";

/** What Terraform may see of the caller's environment: nothing that names an account, a proxy or a configuration. */
const KEPT = ["PATH", "LANG", "LANGUAGE", "TZ", "TMPDIR", "TEMP", "TMP", "SYSTEMROOT", "PATHEXT", "COMSPEC"];
const KEPT_PREFIXES = ["LC_", "TF_VAR_"];

/**
 * What it may see besides when it has to fetch real providers: where the user's command-line configuration lies and
 * what it is written in terms of, and the way to a registry. Sources: Terraform's documentation of its command-line
 * configuration and of its environment variables; Go's `net/http` and `crypto/x509` for proxies and certificates.
 */
const KEPT_FOR_FETCHING = [
  "HOME",
  "USERPROFILE",
  "APPDATA",
  "XDG_CONFIG_HOME",
  "XDG_DATA_HOME",
  "XDG_DATA_DIRS",
  "TF_CLI_CONFIG_FILE",
  "TF_PLUGIN_CACHE_DIR",
  "TF_REGISTRY_CLIENT_TIMEOUT",
  "TF_REGISTRY_DISCOVERY_RETRY",
  "HTTP_PROXY",
  "HTTPS_PROXY",
  "NO_PROXY",
  "SSL_CERT_DIR",
  "SSL_CERT_FILE",
];
/** Of these, the ones that name a path. Terraform runs in the scratch copy, where a relative one would mean another. */
const PATHS_FOR_FETCHING = ["TF_CLI_CONFIG_FILE", "TF_PLUGIN_CACHE_DIR"];
/** Access to private registries of providers. */
const KEPT_PREFIXES_FOR_FETCHING = ["TF_TOKEN_"];

/** A home folder and a command-line configuration that are not the user's. */
export interface OwnHome {
  /** A folder of the rehearsal's own that stands in for the home folder. */
  readonly homeDirectory: string;
  /** An empty command-line configuration, so that the user's own (mirrors, credentials) is not read. */
  readonly configurationFile: string;
}

/** What the environment of one rehearsal is made of. */
export interface TerraformEnvironmentOptions extends OwnHome {
  /** The caller's environment. */
  readonly environment: NodeJS.ProcessEnv;
  /** Providers that are already running, by address without a host (`hashicorp/aws`). */
  readonly providers: { readonly [address: string]: ReattachEntry };
}

/**
 * The environment Terraform runs in. Built from a short list of what may pass, so that no variable that could reach a
 * real account slips through, whatever its name; `TF_VAR_…` passes, since those are the stack's own inputs.
 */
export function terraformEnvironment(options: TerraformEnvironmentOptions): NodeJS.ProcessEnv {
  return {
    ...kept(options.environment, KEPT, KEPT_PREFIXES),
    ...ownHome(options),
    ...UNATTENDED,
    NO_PROXY: "127.0.0.1",
    TF_REATTACH_PROVIDERS: JSON.stringify(options.providers),
  };
}

/** What the environment of a check with real providers is made of. */
export interface RealProviderEnvironmentOptions {
  /** The caller's environment. */
  readonly environment: NodeJS.ProcessEnv;
  /**
   * The home to use where nothing of the user's is needed, as when the providers lie in a folder.
   * @default - the user's own home folder and command-line configuration, with its mirrors and its credentials of
   * registries
   */
  readonly home?: OwnHome;
  /** Folder in which each provider is unpacked once. @default - what the user's own settings say */
  readonly cacheDirectory?: string;
}

/**
 * The environment in which Terraform fetches and starts real providers. The accounts of clouds do not pass here either:
 * a provider is asked what it accepts, and never to reach anything.
 */
export function realProviderEnvironment(options: RealProviderEnvironmentOptions): NodeJS.ProcessEnv {
  const { environment, home, cacheDirectory } = options;
  const fetching = home === undefined;
  return {
    ...kept(
      environment,
      [...KEPT, ...(fetching ? KEPT_FOR_FETCHING : [])],
      [...KEPT_PREFIXES, ...(fetching ? KEPT_PREFIXES_FOR_FETCHING : [])],
    ),
    ...(home === undefined ? absolutePaths(environment) : ownHome(home)),
    ...UNATTENDED,
    ...(cacheDirectory === undefined ? {} : { TF_PLUGIN_CACHE_DIR: cacheDirectory }),
    // Without a lock file Terraform passes its cache over unless it is told that no lock file can be harmed.
    TF_PLUGIN_CACHE_MAY_BREAK_DEPENDENCY_LOCK_FILE: "1",
  };
}

const UNATTENDED = { CHECKPOINT_DISABLE: "1", TF_IN_AUTOMATION: "1", TF_INPUT: "0" } as const;

function ownHome({ homeDirectory, configurationFile }: OwnHome): NodeJS.ProcessEnv {
  return { HOME: homeDirectory, USERPROFILE: homeDirectory, TF_CLI_CONFIG_FILE: configurationFile };
}

function absolutePaths(environment: NodeJS.ProcessEnv): NodeJS.ProcessEnv {
  return Object.fromEntries(
    PATHS_FOR_FETCHING.flatMap((name) => {
      const path = environment[name];
      return path === undefined || path === "" ? [] : [[name, resolve(path)]];
    }),
  );
}

function kept(
  environment: NodeJS.ProcessEnv,
  names: readonly string[],
  prefixes: readonly string[],
): NodeJS.ProcessEnv {
  return Object.fromEntries(
    Object.entries(environment).filter(([name]) => {
      const upper = name.toUpperCase();
      return names.includes(upper) || prefixes.some((prefix) => upper.startsWith(prefix));
    }),
  );
}
