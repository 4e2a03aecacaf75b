import { spawn } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";

/** The repository. */
export const REPOSITORY = join(__dirname, "..", "..");

const PEAK = join(__dirname, "peak-memory.cjs");

/** What one process took. */
export interface Cost {
  /** From its start to its end. */
  readonly seconds: number;
  /** Most memory it ever had resident. */
  readonly peakMB: number;
  readonly stdout: string;
}

/** Runs Node and measures it from the outside; only its memory is read inside, at its very end. */
export async function runNode(args: readonly string[], environment: NodeJS.ProcessEnv = {}): Promise<Cost> {
  const folder = mkdtempSync(join(tmpdir(), "palisade-bench-"));
  const peakFile = join(folder, "peak");
  const started = performance.now();
  try {
    const child = spawn(process.execPath, ["--require", PEAK, ...args], {
      cwd: REPOSITORY,
      env: { ...process.env, PEAK_MEMORY_FILE: peakFile, ...environment },
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
    const seconds = (performance.now() - started) / 1000;
    const stdout = Buffer.concat(output).toString("utf8");
    if (code !== 0)
      throw new Error(`exit code ${code}: node ${args.join(" ")}\n${Buffer.concat(errors).toString("utf8")}`);
    return { seconds, peakMB: Number(readFileSync(peakFile, "utf8")) / 1024, stdout };
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

/** The middle of a list of numbers. */
export function median(numbers: readonly number[]): number {
  const sorted = [...numbers].sort((a, b) => a - b);
  return sorted[Math.floor(sorted.length / 2)] ?? Number.NaN;
}
