import { spawnSync } from "node:child_process";
import { cpSync, mkdirSync, rmSync } from "node:fs";
import { dirname, join } from "node:path";
import { REPOSITORY } from "./child-process";

/**
 * Hands a folder to a measurement in which the package lies compiled, as it is published, and takes it away afterwards.
 * What stands in `sources` lies beside it as it is written, so that it meets the compiled files where it looks for the
 * sources.
 */
export async function withBuiltPackage<T>(
  sources: readonly string[],
  measure: (folder: string) => Promise<T>,
): Promise<T> {
  // Below node_modules, so that the compiled files find the packages they import.
  const folder = join(REPOSITORY, "node_modules", ".cache", "palisade-bench");
  try {
    rmSync(folder, { recursive: true, force: true });
    run(join("node_modules", ".bin", "tsc"), ["--project", "tsconfig.build.json", "--outDir", folder]);
    run(join("node_modules", ".bin", "tsx"), [join("test", "support", "copy-assets.ts"), folder]);
    for (const source of sources) {
      mkdirSync(dirname(join(folder, source)), { recursive: true });
      cpSync(join(REPOSITORY, source), join(folder, source), { recursive: true });
    }
    return await measure(folder);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

function run(program: string, words: readonly string[]): void {
  const { status, stdout, stderr } = spawnSync(program, words, { cwd: REPOSITORY, encoding: "utf8" });
  if (status !== 0) throw new Error(`${program} failed, exit code ${status}:\n${stdout}${stderr}`);
}
