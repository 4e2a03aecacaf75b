import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { renderTable } from "../../lib/rehearsal/table";
import { REPOSITORY, runNode } from "./child-process";
import type { Target } from "./target";

const SIZES = [100, 1_000, 10_000];
const RUNS = 5;
/** What judging one resource by every rule may take at most, the first time that a process does it. */
const LIMIT_MS = 1;
const JUDGEMENT = join(REPOSITORY, "test", "bench", "guardrails-process.ts");
const LOADER = ["--require", "tsx/cjs"];

/** What a process prints that judged. */
interface Judgement {
  readonly resources: number;
  readonly stacks: number;
  readonly rules: number;
  readonly seconds: number;
}

/** Time of all guardrails per resource: the stacks of an environment, as often and with other names as it takes. */
export async function benchGuardrails(environment: string): Promise<readonly Target[]> {
  const folder = mkdtempSync(join(tmpdir(), "palisade-bench-"));
  try {
    const output = join(folder, "out");
    await runNode([...LOADER, join(REPOSITORY, "stacks", "main.ts")], {
      PALISADE_ENVIRONMENTS: environment,
      CDKTF_OUTDIR: output,
      PALISADE_GUARDRAILS: "report",
    });
    const judged: Judgement[] = [];
    for (const size of SIZES) judged.push(await judge(output, size));
    process.stdout.write(
      `\nAll guardrails on the stacks of ${environment}, multiplied\n${renderTable(
        ["resources", "stacks", "rules", "time", "per resource"].map((title) => ({ title, align: "right" })),
        judged.map(({ resources, stacks, rules, seconds }) => [
          String(resources),
          String(stacks),
          String(rules),
          `${(seconds * 1000).toFixed(0)} ms`,
          `${((seconds * 1000) / resources).toFixed(3)} ms`,
        ]),
      )}\n`,
    );
    return judged.map(({ resources, seconds }) => ({
      what: `all guardrails on each of ${resources} resources`,
      measured: (seconds * 1000) / resources,
      limit: LIMIT_MS,
      unit: " ms",
    }));
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

/** The fastest of some runs, each in a process that judges for the first time: what else the machine does only adds. */
async function judge(output: string, size: number): Promise<Judgement> {
  const runs: Judgement[] = [];
  for (let run = 0; run < RUNS; run++) {
    const { stdout } = await runNode([...LOADER, JUDGEMENT, output, String(size)]);
    const [resources = 0, stacks = 0, rules = 0, seconds = 0] = stdout.trim().split(" ").map(Number);
    runs.push({ resources, stacks, rules, seconds });
  }
  const [fastest] = runs.sort((first, second) => first.seconds - second.seconds);
  if (fastest === undefined) throw new Error("nothing was judged");
  return fastest;
}
