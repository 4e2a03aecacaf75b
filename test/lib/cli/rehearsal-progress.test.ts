import { rehearsalProgress } from "../../../lib/cli/rehearsal-progress";
import type { RehearsalEvent } from "../../../lib/rehearsal/report";

const EVENTS: readonly RehearsalEvent[] = [
  { kind: "step", stack: "a", step: "plan", phase: "start" },
  { kind: "step", stack: "b", step: "init", phase: "start" },
  { kind: "step", stack: "a", step: "plan", phase: "end", seconds: 1.234 },
  { kind: "stack", stack: "a", verdict: "failed", seconds: 2 },
];

/** What a terminal of these many columns shows after some output: the few control sequences that are used. */
function screenOf(output: string): readonly string[] {
  const lines = [""];
  let row = 0;
  // biome-ignore lint/suspicious/noControlCharactersInRegex: these are the sequences of a terminal
  for (const [piece] of output.matchAll(/\u001b\[2K|\u001b\[1A|\r|\n|[^\u001b\r\n]+/g)) {
    if (piece === "\u001b[2K") lines[row] = "";
    else if (piece === "\u001b[1A") row -= 1;
    else if (piece === "\n") lines[++row] ??= "";
    else if (piece !== "\r") lines[row] += piece;
  }
  return lines.map((line) => line.replace(/[\d.]+ s/, "_ s")).filter((line) => line !== "");
}

function shown(columns: number, isTTY: boolean, end: boolean): string {
  let output = "";
  const progress = rehearsalProgress({
    isTTY,
    columns,
    write: (text) => {
      output += text;
      return true;
    },
  });
  for (const event of EVENTS) progress.show(event);
  if (end) progress.end();
  const seen = output;
  progress.end();
  return seen;
}

describe("progress outside of a terminal", () => {
  it("is a line per event, without control characters", () => {
    expect(shown(80, false, true)).toBe("a: plan …\nb: init …\na: plan 1.23 s\na: FAILED, 2.00 s\n");
  });
});

describe("progress in a terminal", () => {
  it("shows finished stacks above one line for each stack at work", () => {
    expect(screenOf(shown(80, true, false))).toEqual(["FAILED  a  _ s", "init     b  _ s"]);
  });

  it("leaves only the finished stacks when it ends", () => {
    expect(screenOf(shown(80, true, true))).toEqual(["FAILED  a  _ s"]);
  });

  it("cuts lines that do not fit, since a wrapped line could not be redrawn", () => {
    for (const line of screenOf(shown(10, true, false))) expect(line.length).toBeLessThanOrEqual(9);
  });
});
