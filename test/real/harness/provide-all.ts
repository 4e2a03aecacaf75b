import { spawn } from "node:child_process";
import { availableParallelism } from "node:os";
import { join } from "node:path";
import { isKept } from "./provide";
import type { ToolSpec } from "./tool-spec";
import { TOOL_NAMES, TOOLS, type ToolName } from "./tool-table";

const MOST_AT_ONCE = 2;

/** Tools that are made one after the other; most stand alone. */
function families(names: readonly ToolName[]): ToolName[][] {
  const groups = new Map<string, ToolName[]>();
  for (const name of names) {
    const spec: ToolSpec = TOOLS[name];
    const family = (spec.from === "Go" ? spec.family : undefined) ?? name;
    groups.set(family, [...(groups.get(family) ?? []), name]);
  }
  return [...groups.values()];
}

/** Makes some tools in a process of their own and waits for its end. */
function makeElsewhere(names: readonly ToolName[]): Promise<void> {
  const script = join(__dirname, "provide-in-process.ts");
  return new Promise((resolve, reject) => {
    const child = spawn(process.execPath, ["--import", "tsx", script, ...names], {
      stdio: ["ignore", "ignore", "inherit"],
    });
    child.on("error", reject);
    child.on("exit", (code) =>
      code === 0 ? resolve() : reject(new Error(`making ${names.join(", ")} ended with ${code}`)),
    );
  });
}

/** Makes every tool that is not kept, two at a time, slowest first. What cannot be had is recorded and said. */
export async function provideAll(): Promise<void> {
  const waiting = families(TOOL_NAMES.filter((name) => !isKept(name, TOOLS[name])));
  if (waiting.length === 0) return;
  const began = Date.now();
  process.stderr.write(`making ${waiting.flat().length} real programs, once; all of them take a quarter of an hour\n`);
  const worker = async () => {
    for (let names = waiting.shift(); names !== undefined; names = waiting.shift()) await makeElsewhere(names);
  };
  await Promise.all(Array.from({ length: Math.min(MOST_AT_ONCE, availableParallelism()) }, worker));
  process.stderr.write(`real programs made in ${Math.round((Date.now() - began) / 1000)} s\n`);
}
