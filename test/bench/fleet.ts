import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { shards } from "../../lib/core/shard";
import { readStacks } from "../../lib/rehearsal/stack-entry";
import { formatSeconds, renderTable } from "../../lib/rehearsal/table";
import { runNode } from "./child-process";
import type { Target } from "./target";

const SIZES = [100, 1_000, 10_000];
/** Agents in one stack: what still plans in a few seconds. */
const AGENTS_PER_SHARD = 100;
/** Shards one process synthesizes before it ends. More agents take more processes, not more memory. */
const SHARDS_PER_PROCESS = 5;
/** Time per resource may grow this much from one size to the next; a little more is noise. */
const GROWTH_LIMIT = 1.25;

interface FleetCost {
  readonly agents: number;
  readonly shards: number;
  readonly processes: number;
  readonly resources: number;
  readonly seconds: number;
  readonly peakMB: number;
}

/** Synth time per resource of growing fleets of agents, in shards, a process for a few shards. */
export async function benchFleet(): Promise<readonly Target[]> {
  const costs: FleetCost[] = [];
  for (const agents of SIZES) costs.push(await synthesizeFleet(agents));
  process.stdout.write(
    `\nSynth of a fleet of agents, ${AGENTS_PER_SHARD} to a shard, ${SHARDS_PER_PROCESS} shards to a process\n${renderTable(
      [
        { title: "agents", align: "right" },
        { title: "resources", align: "right" },
        { title: "shards", align: "right" },
        { title: "processes", align: "right" },
        { title: "time", align: "right" },
        { title: "per resource", align: "right" },
        { title: "peak memory", align: "right" },
      ],
      costs.map((cost) => [
        String(cost.agents),
        String(cost.resources),
        String(cost.shards),
        String(cost.processes),
        formatSeconds(cost.seconds),
        `${milliseconds(cost).toFixed(2)} ms`,
        `${cost.peakMB.toFixed(0)} MB`,
      ]),
    )}\n`,
  );
  return costs.slice(1).flatMap((cost, index): Target[] => {
    const smaller = costs[index];
    if (smaller === undefined) return [];
    const step = `from ${smaller.agents} to ${cost.agents} agents`;
    return [
      {
        what: `time per resource ${step}`,
        measured: milliseconds(cost) / milliseconds(smaller),
        limit: GROWTH_LIMIT,
        unit: "x",
      },
      ...(smaller.processes === 1 && cost.processes === 1
        ? []
        : [
            {
              what: `memory of a process ${step}`,
              measured: cost.peakMB / smaller.peakMB,
              limit: memoryLimit(smaller),
              unit: "x",
            },
          ]),
    ];
  });
}

function milliseconds(cost: FleetCost): number {
  return (cost.seconds * 1000) / cost.resources;
}

/** A process that was full already may not grow; one with room may fill up. */
function memoryLimit({ shards }: FleetCost): number {
  return GROWTH_LIMIT * Math.max(1, SHARDS_PER_PROCESS / shards);
}

async function synthesizeFleet(agents: number): Promise<FleetCost> {
  const shardCount = Math.ceil(agents / AGENTS_PER_SHARD);
  const started = performance.now();
  const names = Array.from({ length: agents }, (_, index) => `agent-${index}`);
  const groups = shards(names, shardCount, (name) => name);
  const cost = { seconds: (performance.now() - started) / 1000, peakMB: 0, processes: 0, resources: 0 };
  for (let from = 0; from < shardCount; from += SHARDS_PER_PROCESS) {
    const folder = mkdtempSync(join(tmpdir(), "palisade-bench-"));
    try {
      const output = join(folder, "out");
      const assignment = join(folder, "shards.json");
      const part = groups.slice(from, from + SHARDS_PER_PROCESS).map((group, index) => [from + index, group]);
      writeFileSync(assignment, JSON.stringify(Object.fromEntries(part)));
      const program = join(__dirname, "fleet-process.ts");
      const { seconds, peakMB } = await runNode(["--require", "tsx/cjs", program, output, assignment]);
      cost.seconds += seconds;
      cost.peakMB = Math.max(cost.peakMB, peakMB);
      cost.processes += 1;
      cost.resources += readStacks(output).reduce((sum, stack) => sum + stack.resources, 0);
    } finally {
      rmSync(folder, { recursive: true, force: true });
    }
  }
  return { agents, shards: shardCount, ...cost };
}
