import { cpus } from "node:os";
import { benchColdSynth } from "./cold-synth";
import { benchFleet } from "./fleet";
import { benchGrowth } from "./growth";
import { benchGuardrails } from "./guardrails";
import { benchImports } from "./import-costs";
import { benchRehearsal } from "./rehearsal-times";
import { type Target, targetLine } from "./target";

const ENVIRONMENT = "prod";

/** The parts by name, so that one can be run alone: `npm run bench -- fleet`. */
const PARTS: { readonly [name: string]: () => Promise<readonly Target[]> } = {
  synth: () => benchColdSynth(ENVIRONMENT),
  fleet: benchFleet,
  growth: benchGrowth,
  rehearsal: () => benchRehearsal(ENVIRONMENT),
  guardrails: () => benchGuardrails(ENVIRONMENT),
  imports: benchImports,
};

async function main(names: readonly string[]): Promise<void> {
  const unknown = names.filter((name) => PARTS[name] === undefined);
  if (unknown.length > 0) {
    throw new Error(`no part is called ${unknown.join(", ")}; there are ${Object.keys(PARTS).join(", ")}`);
  }
  process.stdout.write(`Node ${process.version}, ${cpus().length} processors\n`);
  const targets: Target[] = [];
  for (const [name, run] of Object.entries(PARTS)) {
    if (names.length === 0 || names.includes(name)) targets.push(...(await run()));
  }
  process.stdout.write(`\nTargets\n${targets.map(targetLine).join("\n")}\n`);
  if (targets.some((target) => target.measured > target.limit)) process.exitCode = 1;
}

main(process.argv.slice(2)).catch((error: unknown) => {
  process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n`);
  process.exitCode = 1;
});
