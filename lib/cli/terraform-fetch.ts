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
 * Fetches Terraform through npm into the cache folder. Nothing is added to the project.
 *
 * @returns why it could not be fetched, as a clause; undefined when it was
 */
export async function fetchTerraform(signal: AbortSignal): Promise<string | undefined> {
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
      stdio: ["ignore", "pipe", "pipe"],
      shell: process.platform === "win32" && before.length === 0,
      signal,
      killSignal: "SIGTERM",
    },
  );
  let said = "";
  for (const stream of [child.stdout, child.stderr]) {
    stream.on("data", (chunk: Buffer) => {
      said += chunk.toString("utf8");
    });
  }
  const fault = await new Promise<string | undefined>((resolve) => {
    child.once("error", (error) => resolve(`npm does not run: ${error.message}`));
    child.once("close", (exitCode) => resolve(exitCode === 0 ? undefined : causeIn(said)));
  });
  signal.throwIfAborted();
  return fault;
}

/** What the wrapper says of an archive that is not HashiCorp's (its `lib/downloadTerraformToMemory.js` and `getExpectedHash.js`). */
const NOT_GENUINE = /hash did not match|not signed by hashicorp|expected hash not found/;

/** The one line that says why: npm and the wrapper print log files and stack traces around it. */
function causeIn(said: string): string {
  if (NOT_GENUINE.test(said))
    return "what was downloaded is not what HashiCorp signed: it was cut short, or something on the way changed it";
  const lines = said.split("\n").map((line) => line.trim());
  const telling = [
    /\[cause\]: \w*Error: (.+)/,
    /^npm (?:error|ERR!) (?:network )?(request to .+)/,
    /^\w*Error: (.+)/,
    /^npm (?:error|ERR!) (.+)/,
  ];
  for (const pattern of telling) {
    const cause = lines.map((line) => pattern.exec(line)?.[1]).find((found) => found !== undefined);
    if (cause !== undefined) return cause.replace(/[,.:;{ ]+$/, "");
  }
  return lines.find((line) => line !== "") ?? "npm did not say why";
}

/** The npm that started us, or else the one on the path. */
function npmCommand(environment: NodeJS.ProcessEnv): readonly [string, ...string[]] {
  const running = environment["npm_execpath"];
  return running?.endsWith("npm-cli.js") === true ? [process.execPath, running] : ["npm"];
}
