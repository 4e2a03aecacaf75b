import { existsSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { recordAt, textAt } from "../../../lib/core/json";
import type { Provision } from "./provide";

/** Names the folder in which the processes of one run tell each other what they had. */
const VARIABLE = "PALISADE_TOOLS_OF_RUN";

/** What became of one tool in this run. */
export interface ToolOutcome {
  readonly name: string;
  /** Undefined where it could not be had. */
  readonly version?: string;
  readonly from?: string;
  /** Time it took to make in this run; undefined where it was kept from before. */
  readonly seconds?: number;
  /** Why it could not be had. */
  readonly fault?: string;
  /** Whether a test asked for it. */
  readonly used: boolean;
}

/** Opens the record of a run. The test processes inherit it. */
export function openRecord(): void {
  process.env[VARIABLE] = mkdtempSync(join(tmpdir(), "palisade-run-"));
}

function folder(): string | undefined {
  const value = process.env[VARIABLE];
  return value !== undefined && existsSync(value) ? value : undefined;
}

/** What is known of a tool in this run already. */
export function outcomeOf(name: string): ToolOutcome | undefined {
  const place = folder();
  const file = place === undefined ? undefined : join(place, `${name}.json`);
  if (file === undefined || !existsSync(file)) return undefined;
  const content = recordAt(JSON.parse(readFileSync(file, "utf8")));
  const [version, from, fault] = [textAt(content, "version"), textAt(content, "from"), textAt(content, "fault")];
  const seconds = content["seconds"];
  return {
    name,
    used: content["used"] === true,
    ...(version === undefined ? {} : { version }),
    ...(from === undefined ? {} : { from }),
    ...(typeof seconds === "number" ? { seconds } : {}),
    ...(fault === undefined ? {} : { fault }),
  };
}

/** Writes down what became of a tool; the time it took is not forgotten when it is used later. */
export function record(name: string, result: Provision | string, used: boolean): void {
  const place = folder();
  if (place === undefined) return;
  const before = outcomeOf(name);
  const { seconds: took } = before ?? {};
  const seconds = typeof result !== "string" && result.fresh ? result.seconds : took;
  const outcome: ToolOutcome = {
    name,
    used: used || before?.used === true,
    ...(seconds === undefined ? {} : { seconds }),
    ...(typeof result === "string" ? { fault: result } : { version: result.version, from: result.from }),
  };
  mkdirSync(place, { recursive: true });
  writeFileSync(join(place, `${name}.json`), JSON.stringify(outcome));
}

/** Ends the record and gives all of it, by the alphabet. */
export function closeRecord(): readonly ToolOutcome[] {
  const place = folder();
  if (place === undefined) return [];
  const names = readdirSync(place).flatMap((file) => (file.endsWith(".json") ? [file.slice(0, -".json".length)] : []));
  const outcomes = names.sort().flatMap((name) => outcomeOf(name) ?? []);
  rmSync(place, { recursive: true, force: true });
  return outcomes;
}
