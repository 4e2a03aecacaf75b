import { spawn } from "node:child_process";
import { existsSync, readFileSync } from "node:fs";
import { PalisadeError, type Problem } from "../core/errors";
import { isJsonRecord, type JsonRecord, recordAt, textAt } from "../core/json";

/** What a registry is told about who asks. */
export type RegistryCredentials =
  | { readonly kind: "password"; readonly user: string; readonly password: string }
  | { readonly kind: "identityToken"; readonly token: string };

/** Gives the credentials for a registry; undefined when there are none. */
export type FindCredentials = (registry: string) => Promise<RegistryCredentials | undefined>;

/** Docker Hub's credentials are kept under the address of an API that is long gone (source: docker/cli, `config`). */
const DOCKER_HUB_KEY = "https://index.docker.io/v1/";

/** A helper answers this, with exit code 1, when it has nothing (source: docker/docker-credential-helpers). */
const NOTHING_KEPT = "credentials not found in native keychain";

/** User under which helpers give an identity token instead of a password (source: docker/cli, `config/credentials`). */
const TOKEN_USER = "<token>";

/** Names are programs, so nothing but plain names is run. */
const HELPER_NAME = /^[A-Za-z0-9._-]+$/;

const HELPER_TIMEOUT_MILLISECONDS = 30_000;

function unreadableConfiguration(got: string, where: string): Problem {
  return { what: "Docker's configuration cannot be read as JSON", got, doThis: "mend it", where };
}

function brokenEntry(registry: string, where: string): Problem {
  return {
    what: `auths: the entry for ${registry} is not the base64 text of user:password`,
    doThis: `log in again: docker login ${registry}`,
    where,
  };
}

function helperFailed(program: string, registry: string, got: string, where: string): Problem {
  return {
    what: `the credential helper ${program} does not give the credentials for ${registry}`,
    got,
    allowed: "a docker-credential program on the PATH that answers get",
    doThis: `install it, or take it out of Docker's configuration and log in: docker login ${registry}`,
    where,
  };
}

/**
 * Credentials as Docker keeps them: a helper for one registry first, then the entry in the file, then the helper for all
 * of them.
 *
 * @param file `config.json` of Docker. Without the file there are no credentials
 * @param environment variables for helpers, with the `PATH` they are found on
 */
export function dockerCredentials(file: string, environment: NodeJS.ProcessEnv): FindCredentials {
  let read: JsonRecord | undefined;
  return async (registry) => {
    read ??= readConfiguration(file);
    const key = registry === "docker.io" ? DOCKER_HUB_KEY : registry;
    const own = textAt(recordAt(read, "credHelpers"), key) ?? textAt(recordAt(read, "credHelpers"), registry);
    if (own !== undefined) return await askHelper(own, key, registry, file, environment);
    const kept = entryFor(recordAt(read, "auths"), registry);
    const credentials = kept === undefined ? undefined : credentialsIn(kept, registry, file);
    const store = textAt(read, "credsStore");
    if (credentials !== undefined || store === undefined || store === "") return credentials;
    return await askHelper(store, key, registry, file, environment);
  };
}

function readConfiguration(file: string): JsonRecord {
  if (!existsSync(file)) return {};
  try {
    const parsed: unknown = JSON.parse(readFileSync(file, "utf8"));
    if (isJsonRecord(parsed)) return parsed;
  } catch (error) {
    throw new PalisadeError([unreadableConfiguration(error instanceof Error ? error.message : String(error), file)]);
  }
  throw new PalisadeError([unreadableConfiguration("it holds no object", file)]);
}

/** Keys may be hosts or addresses: `ghcr.io`, `https://ghcr.io`, `https://index.docker.io/v1/`. */
function entryFor(auths: JsonRecord, registry: string): JsonRecord | undefined {
  const hostOf = (key: string) => key.replace(/^https?:\/\//, "").split("/")[0] ?? "";
  const hosts = registry === "docker.io" ? ["index.docker.io", "docker.io"] : [registry];
  const [found] = Object.entries(auths).filter(([key]) => hosts.includes(hostOf(key)));
  return found === undefined ? undefined : recordAt(found[1]);
}

function credentialsIn(entry: JsonRecord, registry: string, file: string): RegistryCredentials | undefined {
  const token = textAt(entry, "identitytoken");
  if (token !== undefined && token !== "") return { kind: "identityToken", token };
  const [name, secret] = [textAt(entry, "username"), textAt(entry, "password")];
  if (name !== undefined && secret !== undefined) return { kind: "password", user: name, password: secret };
  const auth = textAt(entry, "auth");
  if (auth === undefined || auth === "") return undefined;
  const [user = "", ...rest] = Buffer.from(auth, "base64").toString("utf8").split(":");
  if (user === "" || rest.length === 0) throw new PalisadeError([brokenEntry(registry, file)]);
  // Docker pads the password with zero bytes in places.
  return { kind: "password", user, password: rest.join(":").replace(/\0+$/, "") };
}

async function askHelper(
  name: string,
  key: string,
  registry: string,
  file: string,
  environment: NodeJS.ProcessEnv,
): Promise<RegistryCredentials | undefined> {
  const program = `docker-credential-${name}`;
  const failed = (got: string) => new PalisadeError([helperFailed(program, registry, got, file)]);
  if (!HELPER_NAME.test(name)) throw failed("a name with characters that no program has");
  const { code, output } = await runHelper(program, key, environment);
  if (code !== 0) {
    if (output.includes(NOTHING_KEPT)) return undefined;
    throw failed(output.trim() === "" ? `exit code ${code}` : output.trim());
  }
  const answer = parseHelper(output);
  if (answer === undefined) throw failed("an answer without Username and Secret");
  const { user, secret } = answer;
  if (user === "" && secret === "") return undefined;
  return user === TOKEN_USER ? { kind: "identityToken", token: secret } : { kind: "password", user, password: secret };
}

/** The answer may hold a password, so no message ever shows it. */
function parseHelper(output: string): { readonly user: string; readonly secret: string } | undefined {
  try {
    const answer: unknown = JSON.parse(output);
    const [user, secret] = [textAt(answer, "Username"), textAt(answer, "Secret")];
    return user === undefined || secret === undefined ? undefined : { user, secret };
  } catch {
    return undefined;
  }
}

function runHelper(
  program: string,
  key: string,
  environment: NodeJS.ProcessEnv,
): Promise<{ readonly code: number; readonly output: string }> {
  return new Promise((resolve) => {
    const child = spawn(program, ["get"], {
      env: environment,
      stdio: ["pipe", "pipe", "ignore"],
    });
    // The timeout of spawn itself outlives a program that is not there, and would keep the command waiting.
    const late = setTimeout(() => child.kill("SIGKILL"), HELPER_TIMEOUT_MILLISECONDS);
    const settle = (code: number, said: string): void => {
      clearTimeout(late);
      resolve({ code, output: said });
    };
    let output = "";
    child.stdout.on("data", (chunk) => {
      output += String(chunk);
    });
    child.once("error", (error) => settle(1, error.message));
    child.once("close", (code) => settle(code ?? 1, output));
    // A helper that ends before it reads closes the pipe; its exit code says the rest.
    child.stdin.on("error", () => undefined);
    child.stdin.end(key);
  });
}
