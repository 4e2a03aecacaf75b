/** A program could not be had; the message says why and what to do, in one line or a few. */
export class ToolFault extends Error {
  public override readonly name = "ToolFault";
}

const SHOWN_LINES = 4;

/** What Go says while all is well. */
const PROGRESS = /^go: (downloading|finding|added|upgraded) /;

/** The end of what a program printed, which is where it says what went wrong. */
export function lastLines(output: string, count = SHOWN_LINES): string {
  return output
    .trim()
    .split("\n")
    .map((line) => line.trim())
    .filter((line) => line !== "" && !PROGRESS.test(line))
    .slice(-count)
    .join("\n  ");
}
