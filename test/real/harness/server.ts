import { type ChildProcess, spawn } from "node:child_process";
import { closeSync, mkdirSync, openSync, readFileSync } from "node:fs";
import { basename, join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { PortTakenError } from "./free-ports";
import { lastLines } from "./tool-fault";

/**
 * Runs a server and ends it, and all it started, as soon as its standard input closes. The system closes that when
 * the test's process ends, in whatever way, so no server outlives its test. A TERM goes to the server, and this script
 * waits for it.
 */
const GUARD = `
exec 3<&0
"$@" 3<&- </dev/null &
server=$!
trap : TERM INT
( trap '' TERM; cat <&3 >/dev/null; kill -KILL 0 ) &
while kill -0 "$server" 2>/dev/null; do wait "$server"; status=$?; done
exit "$status"
`;

const PAUSE_MILLISECONDS = 100;
const GRACE_SECONDS = 30;
const SHOWN_LINES = 15;

/** What to start, and how to see that it answers. */
export interface ServerSpec {
  readonly program: string;
  readonly arguments: readonly string[];
  /** Its working folder, where its log is written too. */
  readonly folder: string;
  /** Its whole environment besides `PATH` and a `HOME` in its folder. @default - nothing more */
  readonly environment?: Readonly<Record<string, string>>;
  /** Whether it answers as it should. Asked again and again; an error counts as no. */
  readonly isReady: () => Promise<boolean>;
  /** @default 60 */
  readonly readyWithinSeconds?: number;
}

/** How a server ended. */
export interface ServerEnd {
  /** Its exit code; undefined when a signal ended it. */
  readonly code: number | undefined;
  /** Time from the signal to its end. */
  readonly seconds: number;
}

/** A server that runs. */
export interface Server {
  /** Everything it has printed so far. */
  readonly log: () => string;
  /** Whether it has ended. */
  readonly hasEnded: () => boolean;
  /** Asks it to stop with TERM and waits for its end; after the grace it is killed. */
  readonly stop: (graceSeconds?: number) => Promise<ServerEnd>;
}

function signalGroup(child: ChildProcess, signal: NodeJS.Signals): void {
  if (child.pid === undefined) return;
  try {
    process.kill(-child.pid, signal);
  } catch {
    // It has ended meanwhile.
  }
}

/**
 * Starts a server and waits until it is ready. It ends with `stop`, and in every case with this process.
 *
 * @throws PortTakenError when it says that its address is in use
 * @throws Error with the end of its log when it ends, or is not ready in time
 */
export async function startServer(spec: ServerSpec): Promise<Server> {
  const { program, folder, readyWithinSeconds = 60 } = spec;
  const name = basename(program);
  mkdirSync(folder, { recursive: true });
  const logFile = join(folder, `${name}.log`);
  const log = openSync(logFile, "w");
  const child = spawn("/bin/sh", ["-c", GUARD, "guard", program, ...spec.arguments], {
    cwd: folder,
    detached: true,
    env: { PATH: process.env["PATH"], HOME: folder, ...spec.environment },
    stdio: ["pipe", log, log],
  });
  closeSync(log);
  // A guard that has ended reads no more; that is no fault of the test.
  child.stdin?.on("error", () => undefined);
  let ended = false;
  const end = new Promise<number | undefined>((resolve) => {
    child.once("exit", (code) => {
      ended = true;
      child.stdin?.destroy();
      resolve(code ?? undefined);
    });
    child.once("error", () => {
      ended = true;
      resolve(undefined);
    });
  });
  // A test that forgets it must not keep jest from ending.
  child.unref();

  const read = () => readFileSync(logFile, "utf8");
  const server: Server = {
    log: read,
    hasEnded: () => ended,
    stop: async (graceSeconds = GRACE_SECONDS) => {
      const began = Date.now();
      signalGroup(child, "SIGTERM");
      const late = setTimeout(() => signalGroup(child, "SIGKILL"), graceSeconds * 1000);
      const code = await end;
      clearTimeout(late);
      return { code, seconds: (Date.now() - began) / 1000 };
    },
  };

  const deadline = Date.now() + readyWithinSeconds * 1000;
  let answer = "";
  const isReady = async () => {
    try {
      answer = "it said no";
      return await spec.isReady();
    } catch (fault) {
      answer = fault instanceof Error ? fault.message : String(fault);
      return false;
    }
  };
  while (!(await isReady())) {
    const early = ended;
    if (early || Date.now() > deadline) {
      await server.stop(1);
      const said = `${name} ${early ? "ended before it was ready" : `was not ready within ${readyWithinSeconds} s (${answer})`}`;
      const message = `${said}. The end of its log:\n  ${lastLines(read(), SHOWN_LINES)}`;
      if (/address already in use/i.test(read())) throw new PortTakenError(message);
      throw new Error(message);
    }
    await sleep(PAUSE_MILLISECONDS);
  }
  return server;
}
