import { existsSync, readFileSync } from "node:fs";
import { join, resolve } from "node:path";
import { PalisadeError, type Problem } from "../core/errors";
import { isJsonRecord, type JsonRecord, listAt, recordAt, textAt } from "../core/json";

/** What `cdktf.json` says about a repository. */
export interface Project {
  /** Folder that holds `cdktf.json`. */
  readonly directory: string;
  /** Command that synthesizes the app. */
  readonly app: string;
  /** Absolute output folder of the app. */
  readonly outputDirectory: string;
  /** Context handed to the app, with what cdktf's own commands add: the local modules that `terraformModules` lists. */
  readonly context: JsonRecord;
}

const PROJECT_FILE = "cdktf.json";
const DEFAULT_OUTPUT = "cdktf.out";

function noProject(directory: string): Problem {
  return {
    what: `there is no ${PROJECT_FILE} here`,
    doThis: `run palisade in the folder of a cdktf app, the one that holds ${PROJECT_FILE}`,
    where: directory,
  };
}

function unreadableProject(file: string): Problem {
  return { what: "the file is not a JSON object", doThis: "mend its JSON", where: file };
}

function noAppCommand(file: string): Problem {
  return {
    what: 'the file does not say how the app is run: "app" is missing',
    doThis: 'add "app", for instance "node --require tsx/cjs main.ts"',
    where: file,
  };
}

/** Reads `cdktf.json` the way cdktf's own commands do. @throws PalisadeError when it is missing or incomplete */
export function readProject(directory: string): Project {
  const file = join(directory, PROJECT_FILE);
  if (!existsSync(file)) throw new PalisadeError([noProject(directory)]);
  const settings = parse(file);
  const app = textAt(settings, "app");
  if (app === undefined || app.trim() === "") throw new PalisadeError([noAppCommand(file)]);
  return {
    directory,
    app,
    outputDirectory: resolve(directory, textAt(settings, "output") ?? DEFAULT_OUTPUT),
    context: { ...recordAt(settings, "context"), cdktfRelativeModules: localModules(settings) },
  };
}

/** Sources of the modules that lie in the repository; cdktf copies them into every stack that uses one. */
function localModules(settings: JsonRecord): readonly string[] {
  return listAt(settings, "terraformModules")
    .map((module) => (typeof module === "string" ? module : (textAt(module, "source") ?? "")))
    .filter((source) => source.startsWith("./") || source.startsWith("../"));
}

function parse(file: string): JsonRecord {
  try {
    const settings: unknown = JSON.parse(readFileSync(file, "utf8"));
    if (isJsonRecord(settings)) return settings;
  } catch {
    // Reported below in our own words; the parser's position is of little help in so small a file.
  }
  throw new PalisadeError([unreadableProject(file)]);
}
