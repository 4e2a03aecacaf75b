import { accessSync, constants, existsSync, mkdirSync, readdirSync, rmSync } from "node:fs";
import { basename, delimiter, join } from "node:path";
import type { Made } from "./made";
import { runStep } from "./run-step";
import { writeWrapper } from "./shell-wrapper";
import { ToolFault } from "./tool-fault";
import type { DebianTool } from "./tool-spec";

const DO_THIS =
  "Nothing of it was kept: try again, on Debian or a distribution made from it, with a way to its packages";

function isExecutable(file: string): boolean {
  try {
    accessSync(file, constants.X_OK);
    return true;
  } catch {
    return false;
  }
}

function installed(program: string): string | undefined {
  const folders = [...(process.env["PATH"] ?? "").split(delimiter), "/usr/sbin", "/sbin"];
  return folders.map((folder) => join(folder, program)).find(isExecutable);
}

/** The first number with dots in what a program says about itself. */
function versionSaidBy(program: string): string {
  const said = runStep({
    command: program,
    arguments: ["--version"],
    doThis: "It is there and does not tell its version",
  });
  return /\d+(?:\.\d+)*/.exec(said)?.[0] ?? "unknown";
}

/** Where the libraries of unpacked packages lie. */
function libraryFolders(root: string): readonly string[] {
  return ["usr/lib", "lib"].flatMap((top) => {
    if (!existsSync(join(root, top))) return [];
    return readdirSync(join(root, top))
      .filter((name) => name.endsWith("-linux-gnu"))
      .map((name) => `${top}/${name}`);
  });
}

/**
 * Brings a package of the distribution with what it needs and the machine lacks, and unpacks it. Nothing is installed,
 * so nobody has to be root. The package index is our own, since nobody but root may renew the machine's.
 */
export function unpackFromDebian(tool: DebianTool, folder: string): Made {
  const present = tool.orInstalled === true ? installed(basename(tool.program)) : undefined;
  if (present !== undefined) return { program: present, version: versionSaidBy(present) };

  const [lists, archives, root] = [join(folder, "lists"), join(folder, "cache"), join(folder, "root")];
  mkdirSync(join(lists, "partial"), { recursive: true });
  mkdirSync(join(archives, "archives", "partial"), { recursive: true });
  const own = ["-o", `Dir::State::lists=${lists}`, "-o", `Dir::Cache=${archives}`, "-o", "Debug::NoLocking=1"];
  const apt = (...words: string[]) =>
    runStep({
      command: "apt-get",
      // As root, apt fetches as a user who may not see this folder.
      arguments: [...own, "-o", "APT::Sandbox::User=", "-q", ...words],
      environment: { DEBIAN_FRONTEND: "noninteractive", LC_ALL: "C" },
      doThis: DO_THIS,
    });
  apt("update");
  apt("install", "--download-only", "--reinstall", "--yes", "--no-install-recommends", tool.debianPackage);

  const packages = readdirSync(join(archives, "archives")).filter((file) => file.endsWith(".deb"));
  const ours = packages.find((file) => file.startsWith(`${tool.debianPackage}_`));
  if (ours === undefined) throw new ToolFault(`${tool.debianPackage} was not brought. ${DO_THIS}`);
  const dpkg = (...words: string[]) => runStep({ command: "dpkg-deb", arguments: words, doThis: DO_THIS });
  for (const file of packages) dpkg("-x", join(archives, "archives", file), root);
  const version = dpkg("-f", join(archives, "archives", ours), "Version").trim();
  for (const used of [lists, archives]) rmSync(used, { recursive: true, force: true });

  const libraries = libraryFolders(root).map((path) => `$here/root/${path}`);
  const program = basename(tool.program);
  writeWrapper(join(folder, program), { LD_LIBRARY_PATH: libraries.join(":") }, `"$here/root/${tool.program}"`);
  return { program, version: version.replace(/^\d+:/, "").replace(/[+-].*$/, "") };
}
