import { homedir } from "node:os";
import { join } from "node:path";

/** The environment of the process that called Palisade. Everything that Palisade reads from it is read here. */
export function callerEnvironment(): NodeJS.ProcessEnv {
  return process.env;
}

/** The Terraform or OpenTofu the caller asks for by name or path. @default - undefined: it is looked for */
export function requestedBinary(environment: NodeJS.ProcessEnv = callerEnvironment()): string | undefined {
  const name = environment["TERRAFORM_BINARY_NAME"]?.trim();
  return name === "" ? undefined : name;
}

/** Where Palisade keeps what it fetches: the platform's cache folder, as the XDG base directory specification has it. */
export function cacheDirectory(environment: NodeJS.ProcessEnv = callerEnvironment()): string {
  const named = environment["XDG_CACHE_HOME"] ?? environment["LOCALAPPDATA"];
  const base = named === undefined || named === "" ? join(homedir(), ".cache") : named;
  return join(base, "cdktf-palisade");
}
