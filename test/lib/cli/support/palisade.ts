import { type ChildProcess, spawn } from "node:child_process";
import {
  chmodSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { delimiter, join } from "node:path";
import { REPOSITORY } from "../../../support/rehearsal";

/** The fixture app: three stacks in a chain, and one that stands alone. */
export const FIXTURE = join(REPOSITORY, "test", "fixtures", "app");

const COMMAND = join(REPOSITORY, "bin", "palisade.js");

/** What a run of the command left behind. */
export interface Outcome {
  readonly code: number | null;
  readonly stdout: string;
  readonly stderr: string;
}

/** How the command is started. */
export interface StartOptions {
  /** Folder it runs in. @default - the fixture app's */
  readonly directory?: string;
  /** Variables over those of the tests; undefined takes one away. @default - none */
  readonly environment?: NodeJS.ProcessEnv;
}

/** A folder of temporary folders, so that a test sees what a run leaves behind, and only that. */
export class Workshop {
  private readonly root = mkdtempSync(join(tmpdir(), "pcli-"));
  /** Where the runs put their temporary files. */
  public readonly temporary = join(this.root, "t");
  private readonly children: ChildProcess[] = [];

  public constructor() {
    mkdirSync(this.temporary);
  }

  /** Temporary files and folders that runs have left behind. Caches of the TypeScript loader do not count. */
  public get leftBehind(): readonly string[] {
    return readdirSync(this.temporary).filter((name) => !name.startsWith("tsx-") && !name.startsWith("node-compile"));
  }

  /** Makes a folder. */
  public folder(name: string): string {
    const path = join(this.root, name);
    mkdirSync(path, { recursive: true });
    return path;
  }

  /** Writes a shell script that can be run by its name from the folder it is in. Gives that folder. */
  public program(name: string, script: string): string {
    const folder = this.folder(`bin-${name}`);
    const file = join(folder, name);
    writeFileSync(file, `#!/bin/sh\n${script}\n`);
    chmodSync(file, 0o755);
    return folder;
  }

  /** A path on which nothing is found but Node and what lies in the given folders: no Terraform, no npm. */
  public pathOf(...folders: readonly string[]): string {
    const node = this.program("node", `exec ${process.execPath} "$@"`);
    return [...folders, node].join(delimiter);
  }

  /** Starts the command. */
  public start(args: readonly string[], { directory = FIXTURE, environment = {} }: StartOptions = {}): ChildProcess {
    const child = spawn(process.execPath, [COMMAND, ...args], {
      cwd: directory,
      env: { ...process.env, XDG_CACHE_HOME: join(this.root, "cache"), TMPDIR: this.temporary, ...environment },
      stdio: ["ignore", "pipe", "pipe"],
    });
    this.children.push(child);
    return child;
  }

  /** Runs the command to its end. */
  public run(args: readonly string[], options: StartOptions = {}): Promise<Outcome> {
    return outcomeOf(this.start(args, options));
  }

  /** Ends what still runs and removes everything. */
  public clear(): void {
    for (const child of this.children) if (child.exitCode === null) child.kill("SIGKILL");
    rmSync(this.root, { recursive: true, force: true });
  }
}

/** Collects what a process writes until it has gone. */
export function outcomeOf(child: ChildProcess): Promise<Outcome> {
  let stdout = "";
  let stderr = "";
  child.stdout?.on("data", (chunk) => {
    stdout += String(chunk);
  });
  child.stderr?.on("data", (chunk) => {
    stderr += String(chunk);
  });
  return new Promise((resolve, reject) => {
    child.once("error", reject);
    child.once("close", (code) => resolve({ code, stdout, stderr }));
  });
}

/** Whether the kernel lists processes with their environment: Linux does. */
export const listsProcesses = existsSync("/proc/self/environ");

/** Processes whose environment names a folder. Only where `listsProcesses`. */
export function processesUsing(folder: string): readonly string[] {
  return readdirSync("/proc")
    .filter((name) => /^\d+$/.test(name))
    .filter((id) => {
      try {
        return readFileSync(join("/proc", id, "environ"), "utf8").includes(folder);
      } catch {
        return false;
      }
    });
}
