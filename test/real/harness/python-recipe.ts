import { join } from "node:path";
import type { Made } from "./made";
import { runStep } from "./run-step";
import { writeWrapper } from "./shell-wrapper";
import type { PythonTool } from "./tool-spec";

const DO_THIS = "Nothing of it was kept: try again, and see that Python 3, pip and the way to PyPI work";

/** Installs a package of Python into a folder of its own, with the exact versions of what it needs. */
export function installWithPip({ pythonPackage, version, constraints, provides }: PythonTool, folder: string): Made {
  const exact =
    constraints === undefined ? ["--no-deps"] : ["--constraint", join(__dirname, constraints), "--prefer-binary"];
  runStep({
    command: "python3",
    arguments: [
      ...["-m", "pip", "install", "--quiet", "--disable-pip-version-check", "--no-input", "--no-warn-script-location"],
      ...["--target", join(folder, "packages"), ...exact, `${pythonPackage}==${version}`],
    ],
    doThis: DO_THIS,
  });
  if ("folder" in provides) return { program: join("packages", provides.folder), version };
  const variables = { PYTHONPATH: "$here/packages", PYTHONDONTWRITEBYTECODE: "1" };
  writeWrapper(join(folder, pythonPackage), variables, `python3 -m ${provides.module}`);
  return { program: pythonPackage, version };
}
