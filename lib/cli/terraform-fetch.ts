import { spawn } from "node:child_process";
import { rmSync } from "node:fs";
import { join } from "node:path";
import { cacheDirectory, callerEnvironment } from "./caller";

/**
 * The wrapper that fetches Terraform: it compares the archive with HashiCorp's list of checksums and checks the
 * signature of that list before it unpacks anything (source: the package's `lib/getExpectedHash.js`). Its version is
 * Terraform's.
 */
const WRAPPER = "@jahed/terraform";
const WRAPPER_VERSION = "1.16.4";

/** What `palisade rehearse` offers to fetch. */
export const FETCHED_PRODUCT = `Terraform ${WRAPPER_VERSION}`;

/** Where the wrapper puts the program when its `CACHE_DIR` is our cache folder (source: its `lib/getOutputs.js`). */
export function fetchedTerraform(environment: NodeJS.ProcessEnv = callerEnvironment()): string {
  const suffix = process.platform === "win32" ? ".exe" : "";
  return join(cacheDirectory(environment), ...WRAPPER.split("/"), `terraform-v${WRAPPER_VERSION}${suffix}`);
}

/**
 * Fetches Terraform through npm into the cache folder. Nothing is added to the project. True when it worked; npm and
 * the wrapper have said why when it did not.
 */
export async function fetchTerraform(signal: AbortSignal): Promise<boolean> {
  const environment = callerEnvironment();
  // What an interrupted download left there would be taken for the whole program.
  rmSync(fetchedTerraform(environment), { force: true });
  const [command, ...before] = npmCommand(environment);
  const child = spawn(
    command,
    [
      ...before,
      "exec",
      "--yes",
      "--fetch-retries=0",
      `--package=${WRAPPER}@${WRAPPER_VERSION}`,
      "--",
      "terraform",
      "version",
    ],
    {
      env: { ...environment, CACHE_DIR: cacheDirectory(environment), CHECKPOINT_DISABLE: "1" },
      stdio: ["ignore", process.stderr.fd, process.stderr.fd],
      shell: process.platform === "win32" && before.length === 0,
      signal,
      killSignal: "SIGTERM",
    },
  );
  const code = await new Promise<number>((resolve) => {
    child.once("error", () => resolve(1));
    child.once("close", (exitCode) => resolve(exitCode ?? 1));
  });
  signal.throwIfAborted();
  return code === 0;
}

/** The npm that started us, or else the one on the path. */
function npmCommand(environment: NodeJS.ProcessEnv): readonly [string, ...string[]] {
  const running = environment["npm_execpath"];
  return running?.endsWith("npm-cli.js") === true ? [process.execPath, running] : ["npm"];
}
