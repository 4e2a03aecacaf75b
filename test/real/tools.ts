import { spawnSync } from "node:child_process";
import {
  accessSync,
  constants,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { delimiter, join } from "node:path";

/** Where real programs are kept between runs; git ignores it. */
const FOLDER = join(__dirname, "../../.tools");

interface Tool {
  /** Go package of the program. */
  readonly goPackage: string;
  /** Exact version, as the Go module proxy knows it. */
  readonly version: string;
}

/** The programs that read what Palisade renders. Each is built once, which takes one to four minutes. */
const TOOLS = {
  helm: { goPackage: "helm.sh/helm/v3/cmd/helm", version: "v3.22.0" },
  // Prometheus 3.15: its module carries the same number with a zero in front.
  promtool: { goPackage: "github.com/prometheus/prometheus/cmd/promtool", version: "v0.315.0" },
} as const satisfies Record<string, Tool>;

/** Name of a real program. */
export type ToolName = keyof typeof TOOLS;

/** Every real program there is a test for. */
export const TOOL_NAMES: readonly ToolName[] = ["helm", "promtool"];

const noteOf = (name: ToolName) => join(FOLDER, `${name}.version`);

function isBuilt(name: ToolName): boolean {
  const note = noteOf(name);
  return existsSync(join(FOLDER, name)) && existsSync(note) && readFileSync(note, "utf8") === TOOLS[name].version;
}

function isExecutable(file: string): boolean {
  try {
    accessSync(file, constants.X_OK);
    return true;
  } catch {
    return false;
  }
}

/** The program: ours at its exact version, or else whatever the path has. */
export function findTool(name: ToolName): string | undefined {
  const folders = [FOLDER, ...(process.env["PATH"] ?? "").split(delimiter)];
  return folders.map((folder) => join(folder, name)).find(isExecutable);
}

/**
 * Builds the program from source, in a Go module of its own: `go install` refuses packages whose module replaces
 * others. Gives what went wrong, or undefined.
 */
function build(name: ToolName): string | undefined {
  const { goPackage, version } = TOOLS[name];
  const module = mkdtempSync(join(tmpdir(), "palisade-tool-"));
  try {
    mkdirSync(FOLDER, { recursive: true });
    for (const step of [
      ["mod", "init", "palisade-tool"],
      ["get", `${goPackage}@${version}`],
      ["build", "-o", join(FOLDER, name), goPackage],
    ]) {
      const { error, status, stderr } = spawnSync("go", step, { cwd: module, encoding: "utf8" });
      if (error !== undefined) return `Go is not here (${error.message})`;
      if (status !== 0) return `go ${step.join(" ")}: ${stderr.trim().split("\n").slice(-3).join(" ")}`;
    }
    writeFileSync(noteOf(name), version);
    return undefined;
  } finally {
    rmSync(module, { recursive: true, force: true });
  }
}

/** Sees to it that every program is there before the tests start. A missing one fails in CI and is told elsewhere. */
export function provideTools(): void {
  for (const name of TOOL_NAMES.filter((tool) => !isBuilt(tool))) {
    process.stderr.write(`building ${name} ${TOOLS[name].version}, once, which takes a few minutes\n`);
    const fault = build(name);
    if (fault === undefined) continue;
    const other = findTool(name);
    const notice = `${name} ${TOOLS[name].version} could not be built: ${fault}`;
    if (process.env["CI"] !== undefined) throw new Error(notice);
    process.stderr.write(`${notice}\n${other === undefined ? "its tests are skipped" : `its tests use ${other}`}\n`);
  }
}

/** `describe` for tests that run a real program. Without it they are skipped with a notice; where `CI` is set they fail. */
export function describeWithTool(name: ToolName, title: string, body: (program: string) => void): void {
  const program = findTool(name);
  if (program !== undefined) {
    describe(title, () => body(program));
    return;
  }
  if (process.env["CI"] !== undefined) {
    describe(title, () => {
      it(`has ${name} to run`, () => {
        throw new Error(`${name} was neither built nor found`);
      });
    });
    return;
  }
  // biome-ignore lint/suspicious/noConsole: a skipped proof must be seen
  console.warn(`skipped: ${name} is not here, so "${title}" was not run`);
  describe.skip(title, () => {
    it("waits for its program", () => undefined);
  });
}
