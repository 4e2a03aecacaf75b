import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { readStacks } from "../../lib/rehearsal/stack-entry";
import { formatSeconds, renderTable } from "../../lib/rehearsal/table";
import { withBuiltPackage } from "./built-package";
import { type Cost, median, REPOSITORY, runNode } from "./child-process";
import { differingResources, writePlainProgram } from "./plain-program";
import type { Target } from "./target";

const RUNS = 7;
const LIMIT = 1.25;
/** What examining and judging one resource may take at most in a process that does it for the first time. */
const CHECKS_LIMIT_MS = 4;
const MAIN = join("stacks", "main.ts");
const EXAMINATION = join("test", "bench", "examination-process.ts");
/** How the programs are started: TypeScript, translated as it is loaded, as cdktf.json has it. */
const LOADER = ["--require", "tsx/cjs"];

/** One run of each program. The checks are a part of what Palisade's took, measured by themselves. */
interface Run {
  readonly plain: Cost;
  readonly palisade: Cost;
  readonly checkSeconds: number;
  /** In this repository, where the package is translated as it is loaded, like the stacks. */
  readonly fromSource: Cost;
}

/**
 * Cold `synth` of an environment, against a plain cdktf program that declares the same resources: the stacks as they are
 * written, the package as it is published. The plain program writes what it is given; the examination and the
 * guardrails, which have no like there, are shown and limited apart.
 */
export function benchColdSynth(environment: string): Promise<readonly Target[]> {
  return withBuiltPackage(["stacks", EXAMINATION], (built) => measure(environment, built));
}

async function measure(environment: string, built: string): Promise<readonly Target[]> {
  const folder = mkdtempSync(join(tmpdir(), "palisade-bench-"));
  try {
    const palisadeOutput = join(folder, "palisade");
    const plainOutput = join(folder, "plain");
    const palisade = (root = built): Promise<Cost> =>
      runNode([...LOADER, join(root, MAIN)], { PALISADE_ENVIRONMENTS: environment, CDKTF_OUTDIR: palisadeOutput });
    // The first run of each also fills the loader's cache, and is not counted.
    await palisade(REPOSITORY);
    await palisade();
    const stacks = readStacks(palisadeOutput);
    const main = writePlainProgram(join(folder, "program"), REPOSITORY, stacks);
    const plain = (): Promise<Cost> => runNode([...LOADER, main], { CDKTF_OUTDIR: plainOutput });
    const examine = (): Promise<Cost> => runNode([...LOADER, join(built, EXAMINATION), palisadeOutput]);
    await plain();
    await examine();
    const differing = differingResources(stacks, plainOutput);
    const runs: Run[] = [];
    for (let run = 0; run < RUNS; run++) {
      const costs = { plain: await plain(), palisade: await palisade(), fromSource: await palisade(REPOSITORY) };
      runs.push({ ...costs, checkSeconds: Number((await examine()).stdout) });
    }
    const resources = stacks.reduce((sum, stack) => sum + stack.resources, 0);
    process.stdout.write(
      `\nCold synth of ${environment}: ${stacks.length} stacks, ${resources} resources, median of ${RUNS} runs\n` +
        `(the plain program declares ${differing.length === 0 ? "exactly the same resources" : `others: ${differing.join(", ")}`})\n`,
    );
    return report(runs, resources);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

function report(runs: readonly Run[], resources: number): readonly Target[] {
  const middle = (of: (run: Run) => number): number => median(runs.map(of));
  const megabytes = (peakMB: number): string => `${peakMB.toFixed(0)} MB`;
  const examination = middle((run) => run.checkSeconds);
  const whole = middle(({ palisade, plain }) => palisade.seconds / plain.seconds);
  const time = middle(({ palisade, plain, checkSeconds }) => (palisade.seconds - checkSeconds) / plain.seconds);
  const memory = middle(({ palisade, plain }) => palisade.peakMB / plain.peakMB);
  process.stdout.write(
    `${renderTable(
      [{ title: "program" }, { title: "time", align: "right" }, { title: "peak memory", align: "right" }],
      [
        [
          "plain cdktf",
          formatSeconds(middle(({ plain }) => plain.seconds)),
          megabytes(middle(({ plain }) => plain.peakMB)),
        ],
        [
          "palisade",
          formatSeconds(middle(({ palisade }) => palisade.seconds)),
          megabytes(middle(({ palisade }) => palisade.peakMB)),
        ],
        ["of it the checks", formatSeconds(examination), ""],
        [
          "palisade from its sources",
          formatSeconds(middle(({ fromSource }) => fromSource.seconds)),
          megabytes(middle(({ fromSource }) => fromSource.peakMB)),
        ],
        ["ratio", whole.toFixed(2), memory.toFixed(2)],
        ["ratio without the checks", time.toFixed(2), ""],
      ],
    )}\n`,
  );
  return [
    { what: "synth time without the checks, against plain cdktf", measured: time, limit: LIMIT, unit: "x" },
    { what: "synth memory against plain cdktf", measured: memory, limit: LIMIT, unit: "x" },
    {
      what: "first examination and judgement, per resource",
      measured: (examination * 1000) / resources,
      limit: CHECKS_LIMIT_MS,
      unit: " ms",
    },
  ];
}
