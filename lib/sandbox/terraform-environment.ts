import type { ReattachEntry } from "./provider-server";

/** What Terraform may see of the caller's environment: nothing that names an account, a proxy or a configuration. */
const KEPT = new Set(["PATH", "LANG", "LANGUAGE", "TZ", "TMPDIR", "TEMP", "TMP", "SYSTEMROOT", "PATHEXT", "COMSPEC"]);
const KEPT_PREFIXES = ["LC_", "TF_VAR_"];

/** What the environment of one rehearsal is made of. */
export interface TerraformEnvironmentOptions {
  /** The caller's environment. */
  readonly environment: NodeJS.ProcessEnv;
  /** A folder of the rehearsal's own that stands in for the home folder. */
  readonly homeDirectory: string;
  /** An empty command-line configuration, so that the user's own (mirrors, credentials) is not read. */
  readonly configurationFile: string;
  /** Providers that are already running, by address without a host (`hashicorp/aws`). */
  readonly providers: { readonly [address: string]: ReattachEntry };
}

/**
 * The environment Terraform runs in. Built from a short list of what may pass, so that no variable that could reach a
 * real account slips through, whatever its name; `TF_VAR_…` passes, since those are the stack's own inputs.
 */
export function terraformEnvironment(options: TerraformEnvironmentOptions): NodeJS.ProcessEnv {
  const environment: NodeJS.ProcessEnv = {};
  for (const [name, value] of Object.entries(options.environment)) {
    const upper = name.toUpperCase();
    if (KEPT.has(upper) || KEPT_PREFIXES.some((prefix) => upper.startsWith(prefix))) environment[name] = value;
  }
  return {
    ...environment,
    HOME: options.homeDirectory,
    USERPROFILE: options.homeDirectory,
    CHECKPOINT_DISABLE: "1",
    NO_PROXY: "127.0.0.1",
    TF_CLI_CONFIG_FILE: options.configurationFile,
    TF_IN_AUTOMATION: "1",
    TF_INPUT: "0",
    TF_REATTACH_PROVIDERS: JSON.stringify(options.providers),
  };
}
