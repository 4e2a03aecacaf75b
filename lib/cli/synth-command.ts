import { existsSync, readFileSync } from "node:fs";
import { join, relative } from "node:path";
import { recordAt } from "../core/json";
import { readStacks, type StackEntry } from "../rehearsal/stack-entry";
import { selectStacks } from "../rehearsal/stack-selection";
import { count, formatSeconds, renderTable } from "../rehearsal/table";
import { print } from "./print";
import { readProject } from "./project";
import { runApp } from "./run-app";

/** File in which an app may say how long each of its stacks took. */
const TIMINGS_FILE = "palisade.json";

/** `palisade synth [environment…]`: runs the app and shows what it made. */
export async function synthCommand(environments: readonly string[], signal: AbortSignal): Promise<void> {
  const started = performance.now();
  const project = readProject(process.cwd());
  const { outputDirectory } = project;
  await runApp({ project, outputDirectory, environments, signal });
  const stacks = selectStacks(readStacks(outputDirectory), environments);
  print(renderSynth(stacks, readTimings(outputDirectory)));
  const resources = stacks.reduce((sum, stack) => sum + stack.resources, 0);
  const seconds = formatSeconds((performance.now() - started) / 1000);
  print(`\n${count(stacks.length, "stack")}, ${count(resources, "resource")} in ${seconds}`);
}

function renderSynth(stacks: readonly StackEntry[], timings: ReadonlyMap<string, number>): string {
  return renderTable(
    [
      { title: "stack" },
      { title: "resources", align: "right" },
      { title: "time", align: "right" },
      { title: "output" },
    ],
    stacks.map((stack) => {
      const seconds = timings.get(stack.name);
      return [
        stack.name,
        String(stack.resources),
        seconds === undefined ? "-" : formatSeconds(seconds),
        relative(process.cwd(), stack.directory),
      ];
    }),
  );
}

function readTimings(outputDirectory: string): ReadonlyMap<string, number> {
  const file = join(outputDirectory, TIMINGS_FILE);
  if (!existsSync(file)) return new Map();
  const timings: unknown = JSON.parse(readFileSync(file, "utf8"));
  return new Map(
    Object.entries(recordAt(timings, "stacks")).flatMap(([name, entry]): [string, number][] => {
      const seconds = recordAt(entry)["seconds"];
      return typeof seconds === "number" ? [[name, seconds]] : [];
    }),
  );
}
