import { spawn } from "node:child_process";
import { REPOSITORY } from "../../support/rehearsal";
import type { Recorded } from "./recording-terraform";

/** Runs `palisade` and gives what it said. @throws Error when it fails */
export function palisade(words: readonly string[], environment: NodeJS.ProcessEnv): Promise<readonly Recorded[]> {
  return run(`palisade ${words.join(" ")}`, ["bin/palisade.js", ...words], environment);
}

/** Runs the app as cdktf does, and gives what it said. @throws Error when it fails */
export function app(environment: NodeJS.ProcessEnv): Promise<readonly Recorded[]> {
  return run("the app", ["--require", "tsx/cjs", "stacks/main.ts"], environment);
}

async function run(
  place: string,
  words: readonly string[],
  environment: NodeJS.ProcessEnv,
): Promise<readonly Recorded[]> {
  const child = spawn(process.execPath, words, {
    cwd: REPOSITORY,
    env: environment,
    stdio: ["ignore", "pipe", "pipe"],
  });
  const output: Buffer[] = [];
  const errors: Buffer[] = [];
  child.stdout.on("data", (chunk: Buffer) => output.push(chunk));
  child.stderr.on("data", (chunk: Buffer) => errors.push(chunk));
  const code = await new Promise<number | null>((resolve, reject) => {
    child.once("error", reject);
    child.once("close", resolve);
  });
  if (code !== 0) throw new Error(`${place} ended with ${code}: ${Buffer.concat(errors).toString("utf8")}`);
  return [
    { place, content: Buffer.concat(output) },
    { place: `${place}: standard error`, content: Buffer.concat(errors) },
  ];
}
