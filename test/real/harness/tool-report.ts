import type { ToolOutcome } from "./run-record";

/** Columns as wide as their widest word. */
function table(rows: readonly (readonly string[])[]): string[] {
  const widths = (rows[0] ?? []).map((_, column) => Math.max(...rows.map((row) => row[column]?.length ?? 0)));
  return rows.map((row) =>
    row
      .map((cell, column) => cell.padEnd(widths[column] ?? 0))
      .join("  ")
      .trimEnd(),
  );
}

/** What a run used, for a person: program, version, origin, and how long it took if it was made just now. */
export function toolReport(outcomes: readonly ToolOutcome[]): string {
  const had = outcomes.filter(({ used, fault }) => used && fault === undefined);
  const missing = outcomes.filter(({ fault }) => fault !== undefined);
  const rows = had.map(({ name, version, from, seconds }) => [
    name,
    version ?? "",
    seconds === undefined ? "kept" : `made in ${seconds} s`,
    from ?? "",
  ]);
  return [
    ...(rows.length === 0 ? [] : ["Real programs that were used:", ...table(rows).map((line) => `  ${line}`)]),
    ...missing.map(({ name, fault }) => `Not had, so that its tests were not run: ${name}. ${fault}`),
    "",
  ].join("\n");
}
