import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { readStacks } from "../../lib/rehearsal/stack-entry";
import { formatSeconds, renderTable } from "../../lib/rehearsal/table";
import { type Cost, median, REPOSITORY, runNode } from "./child-process";
import { differingResources, writePlainProgram } from "./plain-program";
import type { Target } from "./target";

const RUNS = 7;
const LIMIT = 1.25;
/** How both programs are started: TypeScript, translated as it is loaded, as cdktf.json has it. */
const LOADER = ["--require", "tsx/cjs"];

/** Cold `synth` of an environment, against a plain cdktf program that declares the same resources. */
export async function benchColdSynth(environment: string): Promise<readonly Target[]> {
  const folder = mkdtempSync(join(tmpdir(), "palisade-bench-"));
  try {
    const palisadeOutput = join(folder, "palisade");
    const plainOutput = join(folder, "plain");
    const palisade = (): Promise<Cost> =>
      runNode([...LOADER, join(REPOSITORY, "stacks", "main.ts")], {
        PALISADE_ENVIRONMENTS: environment,
        CDKTF_OUTDIR: palisadeOutput,
      });
    // The first run of each also fills the loader's cache, and is not counted.
    await palisade();
    const stacks = readStacks(palisadeOutput);
    const main = writePlainProgram(join(folder, "program"), REPOSITORY, stacks);
    const plain = (): Promise<Cost> => runNode([...LOADER, main], { CDKTF_OUTDIR: plainOutput });
    await plain();
    const differing = differingResources(stacks, plainOutput);
    const costs: { palisade: Cost; plain: Cost }[] = [];
    for (let run = 0; run < RUNS; run++) costs.push({ plain: await plain(), palisade: await palisade() });
    const resources = stacks.reduce((sum, stack) => sum + stack.resources, 0);
    process.stdout.write(
      `\nCold synth of ${environment}: ${stacks.length} stacks, ${resources} resources, median of ${RUNS} runs\n` +
        `(the plain program declares ${differing.length === 0 ? "exactly the same resources" : `others: ${differing.join(", ")}`})\n`,
    );
    return report(costs);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

function report(costs: readonly { readonly palisade: Cost; readonly plain: Cost }[]): readonly Target[] {
  const middle = (who: "palisade" | "plain", what: "seconds" | "peakMB"): number =>
    median(costs.map((cost) => cost[who][what]));
  const row = (title: string, who: "palisade" | "plain"): readonly string[] => [
    title,
    formatSeconds(middle(who, "seconds")),
    `${middle(who, "peakMB").toFixed(0)} MB`,
  ];
  const time = median(costs.map(({ palisade, plain }) => palisade.seconds / plain.seconds));
  const memory = median(costs.map(({ palisade, plain }) => palisade.peakMB / plain.peakMB));
  process.stdout.write(
    `${renderTable(
      [{ title: "program" }, { title: "time", align: "right" }, { title: "peak memory", align: "right" }],
      [row("plain cdktf", "plain"), row("palisade", "palisade"), ["ratio", time.toFixed(2), memory.toFixed(2)]],
    )}\n`,
  );
  return [
    { what: "synth time against plain cdktf", measured: time, limit: LIMIT, unit: "x" },
    { what: "synth memory against plain cdktf", measured: memory, limit: LIMIT, unit: "x" },
  ];
}
