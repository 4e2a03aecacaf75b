import { existsSync, readdirSync } from "node:fs";
import { join } from "node:path";
import { renderTable } from "../../lib/rehearsal/table";
import { withBuiltPackage } from "./built-package";
import { median, runNode } from "./child-process";
import type { Target } from "./target";

const RUNS = 5;
const TIME_LIMIT_MILLISECONDS = 300;
const MEMORY_LIMIT_MB = 100;
/** Prints how long one `require` took. */
const MEASURE = "const s=performance.now();require(process.argv[1]);process.stdout.write(String(performance.now()-s))";

/** What one import took. */
interface ImportCost {
  readonly name: string;
  readonly milliseconds: number;
  /** Of the whole process, Node included. */
  readonly peakMB: number;
}

/** Import time and memory of each family, compiled as it is published, in a process of its own. */
export async function benchImports(): Promise<readonly Target[]> {
  return withBuiltPackage([], async (folder) => {
    const baseline = await importCost("(nothing)", "node:path");
    const costs = [baseline, await importCost("cdktf alone", "cdktf")];
    const families = familiesIn(join(folder, "constructs"));
    for (const family of families) costs.push(await importCost(family, join(folder, "constructs", family, "index.js")));
    show(costs);
    return costs.slice(2).flatMap(({ name, milliseconds, peakMB }) => [
      { what: `import of ${name}`, measured: milliseconds, limit: TIME_LIMIT_MILLISECONDS, unit: " ms" },
      { what: `memory with ${name}`, measured: peakMB, limit: MEMORY_LIMIT_MB, unit: " MB" },
    ]);
  });
}

function familiesIn(constructs: string): readonly string[] {
  return readdirSync(constructs)
    .filter((family) => existsSync(join(constructs, family, "index.js")))
    .sort();
}

async function importCost(name: string, module: string): Promise<ImportCost> {
  const runs: { milliseconds: number; peakMB: number }[] = [];
  for (let run = 0; run < RUNS; run++) {
    const { stdout, peakMB } = await runNode(["--eval", MEASURE, module]);
    runs.push({ milliseconds: Number(stdout), peakMB });
  }
  return {
    name,
    milliseconds: median(runs.map((run) => run.milliseconds)),
    peakMB: median(runs.map((run) => run.peakMB)),
  };
}

function show(costs: readonly ImportCost[]): void {
  process.stdout.write(
    `\nImport of each family, median of ${RUNS} runs; memory is the whole process\n${renderTable(
      [{ title: "import" }, { title: "time", align: "right" }, { title: "peak memory", align: "right" }],
      costs.map(({ name, milliseconds, peakMB }) => [name, `${milliseconds.toFixed(0)} ms`, `${peakMB.toFixed(0)} MB`]),
    )}\n`,
  );
}
