import type { RehearsalEvent, Verdict } from "../rehearsal/report";
import { formatSeconds } from "../rehearsal/table";

/** Shows what a rehearsal is doing. */
export interface RehearsalProgress {
  /** Takes one event. */
  readonly show: (event: RehearsalEvent) => void;
  /** Puts the terminal back in order. */
  readonly end: () => void;
}

/** Where progress goes. */
export interface ProgressStream {
  readonly isTTY?: boolean;
  readonly columns?: number;
  readonly write: (text: string) => boolean;
}

const MARKS: { readonly [verdict in Verdict]: string } = { passed: "ok", failed: "FAILED", skipped: "skipped" };
const REDRAW_MILLISECONDS = 200;
/** For a terminal that does not say how wide it is. */
const DEFAULT_COLUMNS = 80;
const ERASE_LINE_AND_GO_UP = "\u001b[2K\u001b[1A";
const ERASE_LINE = "\u001b[2K";

/** Live lines in a terminal, a line per event elsewhere. */
export function rehearsalProgress(stream: ProgressStream): RehearsalProgress {
  return stream.isTTY === true
    ? new LiveProgress(stream)
    : { show: (event) => showLine(stream, event), end: () => undefined };
}

function showLine(stream: ProgressStream, event: RehearsalEvent): void {
  if (event.kind === "stack")
    stream.write(`${event.stack}: ${MARKS[event.verdict]}, ${formatSeconds(event.seconds)}\n`);
  else if (event.phase === "end") stream.write(`${event.stack}: ${event.step} ${formatSeconds(event.seconds)}\n`);
  else stream.write(`${event.stack}: ${event.step} …\n`);
}

/** Finished stacks scroll up; below them stands one line for each stack at work, redrawn as time passes. */
class LiveProgress implements RehearsalProgress {
  private readonly atWork = new Map<string, { readonly step: string; readonly since: number }>();
  private drawnLines = 0;
  private readonly timer: NodeJS.Timeout;

  public constructor(private readonly stream: ProgressStream) {
    this.timer = setInterval(() => this.redraw([]), REDRAW_MILLISECONDS);
    this.timer.unref();
  }

  public readonly show = (event: RehearsalEvent): void => {
    if (event.kind === "step") {
      if (event.phase === "start") this.atWork.set(event.stack, { step: event.step, since: performance.now() });
      else this.atWork.delete(event.stack);
      this.redraw([]);
      return;
    }
    this.atWork.delete(event.stack);
    this.redraw([`${MARKS[event.verdict].padEnd(7)} ${event.stack}  ${formatSeconds(event.seconds)}`]);
  };

  public readonly end = (): void => {
    clearInterval(this.timer);
    this.atWork.clear();
    this.redraw([]);
  };

  private redraw(finished: readonly string[]): void {
    const now = performance.now();
    const live = [...this.atWork].map(
      ([stack, { step, since }]) => `${step.padEnd(8)} ${stack}  ${formatSeconds((now - since) / 1000)}`,
    );
    const width = (this.stream.columns || DEFAULT_COLUMNS) - 1;
    const lines = [...finished, ...live].map((line) => line.slice(0, width));
    const erase = `\r${ERASE_LINE_AND_GO_UP.repeat(this.drawnLines)}${ERASE_LINE}`;
    this.stream.write(`${erase}${lines.map((line) => `${line}\n`).join("")}`);
    this.drawnLines = live.length;
  }
}
