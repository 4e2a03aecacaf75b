import { cpSync, mkdirSync, mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { basename, join } from "node:path";
import { textAt } from "../../../lib/core/json";
import type { Made } from "./made";
import { runStep } from "./run-step";
import { ToolFault } from "./tool-fault";
import type { GoFolder, GoTool } from "./tool-spec";

const DO_THIS = "Nothing of it was kept: try again, and see that Go and the way to the Go module proxy (GOPROXY) work";

type Environment = Readonly<Record<string, string>>;

/** Runs steps in a Go module that is gone afterwards. */
function inModule<T>(environment: Environment, use: (go: (...words: string[]) => string) => T): T {
  const folder = mkdtempSync(join(tmpdir(), "palisade-go-"));
  const go = (...words: string[]) =>
    runStep({
      command: "go",
      arguments: words,
      folder,
      environment: { GOWORK: "off", ...environment },
      doThis: DO_THIS,
    });
  try {
    go("mod", "init", "palisade-tool");
    return use(go);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

/** What the Go command says about a module that it brought: the paths of its folder and its `go.mod`. */
function download(go: (...words: string[]) => string, module: string): unknown {
  return JSON.parse(go("mod", "download", "-json", module));
}

/** The modules that a `go.mod` requires at `v0.0.0`: those of its own repository. */
export function stagingModules(goMod: string): readonly string[] {
  return [...goMod.matchAll(/^\s*(?:require\s+)?(\S+) v0\.0\.0(?:\s*\/\/.*)?$/gm)].flatMap(([, name]) => name ?? []);
}

/** Replacements as `module=other@version`. */
function replacements(go: (...words: string[]) => string, { replace = {}, staging, version }: GoTool): string[] {
  const own = Object.entries(replace).map(([module, other]) => `${module}=${other}`);
  if (staging === undefined) return own;
  const file = textAt(download(go, `${staging.of}@${version}`), "GoMod");
  if (file === undefined) throw new ToolFault(`${staging.of} ${version} has no go.mod. ${DO_THIS}`);
  const modules = stagingModules(readFileSync(file, "utf8"));
  return [...own, ...modules.map((module) => `${module}=${module}@${staging.version}`)];
}

/**
 * Builds a program from its source.
 *
 * @param folder where it is put
 * @param environment added for the Go command, by tests
 */
export function buildWithGo(tool: GoTool, folder: string, environment: Environment = {}): Made {
  const { goPackage, version, variables = {} } = tool;
  const linker = ["-s", "-w", ...Object.entries(variables).map(([name, value]) => `-X ${name}=${value}`)].join(" ");
  const program = /^v\d+$/.test(basename(goPackage)) ? basename(join(goPackage, "..")) : basename(goPackage);
  inModule(environment, (go) => {
    for (const replacement of replacements(go, tool)) go("mod", "edit", `-replace=${replacement}`);
    go("get", `${goPackage}@${version}`);
    go("build", `-ldflags=${linker}`, "-o", join(folder, program), goPackage);
  });
  return { program, version: version.replace(/^v/, "") };
}

/** Copies the files of a module. */
export function copyFromGo({ goModule, version, folder: wanted }: GoFolder, folder: string): Made {
  inModule({}, (go) => {
    const found = textAt(download(go, `${goModule}@${version}`), "Dir");
    if (found === undefined) throw new ToolFault(`${goModule} ${version} was not brought. ${DO_THIS}`);
    mkdirSync(join(folder, "files"));
    cpSync(join(found, wanted), join(folder, "files"), { recursive: true, mode: 0 });
  });
  // Go keeps its modules read-only; a copy has to be removable.
  runStep({ command: "chmod", arguments: ["-R", "u+w", folder], doThis: DO_THIS });
  return { program: "files", version: version.replace(/^v/, "") };
}
