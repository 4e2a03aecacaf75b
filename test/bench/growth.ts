import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { renderTable } from "../../lib/rehearsal/table";
import { REPOSITORY, runNode } from "./child-process";
import { THINGS } from "./growth-things";
import type { Target } from "./target";

const FEW = 50;
const MANY = 200;
const RUNS = 3;
/** How much more one of many may take than one of few. What looks at every other one for each takes four times as much. */
const GROWTH_LIMIT = 1.5;
const PROGRAM = join(REPOSITORY, "test", "bench", "growth-process.ts");

/** Synth time of each of many things in one stack, against each of few. */
export async function benchGrowth(): Promise<readonly Target[]> {
  const folder = mkdtempSync(join(tmpdir(), "palisade-bench-"));
  try {
    const grown: (readonly [thing: string, few: number, many: number])[] = [];
    for (const thing of Object.keys(THINGS)) {
      grown.push([thing, await milliseconds(folder, thing, FEW), await milliseconds(folder, thing, MANY)]);
    }
    process.stdout.write(
      `\nSynth with its checks of many things in one stack, for each of them\n${renderTable(
        [{ title: "things" }, { title: `of ${FEW}`, align: "right" }, { title: `of ${MANY}`, align: "right" }],
        grown.map(([thing, few, many]) => [thing, `${few.toFixed(1)} ms`, `${many.toFixed(1)} ms`]),
      )}\n`,
    );
    return grown.map(([thing, few, many]) => ({
      what: `time for each of ${MANY} against each of ${FEW} ${thing}`,
      measured: many / few,
      limit: GROWTH_LIMIT,
      unit: "x",
    }));
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

/** The fastest of some runs: what else the machine does only adds. */
async function milliseconds(folder: string, thing: string, count: number): Promise<number> {
  const runs: number[] = [];
  for (let run = 0; run < RUNS; run++) {
    const { stdout } = await runNode(["--require", "tsx/cjs", PROGRAM, join(folder, "out"), thing, String(count)]);
    runs.push((Number(stdout) * 1000) / count);
  }
  return Math.min(...runs);
}
